#include "kernel.h"

#include "layernorm_dw.h"

CK_FN(ck_layernorm_dw_f32_ref)
{
	const struct ck_layernorm_dw *a = args;
	for (int64_t e = lo; e < hi; e++) {
		float sum = 0;
		for (int64_t r = 0; r < a->R; r++)
			sum = __builtin_fmaf(a->dy[r * a->E + e], (a->x[r * a->E + e] - a->s[2 * r]) * a->s[2 * r + 1], sum);
		a->dw[e] = sum;
	}
}

CK_KERNEL(ck_layernorm_dw_f32_ref, CK_BODY_REF(ck_layernorm_dw_f32_ref),
	.op = "layernorm_dw", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "E", .grain = 16, .scratch = "", .reduce = "ascending r", .rank = 0);
