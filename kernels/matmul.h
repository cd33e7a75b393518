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
 *
 * Under fast, x is bf16 and w, of any other type than F16 and F32, is rounded to bf16, to nearest, ties away from 0; their
 * products are summed in F32. x, w below 2^-126 and sums below it count as 0. With S the sum of |x w|, y is within
 *   S (2^-8 + (K + 2) 2^-23) + (|b| + |r|) 2^-22 + K 2^-125 (1 + the largest |x| and |w|)
 * of the sum over the x given: 2^-8 for the rounding of w (0 if BF16), 2^-23 for each addition. An F16 w is two bf16 terms,
 * exact, and x is bf16x2; of their four products the least is left out, so that 2^-16 stands for 2^-8. An F32 w is three
 * terms, exact, and x is bf16x3; of their nine products the three least are left out, so that 2^-23 stands for 2^-8. What is not
 * finite in x or w makes the sum so.
 *
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
	void *scratch;      /* as the descriptor asks for, 64-byte aligned */
};

#endif
