#include "kernel.h"

#include "accumulate.h"

CK_FN(ck_accumulate_f32_ref)
{
	const struct ck_accumulate *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->g[r] += a->x[r];
}

CK_KERNEL(ck_accumulate_f32_ref, CK_BODY_REF(ck_accumulate_f32_ref),
	.op = "accumulate", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
