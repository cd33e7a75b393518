/* matmul: y[t][n] = sum over k of x[t][k] * w[n][k], + b[n] if b, + r[t][n] if r. y may be r.
 *
 * Rounding under exact, the same in every kernel whatever T and lo..hi:
 *   w of F32, F16:  acc = 0; for k ascending: acc = fma(w, x, acc) in F32, w converted exactly.
 *   w of BF16:      the same, x rounded to bf16 before.
 *   w of Q8_0:      x is a8_32 (see quantize.h); acc = 0; for blocks ascending:
 *                   acc = fma((float)I, dw * dx, acc), I the exact integer dot product of the block.
 *   w of Q4_0, Q5_0, IQ4_NL: as Q8_0.
 *   w of Q4_1, Q5_1: x is a8s_32; per block acc = fma((float)I, dw * dx, acc), then acc = fma(mw, sx, acc).
 *   w of K-quants:  x is a8_256; per block of 256, I the integer dot product with the integer scales in it:
 *                   acc = fma((float)I, dw * dx, acc), then, for types with minima,
 *                   acc = fma((float)-M, mw * dx, acc), M the integer sum of minima times sums of x.
 *   then acc + b, then + r, each rounded in F32.
 * w is in the kernel's packing. Axis N. */
#ifndef CK_KERNEL_MATMUL_H
#define CK_KERNEL_MATMUL_H

#include <stdint.h>

struct ck_matmul {
	float *y;           /* [T][N] */
	const void *x;      /* [T][K] */
	const float *r;     /* [T][N] or NULL */
	const void *w;      /* [N][K] */
	const float *b;     /* [N] or NULL */
	int64_t T, N, K;
};

#endif
