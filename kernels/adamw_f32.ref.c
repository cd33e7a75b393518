#include "kernel.h"

#include "adamw.h"

/* x^n by repeated squaring. */
static double power(double x, int32_t n)
{
	double y = 1;
	for (; n > 0; n >>= 1, x *= x)
		if (n & 1)
			y *= x;
	return y;
}

CK_FN(ck_adamw_f32_ref)
{
	const struct ck_adamw *a = args;
	const double lr = a->lr[0], one = 1 - power(a->beta1, a->step[0]), two = 1 - power(a->beta2, a->step[0]);
	const float keep = (float)(1 - lr * a->decay), rate = (float)(lr / one), root = (float)__builtin_sqrt(two);
	const float in = (float)(1 - (double)a->beta1), square = (float)(1 - (double)a->beta2);
	for (int64_t r = lo; r < hi; r++) {
		const float g = a->g[r];
		a->m[r] = a->m[r] + (g - a->m[r]) * in;
		a->v[r] = a->beta2 * a->v[r] + square * g * g;
		a->w[r] = a->w[r] * keep - rate * (a->m[r] / (__builtin_sqrtf(a->v[r]) / root + a->eps));
	}
}

CK_KERNEL(ck_adamw_f32_ref, CK_BODY_REF(ck_adamw_f32_ref),
	.op = "adamw", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
