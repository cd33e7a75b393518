#include "kernel.h"

#include "l2norm.h"

CK_FN(ck_l2norm_f32_ref)
{
	const struct ck_l2norm *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * a->E;
		double sum[16] = { 0 };
		for (int64_t e = 0; e < a->E; e++)
			sum[e % 16] += x[e] * x[e];
		for (int half = 8; half; half /= 2)
			for (int i = 0; i < half; i++)
				sum[i] += sum[i + half];
		const float s = 1.0f / __builtin_sqrtf((float)sum[0] + a->eps);
		for (int64_t e = 0; e < a->E; e++)
			a->y[r * a->E + e] = x[e] * s;
	}
}

CK_KERNEL(ck_l2norm_f32_ref, CK_BODY_REF(ck_l2norm_f32_ref),
	.op = "l2norm", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
