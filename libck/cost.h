/* What an op of a layout must do in one step: FLOP (cost.def), and bytes that it reads of weights and states. */
#ifndef CK_COST_H
#define CK_COST_H

#include "graph.h"

/* A step of the same shape for each slot: its rows stand at positions from, from + 1, ... */
struct ck_work {
	int64_t slots, rows; /* rows of each slot */
	int64_t outputs;     /* rows whose logits are wanted, of all slots */
	int64_t from;
};

/* bytes is a lower bound: every weight once, of a table only the rows looked up; of a paged or ring state the positions held,
 * once for each slot. Activations are not counted. */
struct ck_cost { double flop, bytes; };

struct ck_cost ck_op_cost(const struct ck_graph *g, const struct ck_op *op, const struct ck_work *work, struct ck_arena *a);

#endif
