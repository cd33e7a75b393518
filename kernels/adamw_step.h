/* What one step of adamw has for all elements: computed in F64, then rounded. */
#ifndef CK_KERNEL_ADAMW_STEP_H
#define CK_KERNEL_ADAMW_STEP_H

#include "adamw.h"

struct ck_adamw_step { float keep, rate, root, in, square; };

/* x^n by repeated squaring. */
static inline double ck_adamw_power(double x, int32_t n)
{
	double y = 1;
	for (; n > 0; n >>= 1, x *= x)
		if (n & 1)
			y *= x;
	return y;
}

static inline struct ck_adamw_step ck_adamw_step(const struct ck_adamw *a)
{
	const double lr = a->lr[0], one = 1 - ck_adamw_power(a->beta1, a->step[0]), two = 1 - ck_adamw_power(a->beta2, a->step[0]);
	return (struct ck_adamw_step){ .keep = (float)(1 - lr * a->decay), .rate = (float)(lr / one), .root = (float)__builtin_sqrt(two),
		.in = (float)(1 - (double)a->beta1), .square = (float)(1 - (double)a->beta2) };
}

#endif
