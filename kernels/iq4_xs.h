/* IQ4_XS: F16 d, 2 bytes of high and 4 of low bits of 8 scales of 32, then as IQ4_NL per 32; d * (sc - 32) * value[q]. */
#ifndef CK_KERNEL_IQ4_XS_H
#define CK_KERNEL_IQ4_XS_H

#include "nibble.h"
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

CK_INLINE void ck_iq4_xs_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_NIBBLE(block, 8 + l / 8 * 16, l % 8, h);
	ck_nonlinear_line(out);
}

CK_INLINE void ck_iq4_xs_scale(ck_integers *out, const uint8_t *block, int j, int h)
{
	typedef uint16_t shorts __attribute__((vector_size(CK_GROUP_BYTES / 2), aligned(1), may_alias));
	const ck_words low = CK_FIELD(ck_words, block, 4, h) >> 4 * j & 15;
	const ck_words high = __builtin_convertvector(((const shorts *)(const void *)(block + 2 * CK_PANEL))[h], ck_words) >> 2 * j & 3;
	*out = (ck_integers)(low | high << 4) - 32;
}

CK_EXPAND(ck_iq4_xs)

static const struct ck_block_type ck_iq4_xs = { .k = 256, .bytes = 136, .head = 2, .sub = 32, .bias = 128, .top = 255, .reach = 4064, .d = 0, .m = -1,
	.decode = ck_iq4_xs_decode, .expand = ck_iq4_xs_expand, .line = ck_iq4_xs_line, .scale = ck_iq4_xs_scale };

#endif
