#include "kernel.h"

#include "cross_entropy_dx.h"
#include "math.h"

CK_FN(ck_cross_entropy_dx_f32_ref)
{
	const struct ck_cross_entropy_dx *a = args;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t v = 0; v < a->V; v++) {
			const float p = ck_expf(a->x[t * a->V + v] - a->lse[t]);
			a->dx[t * a->V + v] = a->target[t] < 0 ? 0 : a->dy[t] * (p - (v == a->target[t] ? 1.0f : 0.0f));
		}
}

CK_KERNEL(ck_cross_entropy_dx_f32_ref, CK_BODY_REF(ck_cross_entropy_dx_f32_ref),
	.op = "cross_entropy_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
