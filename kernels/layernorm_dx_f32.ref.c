#include "kernel.h"

#include "layernorm_dx.h"
#include "rms_ref.h"

CK_FN(ck_layernorm_dx_f32_ref)
{
	const struct ck_layernorm_dx *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float *dy = a->dy + r * a->E, *x = a->x + r * a->E, m = a->s[2 * r], s = a->s[2 * r + 1];
		float *dx = a->dx + r * a->E;
		double sum[16] = { 0 }, product[16] = { 0 };
		for (int64_t e = 0; e < a->E; e++) {
			sum[e % 16] += dy[e] * a->w[e];
			product[e % 16] += dy[e] * a->w[e] * ((x[e] - m) * s);
		}
		const float mean = (float)(ck_fold16_f64(sum) / (double)a->E), c = (float)(ck_fold16_f64(product) / (double)a->E);
		for (int64_t e = 0; e < a->E; e++)
			dx[e] = s * (dy[e] * a->w[e] - mean - (x[e] - m) * s * c);
	}
}

CK_KERNEL(ck_layernorm_dx_f32_ref, CK_BODY_REF(ck_layernorm_dx_f32_ref),
	.op = "layernorm_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
