/* Q3_K: 32 bytes of high bits (bit s for 32-k part s), 64 of two low bits, 16 scales of 6 bits in 12 bytes, F16 d; d * (sc - 32) * (q - 4). */
#ifndef CK_KERNEL_Q3_K_H
#define CK_KERNEL_Q3_K_H

#include "lines.h"

/* Scales of so many rows, [16][rows]: words 0 and 1 hold the low four bits, word 2 the upper two. */
static inline void ck_q3_k_scales(int32_t *restrict scale, const uint8_t *restrict bytes, int rows)
{
	uint32_t w[3 * CK_PANEL];
	memcpy(w, bytes, sizeof *w * 3 * (size_t)rows);
	for (int j = 0; j < 16; j++)
		for (int r = 0; r < rows; r++) {
			const uint32_t low = w[j / 4 % 2 * rows + r] >> (j % 4 * 8 + j / 8 * 4), high = w[2 * rows + r] >> (j % 4 * 8 + j / 4 * 2);
			scale[j * rows + r] = (int32_t)((low & 15) | (high & 3) << 4) - 32;
		}
}

static inline void ck_q3_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block + 108);
	out->m = 0;
	ck_q3_k_scales(out->scale, block + 96, 1);
	memset(out->min, 0, sizeof out->min);
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = (int16_t)((block[32 + k / 128 * 32 + k % 32] >> k % 128 / 32 * 2 & 3)
			+ (block[k % 32] >> k / 32 & 1) * 4 - 4);
}

static inline void ck_q3_k_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { QUARTER = 32 * CK_PANEL };
	ck_q3_k_scales(out->scale[0], block + 96 * CK_PANEL, CK_PANEL);
	for (int p = 0; p < 8; p++) {
		const uint8_t *qs = block + 32 * CK_PANEL + p / 4 * QUARTER;
		ck_lines_high(out->line[8 * p], QUARTER, qs, p % 4 * 2, 3, block, p, 1, 2);
	}
}

static const struct ck_block_type ck_q3_k = { .k = 256, .bytes = 110, .tail = 1, .sub = 16, .bias = 4, .top = 7, .reach = 128, .d = 108, .m = -1,
	.decode = ck_q3_k_decode, .expand = ck_q3_k_expand };

#endif
