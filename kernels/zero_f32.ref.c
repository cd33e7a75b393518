#include "kernel.h"

#include "zero.h"

CK_FN(ck_zero_f32_ref)
{
	const struct ck_zero *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->g[r] = 0;
}

CK_KERNEL(ck_zero_f32_ref, CK_BODY_REF(ck_zero_f32_ref),
	.op = "zero", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
