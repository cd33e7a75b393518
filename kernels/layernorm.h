/* layernorm: y[r][e] = ((x[r][e] - m) * s) * w[e] + b[e], m = mean(x[r]), s = 1 / sqrt(mean((x[r] - m)^2) + eps).
 * y may be x.
 *
 * Rounding: both means of 16 F64 partial sums, lane e % 16, ascending e, then lanes folded by halves (8, 4, 2, 1), divided
 * in F64 and rounded to F32; the difference, its square, + eps, sqrt, 1/x, both products and the sum with b in F32, not
 * contracted. Axis R. */
#ifndef CK_KERNEL_LAYERNORM_H
#define CK_KERNEL_LAYERNORM_H

#include <stdint.h>

struct ck_layernorm {
	float *y;           /* [R][E] */
	const float *x;     /* [R][E] */
	const float *w;     /* [E] */
	const float *b;     /* [E] or NULL: none */
	int64_t R, E;
	float eps;
};

#endif
