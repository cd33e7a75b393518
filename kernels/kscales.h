/* The 12 bytes of 6-bit scales and minima of Q4_K and Q5_K, 8 of each (ggml's get_scale_min_k4), as 3 words:
 * byte j of word 0 is scale j, of word 1 minimum j, their upper two bits those of scale and minimum j + 4;
 * byte j of word 2 is the lower four of scale j + 4, then of minimum j + 4. */
#ifndef CK_KERNEL_KSCALES_H
#define CK_KERNEL_KSCALES_H

#include "lines.h"

static inline void ck_kscales(struct ck_block *out, const uint8_t *bytes)
{
	for (int j = 0; j < 4; j++) {
		const int s = bytes[j], m = bytes[4 + j], low = bytes[8 + j];
		out->scale[j] = s & 63;
		out->min[j] = m & 63;
		out->scale[j + 4] = (low & 15) | s >> 6 << 4;
		out->min[j + 4] = low >> 4 | m >> 6 << 4;
	}
}

CK_INLINE void ck_kscale(ck_integers *out, const uint8_t *block, int j, int h)
{
	const ck_words low = CK_FIELD(ck_words, block, 4, h), high = CK_FIELD(ck_words, block, 12, h);
	if (j < 4)
		*out = (ck_integers)CK_BYTE_BITS(low, j, 0, 6);
	else
		*out = (ck_integers)(CK_BYTE_BITS(high, j, 0, 4) | CK_BYTE_BITS(low, j, 6, 2) << 4);
}

CK_INLINE void ck_kmin(ck_integers *out, const uint8_t *block, int j, int h)
{
	const ck_words low = CK_FIELD(ck_words, block, 8, h), high = CK_FIELD(ck_words, block, 12, h);
	if (j < 4)
		*out = (ck_integers)CK_BYTE_BITS(low, j, 0, 6);
	else
		*out = (ck_integers)(CK_BYTE_BITS(high, j, 4, 4) | CK_BYTE_BITS(low, j, 6, 2) << 4);
}

#endif
