#include "kernel.h"

#include "row_attention_ref.h"
#include "row_dot.h"

CK_FN(ck_row_dot_f32_ref)
{
	const struct ck_row_dot *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->y[r] = ck_row_dot_ref(a->a + r * a->D, a->b + r * a->D, a->D);
}

CK_KERNEL(ck_row_dot_f32_ref, CK_BODY_REF(ck_row_dot_f32_ref),
	.op = "row_dot", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 lanes, folded by halves", .rank = 0);
