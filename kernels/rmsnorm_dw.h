/* rmsnorm_dw: dw[e] = sum over r of dy[r][e] * (x[r][e] * s[r]): the gradient of rmsnorm's w.
 *
 * Rounding: x s in F32; acc = 0; for r ascending: acc = fma(dy, x s, acc) in F32. Axis E. */
#ifndef CK_KERNEL_RMSNORM_DW_H
#define CK_KERNEL_RMSNORM_DW_H

#include <stdint.h>

struct ck_rmsnorm_dw {
	float *dw;          /* [E] */
	const float *dy;    /* [R][E] */
	const float *x;     /* [R][E] */
	const float *s;     /* [R]: rms_scale of x */
	int64_t R, E;
};

#endif
