#include "kernel.h"

#include "cross_entropy.h"
#include "math.h"
#include "rms_ref.h"

CK_FN(ck_cross_entropy_f32_ref)
{
	const struct ck_cross_entropy *a = args;
	for (int64_t t = lo; t < hi; t++) {
		const float *x = a->x + t * a->V;
		float m = x[0];
		double sum[16] = { 0 };
		for (int64_t v = 1; v < a->V; v++)
			m = x[v] > m ? x[v] : m;
		for (int64_t v = 0; v < a->V; v++)
			sum[v % 16] += ck_expf(x[v] - m);
		a->lse[t] = m + ck_logf((float)ck_fold16_f64(sum));
		a->nll[t] = a->target[t] < 0 ? 0 : a->lse[t] - x[a->target[t]];
	}
}

CK_KERNEL(ck_cross_entropy_f32_ref, CK_BODY_REF(ck_cross_entropy_f32_ref),
	.op = "cross_entropy", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
