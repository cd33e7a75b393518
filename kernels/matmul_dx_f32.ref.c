#include "kernel.h"

#include "matmul_dx.h"

CK_FN(ck_matmul_dx_f32_ref)
{
	const struct ck_matmul_dx *a = args;
	const float *w = a->w;
	for (int64_t t = lo; t < hi; t++) {
		float *dx = a->dx + t * a->K;
		for (int64_t k = 0; k < a->K; k++)
			dx[k] = 0;
		for (int64_t n = 0; n < a->N; n++)
			for (int64_t k = 0; k < a->K; k++)
				dx[k] = __builtin_fmaf(a->dy[t * a->N + n], w[n * a->K + k], dx[k]);
	}
}

CK_KERNEL(ck_matmul_dx_f32_ref, CK_BODY_REF(ck_matmul_dx_f32_ref),
	.op = "matmul_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=f32", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "ascending n", .rank = 0);
