/* Q4_1: F16 d and m, 16 bytes of nibbles; d * q + m. */
#ifndef CK_KERNEL_Q4_1_H
#define CK_KERNEL_Q4_1_H

#include "nibble.h"

static inline void ck_q4_1_decode(struct ck_block *out, const uint8_t *block)
{
	out->d = ck_block_f16(block);
	out->m = -ck_block_f16(block + 2);
	ck_nibbles(out, block + 4);
}

CK_INLINE void ck_q4_1_line(ck_bytes *out, const uint8_t *block, int l, int h)
{
	*out = CK_NIBBLE(block, 4, l, h);
}

CK_EXPAND(ck_q4_1)

static const struct ck_block_type ck_q4_1 = { .k = 32, .bytes = 20, .head = 2, .sub = 32, .bias = 0, .top = 15, .d = 0, .m = 2,
	.decode = ck_q4_1_decode, .expand = ck_q4_1_expand, .line = ck_q4_1_line };

#endif
