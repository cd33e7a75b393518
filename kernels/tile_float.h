/* Dot products of rows of x with n16 panels of floating-point weights: CK_TILE_W is their type,
 * CK_TILE_LOAD converts 16 of them, and CK_TILE_SPREAD one element of x, of type CK_TILE_X, to 16 lanes.
 * tile_f32.h, tile_f16.h and tile_bf16.h include this. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "n16.h"
#include "unroll.h"
#include "vec.h"

/* out[r * cols + c] = rows t + r of x times panel c; rows and cols are constants. */
CK_INLINE void ck_tile(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int rows, int cols)
{
	const CK_TILE_X *row = (const CK_TILE_X *)x + t * K;
	ck_v acc[24]; /* apart from out, so that it stays in registers */
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	for (int64_t k = 0; k < K; k++) {
		ck_v w[4];
		CK_UNROLL
		for (int c = 0; c < cols; c++)
			w[c] = CK_TILE_LOAD((const CK_TILE_W *)panel[c] + k * CK_PANEL);
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			const ck_v v = CK_TILE_SPREAD(row + r * K + k);
			CK_UNROLL
			for (int c = 0; c < cols; c++)
				acc[r * cols + c] = ck_v_fma(w[c], v, acc[r * cols + c]);
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

#endif
