/* Q5_K: F16 d and m, scales and minima of 32, 32 bytes of fifth bits (bit s for sub-block s), then as Q4_K. */
#ifndef CK_KERNEL_Q5_K_H
#define CK_KERNEL_Q5_K_H

#include "kscales.h"

static inline void ck_q5_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = ck_block_f16(block + 2);
	ck_kscales(out, block + 4);
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = (int16_t)((block[48 + k / 64 * 32 + k % 32] >> k % 64 / 32 * 4 & 15)
			| (block[16 + k % 32] >> k / 32 & 1) << 4);
}

CK_INLINE void ck_q5_k_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	const ck_bytes low = CK_FIELD(ck_bytes, block, 48 + l / 16 * 32 + l % 8 * 4, h);
	const ck_bytes high = CK_FIELD(ck_bytes, block, 16 + l % 8 * 4, h);
	*out = CK_BITS(low, l % 16 / 8 * 4, 4, 0) | CK_BITS(high, l / 8, 1, 4);
}

CK_EXPAND(ck_q5_k)

static const struct ck_block_type ck_q5_k = { .k = 256, .bytes = 176, .head = 2, .sub = 32, .bias = 0, .top = 31, .reach = 1953, .d = 0, .m = 2,
	.decode = ck_q5_k_decode, .expand = ck_q5_k_expand, .line = ck_q5_k_line, .scale = ck_kscale, .min = ck_kmin };

#endif
