/* Q2_K: 16 bytes of scale low and minimum high, of 16; 64 bytes of two bits; F16 d and m; d * sc * q - m * mn. */
#ifndef CK_KERNEL_Q2_K_H
#define CK_KERNEL_Q2_K_H

#include "n16_block.h"

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

static inline void ck_q2_k_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { QUARTER = 32 * CK_PANEL };
	uint32_t w[4 * CK_PANEL];
	memcpy(w, block, sizeof w);
	for (int j = 0; j < 16; j++)
		for (int r = 0; r < CK_PANEL; r++) {
			const uint32_t s = w[j / 4 * CK_PANEL + r] >> j % 4 * 8;
			out->scale[j][r] = (int32_t)(s & 15);
			out->min[j][r] = (int32_t)(s >> 4 & 15);
		}
	for (int p = 0; p < 8; p++) {
		const uint8_t *qs = block + 16 * CK_PANEL + p / 4 * QUARTER;
		uint8_t *line = out->line[8 * p];
		for (int i = 0; i < QUARTER; i++)
			line[i] = qs[i] >> p % 4 * 2 & 3;
	}
}

static const struct ck_block_type ck_q2_k = { .k = 256, .bytes = 84, .tail = 2, .sub = 16, .bias = 0, .top = 3, .d = 80, .m = 82,
	.decode = ck_q2_k_decode, .expand = ck_q2_k_expand };

#endif
