#include "kernel.h"

#include "masked_mean.h"

CK_FN(ck_masked_mean_f32_ref)
{
	const struct ck_masked_mean *a = args;
	for (int64_t i = lo; i < hi; i++) {
		double sum = 0;
		int64_t n = 0;
		for (int64_t t = 0; t < a->T; t++)
			if (a->key[t] >= 0) {
				sum += a->x[t];
				n++;
			}
		a->y[i] = n ? (float)(sum / (double)n) : 0;
	}
}

CK_KERNEL(ck_masked_mean_f32_ref, CK_BODY_REF(ck_masked_mean_f32_ref),
	.op = "masked_mean", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "1", .grain = 1, .scratch = "", .reduce = "F64, ascending t", .rank = 0);
