/* Execution plan: how each op is divided or replicated, in which order it reduces, what scratch a thread needs, and where
 * threads meet. All from shapes and kernels; the number of threads plays no part. */
#include "choose.h"
#include "diag.h"
#include "live.h"
#include "parts.h"
#include "passes.h"
#include "registry.h"

/* Bytes that an op may pass through every thread's nearest caches, where that saves them from meeting. */
enum { REPLICATED_MOST = 1 << 16 };

static bool is_small(const struct ck_graph *g, const struct ck_op *op)
{
	const struct ck_strs *const list[] = { &op->in, &op->out };
	int64_t bytes = 0;
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < list[l]->n; i++) {
			const int at = ck_names_get(&g->value, list[l]->v[i]);
			const struct ck_value *v = at >= 0 ? &g->program->values.v[at] : NULL;
			const int64_t size = v ? ck_shape_bytes(g, v->dtype, &v->shape) : 0;
			if (size < 0 || size > REPLICATED_MOST)
				return false;
			bytes += size;
		}
	return bytes <= REPLICATED_MOST;
}

static bool plan_op(const struct ck_graph *g, struct ck_op *op, struct ck_arena *a)
{
	const struct ck_kernel *k = ck_kernel_named(op->kernel);
	op->axis = k->axis;
	op->grain = k->grain;
	op->reduce = k->reduce;
	struct ck_op_binding b;
	struct ck_extent items;
	struct ck_expr_error e;
	ck_graph_bind(g, op, &b, a);
	if (!ck_op_axis(op, &b, &items, &e))
		return ck_error(op->loc, "%s: axis %s of kernel %s: %s", op->id, op->axis, k->symbol, e.text);
	if (!ck_kernel_scratch(k, g, op, &op->scratch, &e, a))
		return ck_error(op->loc, "%s: scratch of kernel %s: %s", op->id, k->symbol, e.text);
	op->replicated = is_small(g, op) && ck_may_replicate(g, op, a);
	return true;
}

bool ck_pass_plan(struct ck_doc *doc, struct ck_arena *a)
{
	for (size_t p = 0; p < doc->artifact->programs.n; p++) {
		struct ck_graph g;
		ck_graph_init(&g, doc->artifact, &doc->artifact->programs.v[p], a);
		struct ck_since since = { 0 };
		for (int i = 0; i < g.nops; i++) {
			if (!plan_op(&g, g.op[i], a))
				return false;
			g.op[i]->barrier = ck_since_waits(&since, &g, g.op[i], a);
			ck_since_add(&since, g.op[i], a);
		}
	}
	return true;
}
