/* rmsnorm: y[r][e] = (x[r][e] * s) * w[e], s = 1 / sqrt(mean(x[r]^2) + eps). y may be x.
 *
 * Rounding: each square in F32; 16 F64 partial sums, lane e % 16, ascending e; then lanes folded by halves
 * (8, 4, 2, 1); mean in F64, rounded to F32, + eps, sqrt and 1/x in F32. Axis R. */
#ifndef CK_KERNEL_RMSNORM_H
#define CK_KERNEL_RMSNORM_H

#include <stdint.h>

struct ck_rmsnorm {
	float *y;           /* [R][E] */
	const float *x;     /* [R][E] */
	const float *w;     /* [E] */
	int64_t R, E;
	float eps;
};

#endif
