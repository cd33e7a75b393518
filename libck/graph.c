#include "graph.h"

#include <string.h>

#include "diag.h"
#include "dtype.h"

void ck_graph_init(struct ck_graph *g, struct ck_artifact *art, struct ck_program *p, struct ck_arena *a)
{
	*g = (struct ck_graph){ .art = art, .program = p, .dims = art->dims };
	for (size_t i = 0; i < p->values.n; i++)
		ck_names_put(&g->value, p->values.v[i].id, (int)i, a);
	for (size_t i = 0; i < art->weights.n; i++)
		ck_names_put(&g->weight, art->weights.v[i].id, (int)i, a);
	for (size_t i = 0; i < art->states.n; i++)
		ck_names_put(&g->state, art->states.v[i].id, (int)i, a);
	size_t n = 0;
	for (size_t i = 0; i < p->sections.n; i++)
		n += p->sections.v[i].ops.n;
	g->op = ck_allocn(a, n, sizeof *g->op);
	for (size_t i = 0; i < p->sections.n; i++)
		for (size_t j = 0; j < p->sections.v[i].ops.n; j++)
			g->op[g->nops++] = &p->sections.v[i].ops.v[j];
}

const char *ck_op_operand_name(const struct ck_op *op, const struct ck_op_kind *k, int operand)
{
	enum ck_role role = k->operand[operand].role;
	const struct ck_strs *names[CK_ROLES] = { &op->in, &op->w, &op->state, &op->out };
	size_t i = (size_t)(operand - k->first[role]);
	return i < names[role]->n ? names[role]->v[i] : "";
}

void ck_graph_operands(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *k, struct ck_tensor_type *out)
{
	for (int i = 0; i < k->noperands; i++) {
		const char *id = ck_op_operand_name(op, k, i);
		out[i] = (struct ck_tensor_type){ .id = id };
		int at;
		switch (k->operand[i].role) {
		case CK_ROLE_W:
			if ((at = ck_names_get(&g->weight, id)) >= 0) {
				out[i].dtype = g->art->weights.v[at].dtype;
				out[i].shape = g->art->weights.v[at].shape;
			}
			break;
		case CK_ROLE_STATE:
			if ((at = ck_names_get(&g->state, id)) >= 0) {
				out[i].dtype = g->art->states.v[at].dtype;
				out[i].shape = g->art->states.v[at].shape;
			}
			break;
		default:
			if ((at = ck_names_get(&g->value, id)) >= 0) {
				out[i].dtype = g->program->values.v[at].dtype;
				out[i].shape = g->program->values.v[at].shape;
			}
		}
	}
}

void ck_graph_bind(const struct ck_graph *g, const struct ck_op *op, struct ck_op_binding *b, struct ck_arena *a)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	struct ck_tensor_type types[CK_OP_OPERANDS];
	const char *why;
	ck_graph_operands(g, op, k, types);
	if (!ck_op_bind(k, types, &g->dims, b, &why, a))
		ck_die("%s: %s", op->id, why);
}

int64_t ck_bound(const struct ck_program *p, const char *dim)
{
	for (size_t i = 0; i < p->bounds.n; i++)
		if (!strcmp(p->bounds.v[i].name, dim))
			return p->bounds.v[i].max;
	return 0;
}

int64_t ck_shape_elements(const struct ck_graph *g, const struct ck_strs *shape)
{
	int64_t n = 1;
	for (size_t i = 0; i < shape->n; i++) {
		struct ck_extent e;
		struct ck_expr_error err;
		if (!ck_extent_parse(shape->v[i], &g->dims, &e, &err))
			return -1;
		int64_t v = ck_extent_at(e, e.dyn ? ck_bound(g->program, e.dyn) : 1);
		if (v < 0 || __builtin_mul_overflow(n, v, &n))
			return -1;
	}
	return n;
}

int64_t ck_shape_bytes(const struct ck_graph *g, const char *dtype, const struct ck_strs *shape)
{
	const struct ck_dtype *t = ck_dtype_named(dtype);
	int64_t n = ck_shape_elements(g, shape);
	return t && n >= 0 ? ck_dtype_size(t, n) : -1;
}
