#include "live.h"

#include <string.h>

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
		if (!*x->io && !*y->io && !strcmp(x->dtype, y->dtype) && bytes == ck_shape_bytes(g, y->dtype, &y->shape))
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

bool ck_since_waits(const struct ck_since *s, const struct ck_op *op)
{
	for (size_t i = 0; i < op->in.n; i++)
		if (ck_names_get(&s->values, op->in.v[i]) >= 0)
			return true;
	for (size_t i = 0; i < op->state.n; i++)
		if (ck_names_get(&s->states, op->state.v[i]) >= 0)
			return true;
	for (size_t i = 0; i < op->w.n; i++)
		if (ck_names_get(&s->weights, op->w.v[i]) + weight_use(op, i) > 2)
			return true;
	return false;
}

void ck_since_add(struct ck_since *s, const struct ck_op *op, struct ck_arena *a)
{
	if (op->barrier)
		*s = (struct ck_since){ 0 };
	for (size_t i = 0; i < op->out.n; i++)
		ck_names_put(&s->values, op->out.v[i], 1, a);
	for (size_t i = 0; i < op->state.n; i++)
		ck_names_put(&s->states, op->state.v[i], 1, a);
	for (size_t i = 0; i < op->w.n; i++)
		if (ck_names_get(&s->weights, op->w.v[i]) < weight_use(op, i))
			ck_names_put(&s->weights, op->w.v[i], weight_use(op, i), a);
}
