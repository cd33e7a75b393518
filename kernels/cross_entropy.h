/* cross_entropy: nll[t] = lse[t] - x[t][target[t]], 0 where target[t] is negative; lse[t] = m + log(sum over v of
 * exp(x[t][v] - m)), m the maximum of the row. Targets are below V, checked before the step.
 *
 * Rounding: differences and exp in F32; their sum of 16 F64 partial sums, lane v % 16, ascending v, then lanes folded
 * by halves (8, 4, 2, 1), rounded to F32; log, the sum with m and nll in F32. Axis T. */
#ifndef CK_KERNEL_CROSS_ENTROPY_H
#define CK_KERNEL_CROSS_ENTROPY_H

#include <stdint.h>

struct ck_cross_entropy {
	float *nll;            /* [T] */
	float *lse;            /* [T] */
	const float *x;        /* [T][V] */
	const int32_t *target; /* [T] */
	int64_t T, V;
};

#endif
