/* 2 x 2 tiles of sums, 0 to 3: tiles 4 and 5 of A, one below the other, times tiles 6 and 7 of B side by side. With tiles 1,
 * only A's first. Strides are in bytes. */
#ifndef CK_KERNEL_BF16_TILES_H
#define CK_KERNEL_BF16_TILES_H

#include "amx.h"

#define CK_TILES_ZERO() do { \
	CK_TILE_ZERO(0); \
	CK_TILE_ZERO(1); \
	CK_TILE_ZERO(2); \
	CK_TILE_ZERO(3); \
} while (0)
#define CK_TILES_SUMS(what, tiles, sum, stride) do { \
	CK_TILE_##what(0, sum, stride); \
	CK_TILE_##what(1, (char *)(sum) + CK_TILE_BYTES, stride); \
	if ((tiles) == 2) { \
		CK_TILE_##what(2, (char *)(sum) + 16 * (stride), stride); \
		CK_TILE_##what(3, (char *)(sum) + 16 * (stride) + CK_TILE_BYTES, stride); \
	} \
} while (0)
#define CK_TILES_A(tiles, a, stride) do { \
	CK_TILE_LOAD(4, a, stride); \
	if ((tiles) == 2) \
		CK_TILE_LOAD(5, (const char *)(a) + 16 * (stride), stride); \
} while (0)
#define CK_TILES_B(left, right) do { \
	CK_TILE_LOAD(6, left, CK_TILE_BYTES); \
	CK_TILE_LOAD(7, right, CK_TILE_BYTES); \
} while (0)
#define CK_TILES_DOT(tiles) do { \
	CK_TILE_DOT_BF16(0, 4, 6); \
	CK_TILE_DOT_BF16(1, 4, 7); \
	if ((tiles) == 2) { \
		CK_TILE_DOT_BF16(2, 5, 6); \
		CK_TILE_DOT_BF16(3, 5, 7); \
	} \
} while (0)

#endif
