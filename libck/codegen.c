/* The emitter: writes what the layout says and decides nothing. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "ck_abi.h"
#include "choose.h"
#include "diag.h"
#include "passes.h"
#include "registry.h"
#include "state.h"

struct gen {
	FILE *f;
	const struct ck_doc *doc;
	const struct ck_artifact *art;
	const struct ck_graph *g;
	const char *prefix;
	struct ck_strs counters;
	struct ck_arena *a;
};

static void put_upper(FILE *f, const char *s)
{
	for (; *s; s++)
		putc(toupper((unsigned char)*s), f);
}

/* An id as a part of a C name. */
static const char *c_name(const struct gen *n, const char *s)
{
	char *t = ck_strdup(n->a, s);
	for (char *p = t; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return t;
}

static void put_attr(const struct gen *n, const struct ck_op_attr *attr, const struct ck_val *v)
{
	char buf[32];
	switch (attr->type) {
	case 'i':
		fprintf(n->f, "%" PRId64, v->i);
		break;
	case 'b':
		fprintf(n->f, "%d", v->b);
		break;
	case 's':
		fputs("CK_", n->f);
		put_upper(n->f, v->s);
		break;
	default: {
		double x = v->type == CK_INT ? (double)v->i : v->f;
		const char *text = ck_format_f32(buf, (float)x);
		fprintf(n->f, "%s%sf", text, strpbrk(text, ".e") ? "" : ".0");
	}
	}
}

static void put_extent(const struct gen *n, struct ck_extent e)
{
	if (!e.dyn)
		fprintf(n->f, "%" PRId64, e.fixed);
	else if (e.fixed == 1)
		fputs(e.dyn, n->f);
	else
		fprintf(n->f, "%" PRId64 " * %s", e.fixed, e.dyn);
}

static void put_operand(const struct gen *n, const struct ck_operand *o, const char *id)
{
	fprintf(n->f, "\n\t\t\t.%s = ", o->name);
	int at;
	switch (o->role) {
	case CK_ROLE_W:
		at = ck_names_get(&n->g->weight, id);
		fprintf(n->f, o->written ? "ck_master(c, %" PRId64 "), /* %s */" : "ck_in(c->weights, %" PRId64 "), /* %s */",
			n->art->weights.v[at].offset, id);
		break;
	case CK_ROLE_STATE:
		at = ck_names_get(&n->g->state, id);
		fprintf(n->f, "ck_at(c->%s, %" PRId64 "), /* %s */", ck_state_arena(n->art->states.v[at].kind),
			n->art->states.v[at].offset, id);
		break;
	default:
		at = ck_names_get(&n->g->value, id);
		if (!strcmp(n->g->program->values.v[at].arena, "scratch"))
			fprintf(n->f, "ck_own(c, rank, SCRATCH, %" PRId64 "), /* %s */", n->g->program->values.v[at].offset, id);
		else
			fprintf(n->f, "ck_at(c->%s, %" PRId64 "), /* %s */", n->g->program->values.v[at].arena,
				n->g->program->values.v[at].offset, id);
	}
}

static struct ck_extent axis_of(const struct ck_op *op, const struct ck_op_binding *b)
{
	struct ck_extent items;
	struct ck_expr_error e;
	if (!ck_op_axis(op, b, &items, &e))
		ck_die("%s: axis '%s': %s", op->id, op->axis, e.text); /* verified, so this is a defect */
	return items;
}

static int counter_of(const struct gen *n, const char *pattern)
{
	for (size_t i = 0; i < n->counters.n; i++)
		if (!strcmp(n->counters.v[i], pattern))
			return (int)i;
	return -1;
}

static int64_t dim_value(const struct gen *n, const char *name, bool *call, int *at)
{
	const struct ck_program *p = n->g->program;
	for (size_t i = 0; i < p->bounds.n; i++)
		if (!strcmp(p->bounds.v[i].name, name)) {
			*call = true;
			*at = (int)i;
			return 0;
		}
	*call = false;
	for (size_t i = 0; i < n->art->dims.n; i++)
		if (!strcmp(n->art->dims.v[i].name, name))
			return n->art->dims.v[i].value;
	return 0;
}

static void put_elements(const struct gen *n, const struct ck_strs *shape)
{
	struct ck_extent e = { 1, NULL }, d;
	struct ck_expr_error err;
	for (size_t j = 0; j < shape->n; j++)
		if (ck_extent_parse(shape->v[j], &n->g->dims, &d, &err))
			ck_extent_mul(e, d, &e);
	if (e.dyn) {
		bool call;
		int at = 0;
		dim_value(n, e.dyn, &call, &at);
		fprintf(n->f, "%" PRId64 " * c->dim[%d]", e.fixed, at);
	} else {
		fprintf(n->f, "%" PRId64, e.fixed);
	}
}

static void put_debug_checks(const struct gen *n, const struct ck_op *op, int index)
{
	const struct ck_program *p = n->g->program;
	fprintf(n->f, "\tck_barrier(c, rank);\n\tif (rank == 0) {\n");
	for (size_t i = 0; i < op->out.n; i++) {
		const struct ck_value *v = &p->values.v[ck_names_get(&n->g->value, op->out.v[i])];
		if (!strcmp(v->dtype, "f32")) {
			fprintf(n->f, "\t\tck_check_finite(c, %d, ck_in(c->%s, %" PRId64 "), ", index, v->arena, v->offset);
			put_elements(n, &v->shape);
			fputs(");\n", n->f);
		}
		int64_t size = (v->size + 63) / 64 * 64;
		fprintf(n->f, "\t\tck_check_canary(c, %d, c->%s, %" PRId64 ");\n", index, v->arena, v->offset - CK_CANARY_BYTES);
		fprintf(n->f, "\t\tck_check_canary(c, %d, c->%s, %" PRId64 ");\n", index, v->arena, v->offset + size);
	}
	for (size_t i = 0; i < op->state.n; i++) {
		const struct ck_state *s = &n->art->states.v[ck_names_get(&n->g->state, op->state.v[i])];
		int64_t size = (s->size + 63) / 64 * 64;
		const char *arena = ck_state_arena(s->kind);
		fprintf(n->f, "\t\tck_check_canary(c, %d, c->%s, %" PRId64 ");\n", index, arena, s->offset - CK_CANARY_BYTES);
		fprintf(n->f, "\t\tck_check_canary(c, %d, c->%s, %" PRId64 ");\n", index, arena, s->offset + size);
	}
	fprintf(n->f, "\t}\n\tif (ck_agree(c, rank))\n\t\treturn c->trapped;\n");
}

static void put_observe(const struct gen *n, const struct ck_op *op, int index)
{
	for (size_t i = 0; i < op->out.n; i++) {
		const struct ck_value *v = &n->g->program->values.v[ck_names_get(&n->g->value, op->out.v[i])];
		if (*v->observe)
			fprintf(n->f, "\tck_observe(c, rank, %d, \"%s\", ck_at(c->%s, %" PRId64 "), %" PRId64 ");\n", index, v->id,
				v->arena, v->offset, v->size);
	}
}

static void put_op(const struct gen *n, const struct ck_op *op, int index)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	struct ck_op_binding b;
	ck_graph_bind(n->g, op, &b, n->a);
	fprintf(n->f, "\t/* %s: %s, %s", op->id, op->op, op->loc);
	for (size_t i = 0; i < op->fused.n; i++)
		fprintf(n->f, "%s%s", i ? " + " : "; fused from ", op->fused.v[i]);
	fputs(" */\n", n->f);
	if (op->barrier)
		fputs("\tck_barrier(c, rank);\n", n->f);
	fprintf(n->f, "\tck_trace(c, rank, %d, 0);\n\t{\n\t\tconst struct ck_%s a = {", index, op->op);
	for (int i = k->first[CK_ROLE_OUT]; i < k->first[CK_ROLE_OUT + 1]; i++)
		put_operand(n, &k->operand[i], ck_op_operand_name(op, k, i));
	for (int i = 0; i < k->first[CK_ROLE_OUT]; i++)
		if (*ck_op_operand_name(op, k, i))
			put_operand(n, &k->operand[i], ck_op_operand_name(op, k, i));
	if (op->scratch)
		fprintf(n->f, "\n\t\t\t.scratch = ck_own(c, rank, SCRATCH, 0),");
	fputs("\n\t\t\t", n->f);
	const char *separator = "";
	for (int i = 0; i < k->nsyms; i++)
		if (b.bound[i]) {
			fprintf(n->f, "%s.%s = ", separator, k->sym[i]);
			put_extent(n, b.sym[i]);
			separator = ", ";
		}
	for (int i = 0; i < k->nattrs; i++) {
		struct ck_val v = ck_op_attr_value(k, &op->attr, k->attr[i].name);
		fprintf(n->f, "%s.%s = ", separator, k->attr[i].name);
		put_attr(n, &k->attr[i], &v);
		separator = ", ";
	}
	fputs("\n\t\t};\n\t\tconst struct ck_span s = ck_span(", n->f);
	put_extent(n, axis_of(op, &b));
	fprintf(n->f, ", %" PRId64 ", %s);\n\t\tif (s.lo < s.hi)\n\t\t\t%s(&a, s.lo, s.hi);\n\t}\n", op->grain,
		op->replicated ? "0, 1" : "rank, size", op->kernel);
	fprintf(n->f, "\tck_trace(c, rank, %d, 1);\n", index);
	if (*op->pattern)
		fprintf(n->f, "\tif (rank == 0)\n\t\tc->count[%d]++; /* %s */\n", counter_of(n, op->pattern), op->pattern);
	if (n->art->debug)
		put_debug_checks(n, op, index);
	put_observe(n, op, index);
}

/* The call dimensions that a section's ops mention, so that none is declared unused. */
static void put_dims(const struct gen *n, const struct ck_section *s)
{
	const struct ck_program *p = n->g->program;
	for (size_t d = 0; d < p->bounds.n; d++) {
		bool used = false;
		for (size_t i = 0; i < s->ops.n && !used; i++) {
			struct ck_op_binding b;
			ck_graph_bind(n->g, &s->ops.v[i], &b, n->a);
			for (int j = 0; j < b.kind->nsyms; j++)
				used |= b.bound[j] && b.sym[j].dyn && !strcmp(b.sym[j].dyn, p->bounds.v[d].name);
		}
		if (used)
			fprintf(n->f, "\tconst int64_t %s = c->dim[%zu];\n", p->bounds.v[d].name, d);
	}
}

/* Threads share an op of the section: it needs to know how many they are. */
static bool divides(const struct ck_section *s)
{
	for (size_t i = 0; i < s->ops.n; i++)
		if (!s->ops.v[i].replicated)
			return true;
	return false;
}

static void put_section(const struct gen *n, const struct ck_section *s, int *index)
{
	const char *program = c_name(n, n->g->program->id);
	fprintf(n->f, "static %s %s_%s(struct ck_ctx *c, int rank, int size)\n{\n", n->art->debug ? "int" : "void", program,
		c_name(n, s->id));
	put_dims(n, s);
	if (!divides(s))
		fputs("\t(void)size;\n", n->f);
	fputc('\n', n->f);
	for (size_t i = 0; i < s->ops.n; i++)
		put_op(n, &s->ops.v[i], (*index)++);
	if (n->art->debug)
		fprintf(n->f, "\treturn %s_canaries(c, rank, %d);\n", program, *index - 1);
	fputs("}\n\n", n->f);
}

/* Debug: all canaries of a program, reported with the op after which they were found broken. */
static void put_canaries(const struct gen *n, const char *program)
{
	const struct ck_canary_list *c = &n->art->canaries;
	const char *id = n->g->program->id;
	fprintf(n->f, "static int %s_canaries(struct ck_ctx *c, int rank, int op)\n{\n\tck_barrier(c, rank);\n\tif (rank == 0) {\n", program);
	for (size_t i = 0; i < c->n; i++)
		if (!*c->v[i].program || !strcmp(c->v[i].program, id))
			fprintf(n->f, "\t\tck_check_canary(c, op, c->%s, %" PRId64 ");%s%s%s\n", c->v[i].arena, c->v[i].offset,
				*c->v[i].after ? " /* after " : "", c->v[i].after, *c->v[i].after ? " */" : "");
	fputs("\t}\n\treturn ck_agree(c, rank);\n}\n\n", n->f);
	fprintf(n->f, "static void %s_plant(struct ck_ctx *c)\n{\n", program);
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].program, id))
			fprintf(n->f, "\tck_plant_canary(c->%s, %" PRId64 ");\n", c->v[i].arena, c->v[i].offset);
	fputs("}\n\n", n->f);
}

static int op_index(const struct ck_graph *g, const char *id)
{
	for (int i = 0; i < g->nops; i++)
		if (!strcmp(g->op[i]->id, id))
			return i;
	return -1;
}

static void put_input_check(const struct gen *n, const struct ck_value *v, int io)
{
	bool call = false;
	int at = 0;
	int64_t below = *v->below ? dim_value(n, v->below, &call, &at) : INT64_C(1) << 31;
	fprintf(n->f, "\t\tck_check_input%s(c, %d, ck_in(c->call, %" PRId64 "), ", v->least ? "_from" : "", io, v->offset);
	put_elements(n, &v->shape);
	if (v->least)
		fprintf(n->f, ", %" PRId64, v->least);
	if (call)
		fprintf(n->f, ", c->dim[%d]", at);
	else
		fprintf(n->f, ", %" PRId64, below);
	if (*v->below)
		fprintf(n->f, "); /* %s < %s */\n", v->id, v->below);
	else
		fprintf(n->f, "); /* %s */\n", v->id);
}

static void put_step(const struct gen *n, const char *program)
{
	const struct ck_program *p = n->g->program;
	fprintf(n->f, "static int %s(struct ck_ctx *c, int rank, int size)\n{\n\tif (rank == 0) {\n\t\tc->trapped = 0;\n", program);
	if (n->art->debug)
		fprintf(n->f, "\t\t%s_plant(c);\n", program);
	for (size_t i = 0; i < p->bounds.n; i++)
		fprintf(n->f, "\t\tck_check_bound(c, %zu, %" PRId64 ");\n", i, p->bounds.v[i].max);
	fputs("\t}\n\tif (ck_agree(c, rank))\n\t\treturn c->trapped;\n\tif (rank == 0) {\n", n->f);
	int io = 0;
	for (size_t i = 0; i < p->values.n; i++) {
		const struct ck_value *v = &p->values.v[i];
		if (!*v->io)
			continue;
		if (*v->below || v->least)
			put_input_check(n, v, io);
		io++;
	}
	fputs("\t}\n\tif (ck_agree(c, rank))\n\t\treturn c->trapped;\n", n->f);
	for (size_t i = 0; i < p->sections.n; i++) {
		const char *s = c_name(n, p->sections.v[i].id);
		if (n->art->debug)
			fprintf(n->f, "\tif (%s_%s(c, rank, size))\n\t\treturn c->trapped;\n", program, s);
		else
			fprintf(n->f, "\t%s_%s(c, rank, size);\n", program, s);
	}
	fputs("\tck_barrier(c, rank);\n\tif (rank == 0) {\n", n->f);
	for (size_t i = 0; i < p->values.n; i++) {
		const struct ck_value *v = &p->values.v[i];
		if (strcmp(v->io, "output") || strcmp(v->dtype, "f32"))
			continue;
		fprintf(n->f, "\t\tck_check_finite(c, %d, ck_in(c->call, %" PRId64 "), ", op_index(n->g, v->first), v->offset);
		put_elements(n, &v->shape);
		fputs(");\n", n->f);
	}
	fputs("\t}\n\treturn ck_agree(c, rank);\n}\n\n", n->f);
}

static void put_tables(const struct gen *n, const char *program)
{
	const struct ck_program *p = n->g->program;
	fprintf(n->f, "static const struct ck_bound_desc %s_bound[] = {\n", program);
	for (size_t i = 0; i < p->bounds.n; i++)
		fprintf(n->f, "\t{ \"%s\", %" PRId64 " },\n", p->bounds.v[i].name, p->bounds.v[i].max);
	fprintf(n->f, "};\n\nstatic const struct ck_io_desc %s_io[] = {\n", program);
	for (size_t i = 0; i < p->values.n; i++) {
		const struct ck_value *v = &p->values.v[i];
		if (!*v->io)
			continue;
		fprintf(n->f, "\t{ \"%s\", \"%s\", \"", v->id, v->dtype);
		for (size_t j = 0; j < v->shape.n; j++)
			fprintf(n->f, "%s%s", j ? " " : "", v->shape.v[j]);
		fprintf(n->f, "\", \"%s\", %d, %" PRId64 ", %" PRId64 " },\n", v->below, !strcmp(v->io, "output"), v->offset, v->size);
	}
	fprintf(n->f, "};\n\nstatic const struct ck_op_desc %s_op[] = {\n", program);
	for (int i = 0; i < n->g->nops; i++)
		fprintf(n->f, "\t{ \"%s\", \"%s\", \"%s\" },\n", n->g->op[i]->id, n->g->op[i]->op, n->g->op[i]->kernel);
	fputs("};\n\n", n->f);
}

static void put_program(struct gen *n, struct ck_program *p)
{
	struct ck_graph g;
	ck_graph_init(&g, (struct ck_artifact *)n->art, p, n->a);
	n->g = &g;
	const char *program = c_name(n, p->id);
	if (n->art->debug)
		put_canaries(n, program);
	int index = 0;
	for (size_t i = 0; i < p->sections.n; i++)
		put_section(n, &p->sections.v[i], &index);
	put_step(n, program);
	put_tables(n, program);
}

static bool listed(const struct ck_strs *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->v[i], name))
			return true;
	return false;
}

/* Contract headers and kernels the programs use, and the counters of fusion patterns. */
static void put_declarations(struct gen *n)
{
	struct ck_strs kinds = { 0 }, kernels = { 0 };
	for (size_t p = 0; p < n->art->programs.n; p++)
		for (size_t s = 0; s < n->art->programs.v[p].sections.n; s++) {
			const struct ck_op_list *ops = &n->art->programs.v[p].sections.v[s].ops;
			for (size_t i = 0; i < ops->n; i++) {
				if (!listed(&kinds, ops->v[i].op))
					CK_PUSH(n->a, &kinds, ops->v[i].op);
				if (!listed(&kernels, ops->v[i].kernel))
					CK_PUSH(n->a, &kernels, ops->v[i].kernel);
				if (*ops->v[i].pattern && !listed(&n->counters, ops->v[i].pattern))
					CK_PUSH(n->a, &n->counters, ops->v[i].pattern);
			}
		}
	fputs("#include \"ck_gen.h\"\n", n->f);
	for (size_t i = 0; i < kinds.n; i++)
		fprintf(n->f, "#include \"%s.h\"\n", kinds.v[i]);
	fputc('\n', n->f);
	for (size_t i = 0; i < kernels.n; i++)
		fprintf(n->f, "void %s(const void *args, int64_t lo, int64_t hi);\n", kernels.v[i]);
	int64_t scratch = 0;
	for (size_t i = 0; i < n->art->arenas.n; i++)
		if (!strcmp(n->art->arenas.v[i].name, "scratch"))
			scratch = n->art->arenas.v[i].size;
	fprintf(n->f, "\nenum { SCRATCH = %" PRId64 " }; /* bytes per thread */\n\n", scratch);
}

static void put_init(const struct gen *n)
{
	fputs("static void init(struct ck_ctx *c)\n{\n", n->f);
	for (size_t i = 0; i < n->art->canaries.n; i++)
		if (!*n->art->canaries.v[i].program)
			fprintf(n->f, "\tck_plant_canary(c->%s, %" PRId64 ");\n", n->art->canaries.v[i].arena, n->art->canaries.v[i].offset);
	fputs("}\n\n", n->f);
}

static void put_model(const struct gen *n)
{
	const struct ck_artifact *art = n->art;
	fputs("static const struct ck_program_desc program[] = {\n", n->f);
	for (size_t i = 0; i < art->programs.n; i++) {
		const char *id = c_name(n, art->programs.v[i].id);
		fprintf(n->f, "\t{ .name = \"%s\", .step = %s, .bound = %s_bound, .io = %s_io, .op = %s_op,\n", art->programs.v[i].id, id, id, id, id);
		fprintf(n->f, "\t  .nbounds = sizeof %s_bound / sizeof *%s_bound, .nio = sizeof %s_io / sizeof *%s_io,\n", id, id, id, id);
		fprintf(n->f, "\t  .nops = sizeof %s_op / sizeof *%s_op },\n", id, id);
	}
	fputs("};\n\nstatic const char *const counter[] = {\n", n->f);
	for (size_t i = 0; i < n->counters.n; i++)
		fprintf(n->f, "\t\"%s\",\n", n->counters.v[i]);
	fprintf(n->f, "\t0\n};\n\nextern const struct ck_model_desc %s_model;\nconst struct ck_model_desc %s_model = {\n", n->prefix, n->prefix);
	fprintf(n->f, "\t.abi = CK_ABI_VERSION,\n\t.prefix = \"%s\",\n\t.layout_sha256 = \"%s\",\n\t.target = \"%s\",\n", n->prefix, n->doc->sha256, art->target.name);
	for (size_t i = 0; i < art->arenas.n; i++)
		fprintf(n->f, "\t.%s = %" PRId64 ",\n", art->arenas.v[i].name, art->arenas.v[i].size);
	fprintf(n->f, "\t.program = program,\n\t.nprograms = %zu,\n\t.counter = counter,\n\t.ncounters = %zu,\n", art->programs.n, n->counters.n);
	fprintf(n->f, "%s};\n\n#ifdef CK_SHARED\nextern const struct ck_model_desc ck_model __attribute__((alias(\"%s_model\")));\n#endif\n",
		art->debug ? "\t.init = init,\n" : "", n->prefix);
}

void ck_codegen(FILE *f, const struct ck_doc *doc, const char *prefix, struct ck_arena *a)
{
	struct gen n = { .f = f, .doc = doc, .art = doc->artifact, .a = a };
	n.prefix = prefix ? prefix : c_name(&n, n.art->source.arch);
	fprintf(f, "/* %s for %s, numerics %s, KV cache %s. Made by ck-codegen from the layout with SHA-256\n * %s; edit nothing here. */\n",
		n.art->source.arch, n.art->target.name, n.art->numerics, n.art->kv, doc->sha256);
	put_declarations(&n);
	for (size_t i = 0; i < n.art->programs.n; i++)
		put_program(&n, &n.art->programs.v[i]);
	if (n.art->debug)
		put_init(&n);
	put_model(&n);
}
