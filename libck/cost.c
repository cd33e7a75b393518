#include "cost.h"

#include <string.h>

#include "ck_abi.h"
#include "diag.h"
#include "extent.h"
#include "registry.h"

static const struct formula { const char *kind, *step, *seen; } formulas[] = {
#define COST(kind, step, seen) { #kind, step, seen },
#include "cost.def"
#undef COST
};

/* T rows and O outputs are a step's; all other dimensions have values. */
static double at(struct ck_term t, const struct ck_work *w)
{
	double factor = !t.dyn ? 1 : strcmp(t.dyn, "O") ? (double)(w->slots * w->rows) : (double)w->outputs;
	return (double)t.i * factor;
}

static double flop(const char *formula, struct ck_op_binding *b, const struct ck_work *w)
{
	const struct ck_scope scope = { ck_op_lookup, b };
	struct ck_expr_error err;
	struct ck_term t;
	if (!ck_expr(formula, &scope, &t, &err) || t.type != CK_TERM_INT)
		ck_die("FLOP of %s, '%s': %s", b->kind->name, formula, err.text);
	return at(t, w);
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Row and position pairs of one slot, where a row sees the last `window` positions, 0: all. */
static double pairs(const struct ck_work *w, int64_t window)
{
	double sum = 0;
	for (int64_t i = 0; i < w->rows; i++)
		sum += (double)(window ? least(w->from + i + 1, window) : w->from + i + 1);
	return sum;
}

/* Positions that the op's rows see: its attribute's, or those its ring keeps. */
static int64_t window(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *k)
{
	if (ck_op_attr(k, "window") >= 0) {
		struct ck_val v = ck_op_attr_value(k, &op->attr, "window");
		if (v.i)
			return v.i;
	}
	for (size_t i = 0; i < op->state.n; i++) {
		const struct ck_state *s = &g->art->states.v[ck_names_get(&g->state, op->state.v[i])];
		if (s->window)
			return s->window;
	}
	return 0;
}

/* A table's operand has elements that index its first dimension. */
static bool looked_up(const struct ck_op_kind *k, int weight)
{
	const char *first = k->operand[weight].dim[0].text;
	for (int i = k->first[CK_ROLE_IN]; i < k->first[CK_ROLE_IN + 1]; i++)
		if (*k->operand[i].below && !strcmp(k->operand[i].below, first))
			return true;
	return false;
}

static double weight_bytes(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *k, const struct ck_work *w,
	const struct ck_op_binding *b)
{
	double sum = 0;
	for (int i = k->first[CK_ROLE_W]; i < k->first[CK_ROLE_W + 1]; i++) {
		const char *name = ck_op_operand_name(op, k, i);
		if (!*name)
			continue;
		double size = (double)g->art->weights.v[ck_names_get(&g->weight, name)].size;
		if (looked_up(k, i))
			size *= (double)(w->slots * w->rows) / (double)b->sym[k->operand[i].dim[0].sym].fixed;
		sum += size;
	}
	return sum;
}

static bool reads_state(const struct ck_op_kind *k)
{
	return k->first[CK_ROLE_OUT] < k->first[CK_ROLE_OUT + 1];
}

static double state_bytes(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *k, const struct ck_work *w, int64_t seen)
{
	double sum = 0;
	for (size_t i = 0; reads_state(k) && i < op->state.n; i++) {
		const struct ck_state *s = &g->art->states.v[ck_names_get(&g->state, op->state.v[i])];
		int64_t first = ck_shape_elements(g, &(struct ck_strs){ s->shape.v, 1 }); /* pages, or slots */
		int64_t held = seen ? least(w->from + w->rows, seen + w->rows - 1) : w->from + w->rows;
		double part = (double)s->size / (double)first;
		if (s->window)
			sum += part * (double)least(held, s->window) / (double)s->window * (double)w->slots;
		else if (!strcmp(s->kind, "kv"))
			sum += part * (double)held / CK_PAGE * (double)w->slots;
		else
			sum += part * (double)w->slots;
	}
	return sum;
}

enum ck_unit ck_kernel_unit(const struct ck_kernel *k)
{
	const char *x;
	if (strcmp(k->numerics, "exact"))
		return CK_UNIT_BF16;
	return ck_key_value(k->dtypes, "x", &x) && !strncmp(x, "a8", 2) ? CK_UNIT_INT8 : CK_UNIT_F32;
}

struct ck_cost ck_op_cost(const struct ck_graph *g, const struct ck_op *op, const struct ck_work *w, struct ck_arena *a)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	struct ck_op_binding b;
	struct ck_cost c = { 0 };
	int64_t seen = window(g, op, k);
	ck_graph_bind(g, op, &b, a);
	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
		if (!strcmp(formulas[i].kind, op->op))
			c.flop = flop(formulas[i].step, &b, w) + flop(formulas[i].seen, &b, w) * pairs(w, seen) * (double)w->slots;
	c.bytes = weight_bytes(g, op, k, w, &b) + state_bytes(g, op, k, w, seen);
	return c;
}
