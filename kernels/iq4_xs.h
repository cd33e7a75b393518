/* IQ4_XS: F16 d, 2 bytes of high and 4 of low bits of 8 scales of 32, then as IQ4_NL per 32; d * (sc - 32) * value[q]. */
#ifndef CK_KERNEL_IQ4_XS_H
#define CK_KERNEL_IQ4_XS_H

#include "n16_block.h"
#include "nonlinear.h"

static inline void ck_iq4_xs_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = 0;
	for (int j = 0; j < 8; j++) {
		out->scale[j] = ((block[4 + j / 2] >> j % 2 * 4 & 15) | (block[2 + j / 4] >> j % 4 * 2 & 3) << 4) - 32;
		out->min[j] = 0;
	}
	for (int k = 0; k < CK_SUPER; k++)
		out->q[k] = ck_nonlinear(block[8 + k / 32 * 16 + k % 16] >> k % 32 / 16 * 4 & 15);
}

static inline void ck_iq4_xs_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block)
{
	enum { HALF = 16 * CK_PANEL };
	uint16_t high[CK_PANEL];
	uint32_t low[CK_PANEL];
	memcpy(high, block + 2 * CK_PANEL, sizeof high);
	memcpy(low, block + 4 * CK_PANEL, sizeof low);
	for (int j = 0; j < 8; j++)
		for (int r = 0; r < CK_PANEL; r++)
			out->scale[j][r] = (int32_t)((low[r] >> 4 * j & 15) | (uint32_t)(high[r] >> 2 * j & 3) << 4) - 32;
	for (int j = 0; j < 8; j++)
		ck_nonlinear_lines(out->line[8 * j], out->line[8 * j + 4], block + 8 * CK_PANEL + j * HALF, HALF);
}

static const struct ck_block_type ck_iq4_xs = { .k = 256, .bytes = 136, .head = 2, .sub = 32, .bias = 128, .top = 255, .reach = 4064, .d = 0, .m = -1,
	.decode = ck_iq4_xs_decode, .expand = ck_iq4_xs_expand };

#endif
