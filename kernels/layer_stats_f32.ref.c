#include "kernel.h"

#include "layer_stats.h"
#include "rms_ref.h"

CK_FN(ck_layer_stats_f32_ref)
{
	const struct ck_layer_stats *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * a->E;
		double sum[16] = { 0 }, square[16] = { 0 };
		for (int64_t e = 0; e < a->E; e++)
			sum[e % 16] += x[e];
		const float mean = (float)(ck_fold16_f64(sum) / (double)a->E);
		for (int64_t e = 0; e < a->E; e++)
			square[e % 16] += (x[e] - mean) * (x[e] - mean);
		a->s[2 * r] = mean;
		a->s[2 * r + 1] = 1.0f / __builtin_sqrtf((float)(ck_fold16_f64(square) / (double)a->E) + a->eps);
	}
}

CK_KERNEL(ck_layer_stats_f32_ref, CK_BODY_REF(ck_layer_stats_f32_ref),
	.op = "layer_stats", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
