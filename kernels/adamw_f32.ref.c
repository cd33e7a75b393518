#include "kernel.h"

#include "adamw_step.h"

CK_FN(ck_adamw_f32_ref)
{
	const struct ck_adamw *a = args;
	const struct ck_adamw_step s = ck_adamw_step(a);
	for (int64_t r = lo; r < hi; r++) {
		const float g = a->g[r];
		a->m[r] = a->m[r] + (g - a->m[r]) * s.in;
		a->v[r] = a->beta2 * a->v[r] + s.square * g * g;
		a->w[r] = a->w[r] * s.keep - s.rate * (a->m[r] / (__builtin_sqrtf(a->v[r]) / s.root + a->eps));
	}
}

CK_KERNEL(ck_adamw_f32_ref, CK_BODY_REF(ck_adamw_f32_ref),
	.op = "adamw", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
