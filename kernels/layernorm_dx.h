/* layernorm_dx: dx[r][e] = s * (dn[e] - mean(dn) - n[e] * c), n = (x - m) * s, dn = dy * w, c = mean(dn * n): the gradient of
 * layernorm's x. dx may be dy.
 *
 * Rounding: dn, n and each product in F32; both means in F64, 16 lanes as in layernorm, rounded to F32; then dn - mean, n c, the
 * difference and the product with s in F32. Axis R. */
#ifndef CK_KERNEL_LAYERNORM_DX_H
#define CK_KERNEL_LAYERNORM_DX_H

#include <stdint.h>

struct ck_layernorm_dx {
	float *dx;          /* [R][E] */
	const float *dy;    /* [R][E] */
	const float *x;     /* [R][E] */
	const float *s;     /* [R][2]: layer_stats of x, m and s */
	const float *w;     /* [E] */
	int64_t R, E;
};

#endif
