/* Q4_0: F16 d, 16 bytes of nibbles; d * (q - 8). */
#ifndef CK_KERNEL_Q4_0_H
#define CK_KERNEL_Q4_0_H

#include "nibble.h"

static inline void ck_q4_0_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = 0;
	ck_nibbles(out, block + 2);
	for (int k = 0; k < 32; k++)
		out->q[k] -= 8;
}

CK_INLINE void ck_q4_0_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_NIBBLE(block, 2, l, h);
}

CK_EXPAND(ck_q4_0)

static const struct ck_block_type ck_q4_0 = { .k = 32, .bytes = 18, .head = 1, .sub = 32, .bias = 8, .top = 15, .d = 0, .m = -1,
	.decode = ck_q4_0_decode, .expand = ck_q4_0_expand, .line = ck_q4_0_line };

#endif
