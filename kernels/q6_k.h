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

static inline void ck_q6_k_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { QUARTER = 32 * CK_PANEL };
	ck_signed_table(out->scale, 16, block + 192 * CK_PANEL);
	for (int half = 0; half < 2; half++) {
		const uint8_t *ql = block + half * 2 * QUARTER, *qh = block + 128 * CK_PANEL + half * QUARTER;
		for (int quarter = 0; quarter < 4; quarter++)
			ck_lines_high(out->line[half * 32 + quarter * 8], QUARTER, ql + quarter % 2 * QUARTER, quarter / 2 * 4, 15,
				qh, quarter * 2, 3, 4);
	}
}

static const struct ck_block_type ck_q6_k = { .k = 256, .bytes = 210, .tail = 1, .sub = 16, .bias = 32, .top = 63, .reach = 4096, .d = 208, .m = -1,
	.decode = ck_q6_k_decode, .expand = ck_q6_k_expand };

#endif
