/* Q4_K: F16 d and m, scales and minima of 32, then per 64 elements 32 bytes, the first half low; d * sc * q - m * mn. */
#ifndef CK_KERNEL_Q4_K_H
#define CK_KERNEL_Q4_K_H

#include "kscales.h"

static inline void ck_q4_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = ck_block_f16(block + 2);
	ck_kscales(out, block + 4);
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = block[16 + k / 64 * 32 + k % 32] >> k % 64 / 32 * 4 & 15;
}

CK_INLINE void ck_q4_k_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_BITS(CK_FIELD(ck_bytes, block, 16 + l / 16 * 32 + l % 8 * 4, h), l % 16 / 8 * 4, 4, 0);
}

CK_EXPAND(ck_q4_k)

static const struct ck_block_type ck_q4_k = { .k = 256, .bytes = 144, .head = 2, .sub = 32, .bias = 0, .top = 15, .reach = 945, .d = 0, .m = 2,
	.decode = ck_q4_k_decode, .expand = ck_q4_k_expand, .line = ck_q4_k_line, .scale = ck_kscale, .min = ck_kmin };

#endif
