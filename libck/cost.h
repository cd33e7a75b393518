/* What an op of a layout must do in one step: FLOP (cost.def), and bytes that it reads of weights and states. */
#ifndef CK_COST_H
#define CK_COST_H

#include "../kernels/kernel.h"
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

/* Which arithmetic multiplies in a kernel: that of its type of activations, or bf16 where it is a fast one. */
enum ck_unit { CK_UNIT_F32, CK_UNIT_INT8, CK_UNIT_BF16, CK_UNITS };
enum ck_unit ck_kernel_unit(const struct ck_kernel *k);

struct ck_cost ck_op_cost(const struct ck_graph *g, const struct ck_op *op, const struct ck_work *work, struct ck_arena *a);

#endif
