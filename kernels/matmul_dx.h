/* matmul_dx: dx[t][k] = sum over n of dy[t][n] * w[n][k]: the gradient of matmul's x.
 *
 * Rounding: acc = 0; for n ascending: acc = fma(dy, w, acc) in F32. Axis K. */
#ifndef CK_KERNEL_MATMUL_DX_H
#define CK_KERNEL_MATMUL_DX_H

#include <stdint.h>

struct ck_matmul_dx {
	float *dx;          /* [T][K] */
	const float *dy;    /* [T][N] */
	const void *w;      /* [N][K] */
	int64_t T, N, K;
	void *scratch;      /* as the descriptor asks for, 64-byte aligned */
};

#endif
