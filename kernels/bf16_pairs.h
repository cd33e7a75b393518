/* Dot products of rows of bf16 with n16 panels of BF16, two k at a time, by vdpbf16ps: for matmul_vec.h, under fast. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include <string.h>

#include "n16.h"
#include "unroll.h"
#include "vec.h"

#define CK_TILE_PANEL ck_n16_f16

/* Two rows of a panel, k and k + 1, as 16 pairs. */
CK_INLINE __m512bh ck_tile_pairs(const uint16_t *row)
{
	static const _Alignas(64) uint16_t order[32] = { 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23,
		8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31 };
	return (__m512bh)_mm512_permutexvar_epi16(_mm512_load_si512(order), _mm512_loadu_si512(row));
}

/* One pair of x, for all 16 columns. */
CK_INLINE __m512bh ck_tile_spread(const uint16_t *x)
{
	int32_t pair;
	memcpy(&pair, x, sizeof pair);
	return (__m512bh)_mm512_set1_epi32(pair);
}

/* out[r * cols + c] = rows t + r of x times panel c, k ascending; K is even, rows and cols are constants. Weights are not
 * fetched ahead: next is 0. */
CK_INLINE void ck_tile(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int64_t next, int rows, int cols)
{
	const uint16_t *row = (const uint16_t *)x + t * K;
	ck_v acc[24];
	(void)next;
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	for (int64_t k = 0; k < K; k += 2) {
		__m512bh w[4];
		CK_UNROLL
		for (int c = 0; c < cols; c++)
			w[c] = ck_tile_pairs((const uint16_t *)panel[c] + k * CK_PANEL);
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			const __m512bh v = ck_tile_spread(row + r * K + k);
			CK_UNROLL
			for (int c = 0; c < cols; c++)
				acc[r * cols + c] = _mm512_dpbf16_ps(acc[r * cols + c], w[c], v);
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

#endif
