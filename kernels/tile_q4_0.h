/* Dot products of rows of a8_32 activations with n16 panels of Q4_0. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "q4_0.h"
#include "tile_block.h"

#define CK_TILE_PANEL(w, panel, K) ck_n16_panel(w, panel, K, &ck_q4_0)

CK_INLINE void ck_tile(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int rows, int cols)
{
	ck_tile_32(out, x, t, panel, K, rows, cols, &ck_q4_0);
}

#endif
