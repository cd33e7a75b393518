#include "parts.h"

#include <string.h>

#include "choose.h"

struct division {
	struct ck_extent items;
	bool single;           /* one part in all */
	int sym;               /* dimension of the op that parts divide; -1: several */
};

/* A call dimension that is at most 1 counts as 1. */
static struct ck_extent settled(const struct ck_graph *g, struct ck_extent e)
{
	return e.dyn && ck_bound(g->program, e.dyn) == 1 ? (struct ck_extent){ e.fixed, NULL } : e;
}

static bool is_one(struct ck_extent e)
{
	return e.fixed == 1 && !e.dyn;
}

/* Whether an axis, a product of symbols, has this one. */
static bool axis_has(const char *axis, const char *sym)
{
	for (const size_t n = strlen(sym); *axis;) {
		const size_t m = strcspn(axis, "*");
		if (m == n && !memcmp(axis, sym, n))
			return true;
		axis += m + (axis[m] == '*');
	}
	return false;
}

static struct division divide(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b)
{
	struct division d = { .sym = -1 };
	struct ck_expr_error e;
	if (!ck_op_axis(op, b, &d.items, &e))
		return d;
	d.items = settled(g, d.items);
	d.single = !d.items.dyn && d.items.fixed <= op->grain;
	for (int s = 0; s < b->kind->nsyms; s++) {
		if (!b->bound[s] || is_one(settled(g, b->sym[s])) || !axis_has(op->axis, b->kind->sym[s]))
			continue;
		if (d.sym >= 0)
			return (struct division){ d.items, d.single, -1 };
		d.sym = s;
	}
	return d;
}

/* Where in an operand a dimension of the op stands; -1: nowhere, or behind dimensions that vary in number. */
static int place_of(const struct ck_operand *o, int sym)
{
	for (int i = 0; i < o->ndims; i++) {
		if (o->dim[i].sym == sym)
			return i;
		if (o->dim[i].rest)
			return -1;
	}
	return -1;
}

bool ck_parts_match(const struct ck_graph *g, const struct ck_op *a, int i, const struct ck_op *b, int j, struct ck_arena *arena)
{
	struct ck_op_binding x, y;
	if (a->replicated || b->replicated)
		return false;
	ck_graph_bind(g, a, &x, arena);
	ck_graph_bind(g, b, &y, arena);
	const struct division p = divide(g, a, &x), q = divide(g, b, &y);
	if (p.single && q.single)
		return true;
	if (p.sym < 0 || q.sym < 0 || a->grain != b->grain || !ck_extent_equal(p.items, q.items))
		return false;
	const int at = place_of(&x.kind->operand[i], p.sym);
	return at >= 0 && at == place_of(&y.kind->operand[j], q.sym);
}

bool ck_may_replicate(const struct ck_graph *g, const struct ck_op *op, struct ck_arena *arena)
{
	struct ck_op_binding b;
	ck_graph_bind(g, op, &b, arena);
	const int axis = ck_op_symbol(b.kind, op->axis, strlen(op->axis));
	if (axis < 0 || op->state.n || !op->out.n)
		return false;
	for (size_t i = 0; i < op->w.n; i++) {
		const int at = ck_names_get(&g->weight, op->w.v[i]);
		if (at >= 0 && g->art->weights.v[at].shape.n > 1)
			return false;
	}
	for (size_t i = 0; i < op->out.n; i++) {
		const int at = ck_names_get(&g->value, op->out.v[i]);
		if (at < 0 || *g->program->values.v[at].io || *g->program->values.v[at].observe
			|| place_of(&b.kind->operand[b.kind->first[CK_ROLE_OUT] + (int)i], axis) != 0)
			return false;
	}
	return true;
}
