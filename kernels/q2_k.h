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

static inline void ck_q2_k_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { QUARTER = 32 * CK_PANEL };
	ck_byte_table(out->scale, 16, block, 0, 4);
	ck_byte_table(out->min, 16, block, 4, 4);
	for (int p = 0; p < 8; p++) {
		const uint8_t *qs = block + 16 * CK_PANEL + p / 4 * QUARTER;
		ck_lines(out->line[8 * p], QUARTER, qs, p % 4 * 2, 3);
	}
}

static const struct ck_block_type ck_q2_k = { .k = 256, .bytes = 84, .tail = 2, .sub = 16, .bias = 0, .top = 3, .reach = 45, .d = 80, .m = 82,
	.decode = ck_q2_k_decode, .expand = ck_q2_k_expand };

#endif
