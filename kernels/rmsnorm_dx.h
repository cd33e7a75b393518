/* rmsnorm_dx: dx[r][e] = s * (dn[e] - n[e] * c), n = x * s, dn = dy * w, c = mean(dn * n): the gradient of rmsnorm's x.
 * dx may be dy.
 *
 * Rounding: dn, n and each product in F32; the mean in F64, 16 lanes as in rmsnorm, rounded to F32; then n c, the
 * difference and the product with s in F32. Axis R. */
#ifndef CK_KERNEL_RMSNORM_DX_H
#define CK_KERNEL_RMSNORM_DX_H

#include <stdint.h>

struct ck_rmsnorm_dx {
	float *dx;          /* [R][E] */
	const float *dy;    /* [R][E] */
	const float *x;     /* [R][E] */
	const float *s;     /* [R]: rms_scale of x */
	const float *w;     /* [E] */
	int64_t R, E;
};

#endif
