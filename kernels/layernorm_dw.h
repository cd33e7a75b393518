/* layernorm_dw: dw[e] = sum over r of dy[r][e] * ((x[r][e] - m[r]) * s[r]): the gradient of layernorm's w.
 *
 * Rounding: the difference and its product with s in F32; acc = 0; for r ascending: acc = fma(dy, that, acc) in F32. Axis E. */
#ifndef CK_KERNEL_LAYERNORM_DW_H
#define CK_KERNEL_LAYERNORM_DW_H

#include <stdint.h>

struct ck_layernorm_dw {
	float *dw;          /* [E] */
	const float *dy;    /* [R][E] */
	const float *x;     /* [R][E] */
	const float *s;     /* [R][2]: layer_stats of x, m and s */
	int64_t R, E;
};

#endif
