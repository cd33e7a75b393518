/* masked_mean_dx: dx[t] = dy / n where key[t] >= 0, n the number of those, in F32; else 0: the gradient of masked_mean's
 * x. Axis T. */
#ifndef CK_KERNEL_MASKED_MEAN_DX_H
#define CK_KERNEL_MASKED_MEAN_DX_H

#include <stdint.h>

struct ck_masked_mean_dx {
	float *dx;          /* [T] */
	const float *dy;    /* [1] */
	const int32_t *key; /* [T] */
	int64_t T;
};

#endif
