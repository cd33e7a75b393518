#include "kernel.h"

#include "matmul_dx.h"

CK_FN(ck_matmul_dx_f32_ref)
{
	const struct ck_matmul_dx *a = args;
	const float *w = a->w;
	for (int64_t t = 0; t < a->T; t++) {
		float *dx = a->dx + t * a->K;
		for (int64_t k = lo; k < hi; k++)
			dx[k] = 0;
		for (int64_t n = 0; n < a->N; n++)
			for (int64_t k = lo; k < hi; k++)
				dx[k] = __builtin_fmaf(a->dy[t * a->N + n], w[n * a->K + k], dx[k]);
	}
}

CK_KERNEL(ck_matmul_dx_f32_ref, CK_BODY_REF(ck_matmul_dx_f32_ref),
	.op = "matmul_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=f32", .packing = "", .where = "",
	.axis = "K", .grain = 16, .scratch = "", .reduce = "ascending n", .rank = 0);
