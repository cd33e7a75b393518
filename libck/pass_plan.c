/* Execution plan: how each op is divided, in which order it reduces, what scratch a thread needs, and where
 * threads meet. All from shapes and kernels; the number of threads plays no part. */
#include "choose.h"
#include "diag.h"
#include "live.h"
#include "passes.h"
#include "registry.h"

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
			g.op[i]->barrier = ck_since_waits(&since, g.op[i]);
			ck_since_add(&since, g.op[i], a);
		}
	}
	return true;
}
