#include "kernel.h"

#include "layernorm.h"
#include "rms_ref.h"

CK_FN(ck_layernorm_f32_ref)
{
	const struct ck_layernorm *a = args;
	const int64_t E = a->E;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * E;
		float *y = a->y + r * E;
		double sum[16] = { 0 };
		for (int64_t e = 0; e < E; e++)
			sum[e % 16] += x[e];
		const float mean = (float)(ck_fold16_f64(sum) / (double)E);
		for (int64_t e = 0; e < E; e++)
			y[e] = x[e] - mean;
		const float s = ck_rms_scale_ref(y, E, a->eps);
		for (int64_t e = 0; e < E; e++) {
			const float n = y[e] * s * a->w[e];
			y[e] = a->b ? n + a->b[e] : n;
		}
	}
}

CK_KERNEL(ck_layernorm_f32_ref, CK_BODY_REF(ck_layernorm_f32_ref),
	.op = "layernorm", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
