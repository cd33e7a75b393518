/* l2norm: y[r][e] = x[r][e] * (1 / sqrt(sum(x[r]^2) + eps)). y may be x.
 *
 * Rounding as in rmsnorm.h, without the mean: the sum in F64 over 16 lanes, rounded to F32, + eps. Axis R. */
#ifndef CK_KERNEL_L2NORM_H
#define CK_KERNEL_L2NORM_H

#include <stdint.h>

struct ck_l2norm {
	float *y;           /* [R][E] */
	const float *x;     /* [R][E] */
	int64_t R, E;
	float eps;
};

#endif
