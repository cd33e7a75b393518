#include "kernel.h"

#include "matmul_dw.h"

CK_FN(ck_matmul_dw_f32_ref)
{
	const struct ck_matmul_dw *a = args;
	for (int64_t n = lo; n < hi; n++) {
		float *dw = a->dw + n * a->K;
		for (int64_t k = 0; k < a->K; k++)
			dw[k] = 0;
		for (int64_t t = 0; t < a->T; t++)
			for (int64_t k = 0; k < a->K; k++)
				dw[k] = __builtin_fmaf(a->dy[t * a->N + n], a->x[t * a->K + k], dw[k]);
	}
}

CK_KERNEL(ck_matmul_dw_f32_ref, CK_BODY_REF(ck_matmul_dw_f32_ref),
	.op = "matmul_dw", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 1, .scratch = "", .reduce = "ascending t", .rank = 0);
