/* Q3_K: 32 bytes of high bits (bit s for 32-k part s), 64 of two low bits, 16 scales of 6 bits in 12 bytes, F16 d; d * (sc - 32) * (q - 4). */
#ifndef CK_KERNEL_Q3_K_H
#define CK_KERNEL_Q3_K_H

#include "lines.h"

static inline void ck_q3_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block + 108);
	out->m = 0;
	for (int j = 0; j < 16; j++) { /* bytes 0 to 7 hold the low four bits, 8 to 11 the upper two */
		out->scale[j] = ((block[96 + j % 8] >> j / 8 * 4 & 15) | (block[104 + j % 4] >> j / 4 * 2 & 3) << 4) - 32;
		out->min[j] = 0;
	}
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = (int16_t)((block[32 + k / 128 * 32 + k % 32] >> k % 128 / 32 * 2 & 3)
			+ (block[k % 32] >> k / 32 & 1) * 4 - 4);
}

CK_INLINE void ck_q3_k_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	const int part = l / 8;
	const ck_bytes low = CK_FIELD(ck_bytes, block, 32 + part / 4 * 32 + l % 8 * 4, h);
	const ck_bytes high = CK_FIELD(ck_bytes, block, l % 8 * 4, h);
	*out = CK_BITS(low, part % 4 * 2, 2, 0) | CK_BITS(high, part, 1, 2);
}

CK_INLINE void ck_q3_k_scale(ck_integers *out, const uint8_t *block, int j, int h)
{
	const ck_words low = CK_FIELD(ck_words, block, 96 + j / 4 % 2 * 4, h), high = CK_FIELD(ck_words, block, 104, h);
	*out = (ck_integers)(CK_BYTE_BITS(low, j, j / 8 * 4, 4) | CK_BYTE_BITS(high, j, j / 4 * 2, 2) << 4) - 32;
}

CK_EXPAND(ck_q3_k)

static const struct ck_block_type ck_q3_k = { .k = 256, .bytes = 110, .tail = 1, .sub = 16, .bias = 4, .top = 7, .reach = 128, .d = 108, .m = -1,
	.decode = ck_q3_k_decode, .expand = ck_q3_k_expand, .line = ck_q3_k_line, .scale = ck_q3_k_scale };

#endif
