/* masked_mean: y = mean of x[t] over t with key[t] >= 0; 0 if there is none. The sum is in F64 with t ascending, the
 * quotient rounded to F32. Axis 1. */
#ifndef CK_KERNEL_MASKED_MEAN_H
#define CK_KERNEL_MASKED_MEAN_H

#include <stdint.h>

struct ck_masked_mean {
	float *y;           /* [1] */
	const float *x;     /* [T] */
	const int32_t *key; /* [T] */
	int64_t T;
};

#endif
