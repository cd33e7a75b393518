/* matmul_dw: dw[n][k] = sum over t of dy[t][n] * x[t][k]: the gradient of matmul's w.
 *
 * Rounding: acc = 0; for t ascending: acc = fma(dy, x, acc) in F32. Axis N. */
#ifndef CK_KERNEL_MATMUL_DW_H
#define CK_KERNEL_MATMUL_DW_H

#include <stdint.h>

struct ck_matmul_dw {
	float *dw;          /* [N][K] */
	const float *dy;    /* [T][N] */
	const float *x;     /* [T][K] */
	int64_t T, N, K;
	void *scratch;      /* as the descriptor asks for, 64-byte aligned */
};

#endif
