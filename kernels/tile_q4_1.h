/* Dot products of rows of a8s_32 activations with n16 panels of Q4_1. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "q4_1.h"
#include "tile_block.h"

#define CK_TILE_TYPE ck_q4_1

CK_INLINE void ck_sweep(struct ck_sweep *s, const void *x, int64_t t, int64_t rows, const void *w, int64_t panel, int64_t K,
	bool many)
{
	ck_sweep_blocks(s, x, t, rows, ck_n16_panel(w, panel, K, &ck_q4_1), K, &ck_q4_1, many);
}

#endif
