/* Q5_0: F16 d, 4 bytes of fifth bits, 16 bytes of nibbles; d * (q - 16). */
#ifndef CK_KERNEL_Q5_0_H
#define CK_KERNEL_Q5_0_H

#include "nibble.h"

static inline void ck_q5_0_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = 0;
	ck_nibbles(out, block + 6);
	ck_fifth_bits(out, block + 2);
	for (int k = 0; k < 32; k++)
		out->q[k] -= 16;
}

CK_INLINE void ck_q5_0_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_NIBBLE(block, 6, l, h);
	ck_fifth_line(out, block, 2, l, h);
}

CK_EXPAND(ck_q5_0)

static const struct ck_block_type ck_q5_0 = { .k = 32, .bytes = 22, .head = 1, .sub = 32, .bias = 16, .top = 31, .d = 0, .m = -1,
	.decode = ck_q5_0_decode, .expand = ck_q5_0_expand, .line = ck_q5_0_line };

#endif
