/* Kernel selection: for each weight the one packing that all its ops can read and that serves them best,
 * then for each op the best kernel that reads those packings. */
#include <string.h>

#include "diag.h"
#include "passes.h"
#include "registry.h"
#include "choose.h"
#include "words.h"

struct lowering {
	struct ck_doc *doc;
	struct ck_artifact *art;
	struct ck_arena *a;
	const char *features;
};

/* One use of a weight: the op, and which operand of it the weight is. */
struct use {
	const struct ck_graph *g;
	const struct ck_op *op;
	const struct ck_op_binding *b;
	int operand;
};
struct uses { struct use *v; size_t n; };

static struct ck_want want_of(const struct lowering *l, const struct ck_graph *g)
{
	return (struct ck_want){ l->features, g->program->id, !strcmp(l->art->numerics, "fast") };
}

static bool no_kernel(const struct lowering *l, const struct ck_graph *g, const struct ck_op *op)
{
	const struct ck_op_kind *kind = ck_op_kind(op->op);
	struct ck_tensor_type type[CK_OP_OPERANDS];
	char text[256] = "";
	ck_graph_operands(g, op, kind, type);
	for (int i = 0; i < kind->noperands; i++)
		if (!*kind->operand[i].dtype && type[i].dtype) {
			size_t n = strlen(text);
			snprintf(text + n, sizeof text - n, " %s=%s", kind->operand[i].name, type[i].dtype);
		}
	ck_error(op->loc, "%s: no kernel does %s%s in program %s for target %s, numerics %s", op->id, op->op, text,
		g->program->id, l->art->target.name, l->art->numerics);
	ck_note(NULL, "'ck-kernels --op %s' lists those there are", op->op);
	return false;
}

/* The best score among kernels that fit the use and read its weight in this packing; -1: none. */
static int score_with(const struct lowering *l, const struct use *u, const char *packing)
{
	struct ck_want want = want_of(l, u->g);
	const struct ck_operand *o = &u->b->kind->operand[u->operand];
	int best = -1;
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++)
		if (ck_kernel_fits(*k, u->g, u->op, u->b, &want) && !strcmp(ck_kernel_packing(*k, o, l->a), packing)) {
			int score = ck_kernel_score(*k, &want);
			best = score > best ? score : best;
		}
	return best;
}

static bool packing_possible(const struct ck_graph *g, const struct ck_weight *w, const char *packing)
{
	if (!strcmp(packing, "rows"))
		return true;
	const struct ck_packing *p = ck_packing_named(w->dtype, packing);
	struct ck_strs row = { w->shape.v + 1, w->shape.n - 1 };
	struct ck_strs rows = { w->shape.v, 1 };
	return p && w->shape.n >= 2 && p->size(ck_shape_elements(g, &rows), ck_shape_elements(g, &row)) >= 0;
}

static bool choose_packing(const struct lowering *l, struct ck_weight *w, const struct uses *uses)
{
	struct ck_strs seen = { 0 };
	long best = -1;
	for (size_t i = 0; i < uses->n; i++) {
		const struct use *u = &uses->v[i];
		struct ck_want want = want_of(l, u->g);
		bool any = false;
		for (const struct ck_kernel *const *k = ck_kernels; *k; k++) {
			if (!ck_kernel_fits(*k, u->g, u->op, u->b, &want))
				continue;
			any = true;
			const char *packing = ck_kernel_packing(*k, &u->b->kind->operand[u->operand], l->a);
			bool known = false;
			for (size_t j = 0; j < seen.n; j++)
				known |= !strcmp(seen.v[j], packing);
			if (known)
				continue;
			CK_PUSH(l->a, &seen, packing);
			long sum = 0;
			for (size_t j = 0; j < uses->n && sum >= 0; j++) {
				int s = packing_possible(u->g, w, packing) ? score_with(l, &uses->v[j], packing) : -1;
				sum = s < 0 ? -1 : sum + s;
			}
			if (sum > best) {
				best = sum;
				w->packing = packing;
			}
		}
		if (!any)
			return no_kernel(l, u->g, u->op);
	}
	if (best < 0 && uses->n)
		return ck_error(w->loc, "%s: no packing of %s is read by kernels of all %zu ops that use it", w->id, w->dtype, uses->n);
	if (!uses->n)
		w->packing = "rows";
	return true;
}

static bool packings_agree(const struct lowering *l, const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op)
{
	const struct ck_op_kind *kind = ck_op_kind(op->op);
	for (int i = kind->first[CK_ROLE_W]; i < kind->first[CK_ROLE_W + 1]; i++) {
		int w = ck_names_get(&g->weight, ck_op_operand_name(op, kind, i));
		if (w >= 0 && strcmp(ck_kernel_packing(k, &kind->operand[i], l->a), l->art->weights.v[w].packing))
			return false;
	}
	return true;
}

static bool choose_kernel(const struct lowering *l, const struct ck_graph *g, struct ck_op *op)
{
	struct ck_want want = want_of(l, g);
	struct ck_op_binding b;
	ck_graph_bind(g, op, &b, l->a);
	int best = -1;
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++) {
		if (!ck_kernel_fits(*k, g, op, &b, &want) || !packings_agree(l, *k, g, op))
			continue;
		int score = ck_kernel_score(*k, &want);
		if (score > best) {
			best = score;
			op->kernel = (*k)->symbol;
		}
	}
	return best >= 0 || no_kernel(l, g, op);
}

/* Makes the op read its input in the type its kernel wants: a quantize op, one for each value and type. */
static bool convert_inputs(const struct lowering *l, const struct ck_graph *g, struct ck_op *op, struct ck_op_list *out,
	struct ck_value_list *values, struct ck_names *made)
{
	const struct ck_kernel *k = ck_kernel_named(op->kernel);
	const struct ck_op_kind *kind = ck_op_kind(op->op);
	struct ck_strs in = { ck_allocn(l->a, op->in.n, sizeof *in.v), op->in.n };
	for (size_t i = 0; i < in.n; i++) {
		in.v[i] = op->in.v[i];
		int at = ck_names_get(&g->value, in.v[i]);
		const char *dtype = ck_kernel_dtype(k, &kind->operand[kind->first[CK_ROLE_IN] + (int)i], l->a);
		if (at < 0 || !strcmp(g->program->values.v[at].dtype, dtype))
			continue;
		const struct ck_value *x = &g->program->values.v[at];
		const char *id = ck_printf(l->a, "%s.%s", x->id, dtype);
		in.v[i] = id;
		if (ck_names_get(made, id) >= 0)
			continue;
		ck_names_put(made, id, 1, l->a);
		struct ck_op q = { .id = id, .op = "quantize", .pattern = "", .backward = "", .kernel = "", .loc = op->loc };
		CK_PUSH(l->a, &q.in, x->id);
		CK_PUSH(l->a, &q.out, id);
		struct ck_value y = *x;
		y.id = id;
		y.dtype = dtype;
		y.io = "";
		y.observe = "";
		CK_PUSH(l->a, values, y);
		CK_PUSH(l->a, out, q);
	}
	op->in = in;
	CK_PUSH(l->a, out, *op);
	return true;
}

static bool lower_program(const struct lowering *l, struct ck_program *p)
{
	struct ck_graph g;
	ck_graph_init(&g, l->art, p, l->a);
	for (int i = 0; i < g.nops; i++)
		if (!choose_kernel(l, &g, g.op[i]))
			return false;
	struct ck_names made = { 0 };
	struct ck_value_list values = { 0 };
	for (size_t i = 0; i < p->values.n; i++)
		if (!strcmp(p->values.v[i].io, "input"))
			CK_PUSH(l->a, &values, p->values.v[i]);
	for (size_t i = 0; i < p->sections.n; i++) {
		struct ck_op_list ops = { 0 };
		for (size_t j = 0; j < p->sections.v[i].ops.n; j++) {
			struct ck_op *op = &p->sections.v[i].ops.v[j];
			if (!convert_inputs(l, &g, op, &ops, &values, &made))
				return false;
			for (size_t o = 0; o < op->out.n; o++)
				CK_PUSH(l->a, &values, p->values.v[ck_names_get(&g.value, op->out.v[o])]);
		}
		p->sections.v[i].ops = ops;
	}
	p->values = values;
	ck_graph_init(&g, l->art, p, l->a);
	for (int i = 0; i < g.nops; i++)
		if (!*g.op[i]->kernel && !choose_kernel(l, &g, g.op[i]))
			return false;
	return true;
}

static void gather_uses(const struct lowering *l, struct uses *uses)
{
	for (size_t p = 0; p < l->art->programs.n; p++) {
		struct ck_graph *g = ck_alloc(l->a, sizeof *g);
		ck_graph_init(g, l->art, &l->art->programs.v[p], l->a);
		for (int i = 0; i < g->nops; i++) {
			const struct ck_op *op = g->op[i];
			const struct ck_op_kind *kind = ck_op_kind(op->op);
			struct ck_op_binding *b = NULL;
			for (int o = kind->first[CK_ROLE_W]; o < kind->first[CK_ROLE_W + 1]; o++) {
				int w = ck_names_get(&g->weight, ck_op_operand_name(op, kind, o));
				if (w < 0)
					continue;
				if (!b) {
					b = ck_alloc(l->a, sizeof *b);
					ck_graph_bind(g, op, b, l->a);
				}
				CK_PUSH(l->a, &uses[w], (struct use){ g, op, b, o });
			}
		}
	}
}

static void note_numerics(const struct lowering *l)
{
	if (strcmp(l->art->numerics, "fast"))
		return;
	for (size_t p = 0; p < l->art->programs.n; p++)
		for (size_t i = 0; i < l->art->programs.v[p].sections.n; i++) {
			const struct ck_op_list *ops = &l->art->programs.v[p].sections.v[i].ops;
			for (size_t j = 0; j < ops->n; j++)
				if (!strcmp(ck_kernel_named(ops->v[j].kernel)->numerics, "fast"))
					return;
		}
	ck_note(NULL, "numerics fast: no kernel rounds more than exact does; only the KV cache differs");
}

bool ck_pass_lower(struct ck_doc *doc, struct ck_arena *a)
{
	struct ck_artifact *art = doc->artifact;
	struct lowering l = { doc, art, a, "" };
	for (size_t i = 0; i < art->target.features.n; i++)
		l.features = ck_printf(a, "%s%s%s", l.features, i ? " " : "", art->target.features.v[i]);
	struct uses *uses = ck_allocn(a, art->weights.n, sizeof *uses);
	gather_uses(&l, uses);
	for (size_t i = 0; i < art->weights.n; i++)
		if (!choose_packing(&l, &art->weights.v[i], &uses[i]))
			return false;
	for (size_t i = 0; i < art->programs.n; i++)
		if (!lower_program(&l, &art->programs.v[i]))
			return false;
	note_numerics(&l);
	return true;
}
