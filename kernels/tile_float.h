/* Dot products of rows of x with n16 panels of floating-point weights: CK_TILE_W is their type,
 * CK_TILE_LOAD converts 16 of them, and CK_TILE_SPREAD one element of x, of type CK_TILE_X, to 16 lanes.
 * tile_f32.h, tile_f16.h and tile_bf16.h include this. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "n16.h"
#include "unroll.h"
#include "vec.h"

enum {
	CK_TILE_LINE = 64 / (CK_PANEL * (int)sizeof(CK_TILE_W)),   /* k of a cache line */
	CK_TILE_AHEAD = 4096 / (CK_PANEL * (int)sizeof(CK_TILE_W)) /* k fetched ahead */
};

/* k elements from k0 on, onto acc. Weights `ahead` k further on are fetched, past their end too; 0: none. */
CK_INLINE void ck_tile_part(ck_v *acc, const CK_TILE_X *row, const void *const *panel, int64_t K, int64_t k0, int64_t end,
	int64_t ahead, int rows, int cols)
{
	for (int64_t k = k0; k < end; k++) {
		ck_v w[4];
		CK_UNROLL
		for (int c = 0; c < cols; c++) {
			const CK_TILE_W *at = (const CK_TILE_W *)panel[c] + k * CK_PANEL;
			if (ahead && k % CK_TILE_LINE == 0)
				_mm_prefetch((const char *)((uintptr_t)at + (uintptr_t)ahead * CK_PANEL * sizeof *at), _MM_HINT_T1);
			w[c] = CK_TILE_LOAD(at);
		}
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			const ck_v v = CK_TILE_SPREAD(row + r * K + k);
			CK_UNROLL
			for (int c = 0; c < cols; c++)
				acc[r * cols + c] = ck_v_fma(w[c], v, acc[r * cols + c]);
		}
	}
}

/* out[r * cols + c] = rows t + r of x times panel c; rows and cols are constants. Where weights come from memory, `next`
 * panels on are those that are read next, and they are fetched ahead; 0: they are in the caches. */
CK_INLINE void ck_tile(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int64_t next, int rows, int cols)
{
	const CK_TILE_X *row = (const CK_TILE_X *)x + t * K;
	ck_v acc[24]; /* apart from out, so that it stays in registers */
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	const int64_t last = next && K > CK_TILE_AHEAD ? K - CK_TILE_AHEAD : 0;
	if (next)
		ck_tile_part(acc, row, panel, K, 0, last, CK_TILE_AHEAD, rows, cols);
	ck_tile_part(acc, row, panel, K, last, K, next ? CK_TILE_AHEAD + (next - 1) * K : 0, rows, cols);
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

#endif
