#include "live.h"

#include <string.h>

#include "parts.h"

struct ck_live *ck_live_of(const struct ck_graph *g, struct ck_arena *a)
{
	size_t n = g->program->values.n;
	struct ck_live *live = ck_allocn(a, n, sizeof *live);
	int phase = 0;
	for (int i = 0; i < g->nops; i++) {
		const struct ck_op *op = g->op[i];
		phase += op->barrier;
		for (size_t j = 0; j < op->out.n; j++) {
			struct ck_live *l = &live[ck_names_get(&g->value, op->out.v[j])];
			l->writer = op;
			l->first = l->last = phase;
		}
		for (size_t j = 0; j < op->in.n; j++) {
			if (!*op->in.v[j])
				continue;
			struct ck_live *l = &live[ck_names_get(&g->value, op->in.v[j])];
			if (l->last != phase || !l->reader)
				l->readers = 0;
			if (l->reader != op || !l->readers)
				l->readers++;
			l->last = phase;
			l->reader = op;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (!strcmp(g->program->values.v[i].io, "output"))
			live[i].last = phase;
	return live;
}

const char *ck_live_arena(const struct ck_value *v, const struct ck_live *l)
{
	return *v->io ? "call" : l->writer && l->writer->replicated ? "scratch" : "act";
}

int ck_live_inplace(const struct ck_graph *g, const struct ck_live *live, const struct ck_op *op)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	for (int i = 0; i < k->ninplace; i++) {
		int in = ck_names_get(&g->value, ck_op_operand_name(op, k, k->inplace[i].in));
		int out = ck_names_get(&g->value, ck_op_operand_name(op, k, k->inplace[i].out));
		if (in < 0 || out < 0 || live[in].reader != op || live[in].readers != 1)
			continue;
		const struct ck_value *x = &g->program->values.v[in], *y = &g->program->values.v[out];
		int64_t bytes = ck_shape_bytes(g, x->dtype, &x->shape);
		if (!*x->io && !*y->io && live[in].writer->replicated == op->replicated && !strcmp(x->dtype, y->dtype) && bytes == ck_shape_bytes(g, y->dtype, &y->shape))
			return in;
	}
	return -1;
}

/* 2: the op writes its i-th weight, 1: it reads it. */
static int weight_use(const struct ck_op *op, size_t i)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	return k->operand[k->first[CK_ROLE_W] + (int)i].written ? 2 : 1;
}

bool ck_writes_weights(const struct ck_artifact *art)
{
	for (size_t p = 0; p < art->programs.n; p++)
		for (size_t s = 0; s < art->programs.v[p].sections.n; s++) {
			const struct ck_op_list *ops = &art->programs.v[p].sections.v[s].ops;
			for (size_t i = 0; i < ops->n; i++)
				for (size_t j = 0; j < ops->v[i].w.n; j++)
					if (weight_use(&ops->v[i], j) == 2)
						return true;
		}
	return false;
}

/* What both name, each as the operand `at` of its kind in the given role, must not be touched by different threads. */
static bool meets(const struct ck_graph *g, const struct ck_op *a, enum ck_role role_a, const struct ck_strs *of_a, const struct ck_op *b,
	enum ck_role role_b, const struct ck_strs *of_b, struct ck_arena *arena)
{
	const int first_a = ck_op_kind(a->op)->first[role_a], first_b = ck_op_kind(b->op)->first[role_b];
	for (size_t i = 0; i < of_a->n; i++)
		for (size_t j = 0; j < of_b->n; j++)
			if (*of_a->v[i] && !strcmp(of_a->v[i], of_b->v[j])
				&& !ck_parts_match(g, a, first_a + (int)i, b, first_b + (int)j, arena))
				return true;
	return false;
}

static bool weights_meet(const struct ck_op *a, const struct ck_op *b)
{
	for (size_t i = 0; i < a->w.n; i++)
		for (size_t j = 0; j < b->w.n; j++)
			if (!strcmp(a->w.v[i], b->w.v[j]) && weight_use(a, i) + weight_use(b, j) > 2)
				return true;
	return false;
}

bool ck_since_waits(const struct ck_since *s, const struct ck_graph *g, const struct ck_op *op, struct ck_arena *a)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct ck_op *e = s->v[i];
		if ((!e->replicated && meets(g, e, CK_ROLE_OUT, &e->out, op, CK_ROLE_IN, &op->in, a))
			|| meets(g, e, CK_ROLE_STATE, &e->state, op, CK_ROLE_STATE, &op->state, a) || weights_meet(e, op))
			return true;
	}
	return false;
}

void ck_since_add(struct ck_since *s, const struct ck_op *op, struct ck_arena *a)
{
	if (op->barrier)
		s->n = 0;
	CK_PUSH(a, s, op);
}
