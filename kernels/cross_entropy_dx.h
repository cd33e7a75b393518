/* cross_entropy_dx: dx[t][v] = dy[t] * (exp(x[t][v] - lse[t]) - [v = target[t]]), 0 where target[t] is negative: the
 * gradient of cross_entropy's x. Each operation rounds in F32. dx may be x. Axis T. */
#ifndef CK_KERNEL_CROSS_ENTROPY_DX_H
#define CK_KERNEL_CROSS_ENTROPY_DX_H

#include <stdint.h>

struct ck_cross_entropy_dx {
	float *dx;             /* [T][V] */
	const float *dy;       /* [T] */
	const float *x;        /* [T][V] */
	const float *lse;      /* [T] */
	const int32_t *target; /* [T] */
	int64_t T, V;
};

#endif
