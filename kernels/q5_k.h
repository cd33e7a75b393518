/* Q5_K: F16 d and m, scales and minima of 32, 32 bytes of fifth bits (bit s for sub-block s), then as Q4_K. */
#ifndef CK_KERNEL_Q5_K_H
#define CK_KERNEL_Q5_K_H

#include "kscales.h"
#include "lines.h"

static inline void ck_q5_k_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = ck_block_f16(block + 2);
	ck_kscales(out->scale, out->min, block + 4, 1);
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = (int16_t)((block[48 + k / 64 * 32 + k % 32] >> k % 64 / 32 * 4 & 15)
			| (block[16 + k % 32] >> k / 32 & 1) << 4);
}

static inline void ck_q5_k_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { HALF = 32 * CK_PANEL };
	ck_kscales(out->scale[0], out->min[0], block + 4 * CK_PANEL, CK_PANEL);
	const uint8_t *qh = block + 16 * CK_PANEL, *qs = block + 48 * CK_PANEL;
	for (int p = 0; p < 4; p++, qs += HALF) {
		ck_lines_high(out->line[16 * p], HALF, qs, 0, 15, qh, 2 * p, 1, 4);
		ck_lines_high(out->line[16 * p + 8], HALF, qs, 4, 15, qh, 2 * p + 1, 1, 4);
	}
}

static const struct ck_block_type ck_q5_k = { .k = 256, .bytes = 176, .head = 2, .sub = 32, .bias = 0, .top = 31, .reach = 1953, .d = 0, .m = 2,
	.decode = ck_q5_k_decode, .expand = ck_q5_k_expand };

#endif
