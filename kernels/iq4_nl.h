/* IQ4_NL: F16 d, 16 bytes of nibbles; d * value[q]. */
#ifndef CK_KERNEL_IQ4_NL_H
#define CK_KERNEL_IQ4_NL_H

#include "nibble.h"
#include "nonlinear.h"

static inline void ck_iq4_nl_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = 0;
	ck_nibbles(out, block + 2);
	for (int k = 0; k < 32; k++)
		out->q[k] = ck_nonlinear(out->q[k]);
}

CK_INLINE void ck_iq4_nl_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_NIBBLE(block, 2, l, h);
	ck_nonlinear_line(out);
}

CK_EXPAND(ck_iq4_nl)

static const struct ck_block_type ck_iq4_nl = { .k = 32, .bytes = 18, .head = 1, .sub = 32, .bias = 128, .top = 255, .d = 0, .m = -1,
	.decode = ck_iq4_nl_decode, .expand = ck_iq4_nl_expand, .line = ck_iq4_nl_line };

#endif
