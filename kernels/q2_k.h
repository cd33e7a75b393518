/* Q2_K: 16 bytes of scale low and minimum high, of 16; 64 bytes of two bits; F16 d and m; d * sc * q - m * mn. */
#ifndef CK_KERNEL_Q2_K_H
#define CK_KERNEL_Q2_K_H

#include "lines.h"

static inline void ck_q2_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block + 80);
	out->m = ck_block_f16(block + 82);
	for (int j = 0; j < 16; j++) {
		out->scale[j] = block[j] & 15;
		out->min[j] = block[j] >> 4;
	}
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = block[16 + k / 128 * 32 + k % 32] >> k % 128 / 32 * 2 & 3;
}

CK_INLINE void ck_q2_k_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	const int part = l / 8;
	const ck_bytes qs = CK_FIELD(ck_bytes, block, 16 + part / 4 * 32 + l % 8 * 4, h);
	*out = CK_BITS(qs, part % 4 * 2, 2, 0);
}

CK_INLINE void ck_q2_k_scale(ck_integers *out, const uint8_t *block, int j, int h)
{
	*out = (ck_integers)CK_BYTE_BITS(CK_FIELD(ck_words, block, j / 4 * 4, h), j, 0, 4);
}

CK_INLINE void ck_q2_k_min(ck_integers *out, const uint8_t *block, int j, int h)
{
	*out = (ck_integers)CK_BYTE_BITS(CK_FIELD(ck_words, block, j / 4 * 4, h), j, 4, 4);
}

CK_EXPAND(ck_q2_k)

static const struct ck_block_type ck_q2_k = { .k = 256, .bytes = 84, .tail = 2, .sub = 16, .bias = 0, .top = 3, .reach = 45, .d = 80, .m = 82,
	.decode = ck_q2_k_decode, .expand = ck_q2_k_expand, .line = ck_q2_k_line, .scale = ck_q2_k_scale, .min = ck_q2_k_min };

#endif
