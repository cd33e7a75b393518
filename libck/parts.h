/* What of its operands one part of an op touches; of verified ops with an axis.
 *
 * Parts divide one dimension of the op, or none, where the axis is a product. An operand that has this dimension is read
 * and written by a part at the part's items only (kernel.h), any other operand anywhere. */
#ifndef CK_PARTS_H
#define CK_PARTS_H

#include "graph.h"

/* Whether parts of a and of b, on one thread, touch the same items of an operand that both have. i, j: its index in each.
 * A replicated op has no parts. */
bool ck_parts_match(const struct ck_graph *g, const struct ck_op *a, int i, const struct ck_op *b, int j, struct ck_arena *arena);

/* Whether every thread can do all of op and keep what it makes to itself: its parts divide the first dimension of all
 * outputs, which are the program's own and not marked, and it has no state and no matrix of weights. */
bool ck_may_replicate(const struct ck_graph *g, const struct ck_op *op, struct ck_arena *arena);

#endif
