#include "kernel.h"

#include "rms_ref.h"
#include "rmsnorm.h"

CK_FN(ck_rmsnorm_f32_ref)
{
	const struct ck_rmsnorm *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * a->E;
		float *y = a->y + r * a->E;
		const float s = ck_rms_scale_ref(x, a->E, a->eps);
		for (int64_t e = 0; e < a->E; e++)
			y[e] = x[e] * s * a->w[e];
	}
}

CK_KERNEL(ck_rmsnorm_f32_ref, CK_BODY_REF(ck_rmsnorm_f32_ref),
	.op = "rmsnorm", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
