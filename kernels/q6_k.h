/* Q6_K: 128 bytes of low nibbles, 64 of two high bits, 16 int8 scales of 16, F16 d; d * sc * (q - 32). */
#ifndef CK_KERNEL_Q6_K_H
#define CK_KERNEL_Q6_K_H

#include "lines.h"

static inline void ck_q6_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block + 208);
	out->m = 0;
	for (int j = 0; j < 16; j++) {
		out->scale[j] = (int8_t)block[192 + j];
		out->min[j] = 0;
	}
	for (int k = 0; k < CK_SUPER; k++) {
		const int half = k / 128, quarter = k % 128 / 32;
		const int low = block[half * 64 + k % 64] >> quarter / 2 * 4 & 15;
		out->q[k] = (int16_t)((low | (block[128 + half * 32 + k % 32] >> quarter * 2 & 3) << 4) - 32);
	}
}

CK_INLINE void ck_q6_k_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	const int half = l / 32, quarter = l % 32 / 8;
	const ck_bytes low = CK_FIELD(ck_bytes, block, half * 64 + l % 16 * 4, h);
	const ck_bytes high = CK_FIELD(ck_bytes, block, 128 + half * 32 + l % 8 * 4, h);
	*out = CK_BITS(low, quarter / 2 * 4, 4, 0) | CK_BITS(high, quarter * 2, 2, 4);
}

CK_INLINE void ck_q6_k_scale(ck_integers *out, const uint8_t *block, int j, int h)
{
	*out = CK_SIGNED_BYTE(CK_FIELD(ck_words, block, 192 + j / 4 * 4, h), j);
}

CK_EXPAND(ck_q6_k)

static const struct ck_block_type ck_q6_k = { .k = 256, .bytes = 210, .tail = 1, .sub = 16, .bias = 32, .top = 63, .reach = 4096, .d = 208, .m = -1,
	.decode = ck_q6_k_decode, .expand = ck_q6_k_expand, .line = ck_q6_k_line, .scale = ck_q6_k_scale };

#endif
