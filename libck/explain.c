#include "explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "datadir.h"
#include "diag.h"
#include "graph.h"
#include "registry.h"

struct explain {
	FILE *f;
	const char *folder, *id, *program;
	struct ck_arena *a;
	bool found;
};

static void heading(const struct explain *x, const char *what)
{
	fprintf(x->f, "\n%s\n", what);
}

static void line(const struct explain *x, const struct ck_record *r, const void *rec, enum ck_stage stage)
{
	fputs("  ", x->f);
	ck_record_write(x->f, r, rec, stage);
	fputc('\n', x->f);
}

/* Prints numbered lines of a text file from first to last. */
static void quote(const struct explain *x, const char *path, int first, int last)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;
	if (!in)
		return;
	for (int n = 1; n <= last && getline(&text, &room, in) >= 0; n++)
		if (n >= first)
			fprintf(x->f, "  %5d  %s", n, text);
	free(text);
	fclose(in);
}

/* loc is an artifact's word: it leads to no file but those below the templates. */
static void explain_template(const struct explain *x, const char *loc)
{
	const char *colon = strrchr(loc, ':');
	if (colon && !strstr(loc, ".."))
		quote(x, ck_printf(x->a, "%s/%.*s", ck_datadir(NULL, "templates", x->a), (int)(colon - loc), loc), atoi(colon + 1),
			atoi(colon + 1));
}

static bool names(const char *full, const char *inner)
{
	const char *point = strchr(full, '.');
	return !strcmp(full, inner) || (point && !strcmp(point + 1, inner));
}

/* The op in its block, without the layer's prefix, and the template line it is from; of a fused op: all it replaced. */
static void explain_ir1(const struct explain *x, const struct ck_artifact *art, const struct ck_op *op)
{
	for (size_t b = 0; b < art->blocks.n; b++)
		for (size_t i = 0; i < art->blocks.v[b].ops.n; i++) {
			const struct ck_op *o = &art->blocks.v[b].ops.v[i];
			bool it = !op->fused.n && names(op->id, o->id);
			for (size_t j = 0; j < op->fused.n; j++)
				it |= names(op->fused.v[j], o->id);
			if (!it)
				continue;
			heading(x, ck_printf(x->a, "%s, and ck.ir1, block %s", o->loc, art->blocks.v[b].id));
			explain_template(x, o->loc);
			line(x, &ck_record_op, o, CK_IR1);
		}
}

static void explain_operands(const struct explain *x, const struct ck_graph *g, const struct ck_op *op, enum ck_stage stage)
{
	const struct ck_strs *lists[] = { &op->in, &op->out };
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->n; i++) {
			int at = ck_names_get(&g->value, lists[l]->v[i]);
			if (at >= 0)
				line(x, &ck_record_value, &g->program->values.v[at], stage);
		}
	for (size_t i = 0; i < op->w.n; i++) {
		int at = ck_names_get(&g->weight, op->w.v[i]);
		if (at < 0)
			continue;
		const struct ck_weight *w = &g->art->weights.v[at];
		line(x, &ck_record_weight, w, stage);
		for (size_t t = 0; t < g->art->tensors.n; t++)
			if (!strcmp(g->art->tensors.v[t].name, w->tensor))
				line(x, &ck_record_tensor, &g->art->tensors.v[t], stage);
	}
	for (size_t i = 0; i < op->state.n; i++) {
		int at = ck_names_get(&g->state, op->state.v[i]);
		if (at >= 0)
			line(x, &ck_record_state, &g->art->states.v[at], stage);
	}
}

static void explain_kernel(const struct explain *x, const char *symbol)
{
	const struct ck_kernel *k = ck_kernel_named(symbol);
	if (!k)
		return;
	fprintf(x->f, "  kernel %s: %s, %s, %s%s%s\n", k->symbol, k->isa, k->numerics, k->dtypes, *k->packing ? ", packed " : "", k->packing);
	fprintf(x->f, "  parts: axis %s in grains of %d%s%s\n", k->axis, k->grain, *k->reduce ? "; reduction: " : "", k->reduce);
}

/* The op itself, or the fused op that took it in. */
static const struct ck_op *find_op(const struct explain *x, const struct ck_graph *g)
{
	for (int i = 0; i < g->nops; i++) {
		if (!strcmp(g->op[i]->id, x->id))
			return g->op[i];
		for (size_t j = 0; j < g->op[i]->fused.n; j++)
			if (!strcmp(g->op[i]->fused.v[j], x->id))
				return g->op[i];
	}
	return NULL;
}

static void explain_programs(struct explain *x, struct ck_artifact *art, enum ck_stage stage)
{
	for (size_t p = 0; p < art->programs.n; p++) {
		struct ck_graph g;
		if (x->program && strcmp(art->programs.v[p].id, x->program))
			continue;
		ck_graph_init(&g, art, &art->programs.v[p], x->a);
		const struct ck_op *op = find_op(x, &g);
		if (!op)
			continue;
		x->found = true;
		heading(x, ck_printf(x->a, "%s, program %s", ck_stage_kind[stage], art->programs.v[p].id));
		line(x, &ck_record_op, op, stage);
		if (stage == CK_LOWERED)
			explain_kernel(x, op->kernel);
		if (stage == CK_LAYOUT)
			explain_operands(x, &g, op, stage);
	}
}

/* The lines of model.c from the op's comment to the next one's. */
static bool explain_c(const struct explain *x, const char *id)
{
	const char *path = ck_printf(x->a, "%s/model.c", x->folder);
	FILE *in = fopen(path, "r");
	if (!in)
		return ck_error(path, "cannot open: %s", strerror(errno));
	const char *mark = ck_printf(x->a, "\t/* %s: ", id);
	char *text = NULL;
	size_t room = 0;
	bool inside = false;
	for (int n = 1; getline(&text, &room, in) >= 0; n++) {
		bool start = !strncmp(text, mark, strlen(mark));
		if (start)
			heading(x, ck_printf(x->a, "model.c, line %d", n));
		if (!start && (!strncmp(text, "\t/* ", 4) || *text == '}'))
			inside = false;
		inside |= start;
		if (inside)
			fprintf(x->f, "  %5d  %s", n, text);
	}
	free(text);
	fclose(in);
	return true;
}

bool ck_explain(FILE *f, const char *folder, const char *id, const char *program, struct ck_arena *a)
{
	static const char *const file[CK_STAGES] = { "manifest", "ir1", "ir2", "lowered", "plan", "layout" };
	struct explain x = { f, folder, id, program, a, false };
	struct ck_doc doc[CK_STAGES];
	for (int s = CK_IR1; s < CK_STAGES; s++)
		if (!ck_doc_expect(&doc[s], ck_printf(a, "%s/%s.json", folder, file[s]), (enum ck_stage)s, a))
			return false;
	const struct ck_op *op = NULL;
	for (size_t p = 0; p < doc[CK_LAYOUT].artifact->programs.n && !op; p++) {
		struct ck_graph g;
		ck_graph_init(&g, doc[CK_LAYOUT].artifact, &doc[CK_LAYOUT].artifact->programs.v[p], a);
		op = find_op(&x, &g);
	}
	if (!op) {
		ck_error(folder, "no op '%s'", id);
		ck_note(NULL, "ids are those of layout.json: L00.attn.q, logits, ...");
		return false;
	}
	explain_ir1(&x, doc[CK_IR1].artifact, op);
	for (int s = CK_IR2; s < CK_STAGES; s++)
		explain_programs(&x, doc[s].artifact, (enum ck_stage)s);
	if (!x.found)
		return ck_error(folder, "program %s has no op '%s'", program, id);
	return explain_c(&x, op->id);
}
