/* The 12 bytes of 6-bit scales and minima of Q4_K and Q5_K, 8 of each (ggml's get_scale_min_k4), as 3 words:
 * byte j of word 0 is scale j, of word 1 minimum j, their upper two bits those of scale and minimum j + 4;
 * byte j of word 2 is the lower four of scale j + 4, then of minimum j + 4. */
#ifndef CK_KERNEL_KSCALES_H
#define CK_KERNEL_KSCALES_H

#include "n16_block.h"

/* Of so many rows; scale and min are [8][rows]. */
static inline void ck_kscales(int32_t *restrict scale, int32_t *restrict min, const uint8_t *restrict bytes, int rows)
{
	uint32_t w[3 * CK_PANEL];
	memcpy(w, bytes, sizeof *w * 3 * (size_t)rows);
	for (int j = 0; j < 4; j++)
		for (int r = 0; r < rows; r++) {
			const uint32_t s = w[r] >> 8 * j, m = w[rows + r] >> 8 * j, low = w[2 * rows + r] >> 8 * j;
			scale[j * rows + r] = (int32_t)(s & 63);
			min[j * rows + r] = (int32_t)(m & 63);
			scale[(j + 4) * rows + r] = (int32_t)((low & 15) | (s >> 6 & 3) << 4);
			min[(j + 4) * rows + r] = (int32_t)((low >> 4 & 15) | (m >> 6 & 3) << 4);
		}
}

#endif
