#include "kernel.h"

#include "rms_ref.h"
#include "rmsnorm_dx.h"

CK_FN(ck_rmsnorm_dx_f32_ref)
{
	const struct ck_rmsnorm_dx *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float *dy = a->dy + r * a->E, *x = a->x + r * a->E, s = a->s[r];
		float *dx = a->dx + r * a->E;
		double sum[16] = { 0 };
		for (int64_t e = 0; e < a->E; e++)
			sum[e % 16] += dy[e] * a->w[e] * (x[e] * s);
		const float c = (float)(ck_fold16_f64(sum) / (double)a->E);
		for (int64_t e = 0; e < a->E; e++)
			dx[e] = s * (dy[e] * a->w[e] - x[e] * s * c);
	}
}

CK_KERNEL(ck_rmsnorm_dx_f32_ref, CK_BODY_REF(ck_rmsnorm_dx_f32_ref),
	.op = "rmsnorm_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
