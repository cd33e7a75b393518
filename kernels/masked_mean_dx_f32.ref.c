#include "kernel.h"

#include "masked_mean_dx.h"

CK_FN(ck_masked_mean_dx_f32_ref)
{
	const struct ck_masked_mean_dx *a = args;
	int64_t n = 0;
	for (int64_t t = 0; t < a->T; t++)
		n += a->key[t] >= 0;
	for (int64_t t = lo; t < hi; t++)
		a->dx[t] = a->key[t] >= 0 ? a->dy[0] / (float)n : 0;
}

CK_KERNEL(ck_masked_mean_dx_f32_ref, CK_BODY_REF(ck_masked_mean_dx_f32_ref),
	.op = "masked_mean_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
