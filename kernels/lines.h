/* Lines, scales and minima of a panel's block (n16_block.h) from its fields of bits. */
#ifndef CK_KERNEL_LINES_H
#define CK_KERNEL_LINES_H

#include "n16_block.h"

/* Bytes f to f + 3 of a block, of the rows of group h. */
#define CK_FIELD(type, block, f, h) (*(const type *)(const void *)((block) + CK_PANEL * (f) + (h) * CK_GROUP_BYTES))

#define CK_WORD(x) ((x) * UINT64_C(0x0101010101010101))

/* n bits of each byte, from bit `from` on, to bit `to`. What the shift brings over from other bytes is masked away. */
#define CK_BITS(x, from, n, to) \
	(((from) > (to) ? (x) >> ((from) - (to)) : (x) << ((to) - (from))) & CK_WORD(((UINT64_C(1) << (n)) - 1) << (to)))

/* Byte j % 4 of each word: n bits of it from bit `from` on; and all of it with its sign. */
#define CK_BYTE_BITS(word, j, from, n) ((word) << (32 - (n) - (from) - (j) % 4 * 8) >> (32 - (n)))
#define CK_SIGNED_BYTE(word, j) ((ck_integers)(word) << (24 - (j) % 4 * 8) >> 24)

/* type->expand of a constant type. */
CK_INLINE void ck_expand(struct ck_panel_block *restrict out, const uint8_t *restrict block, const struct ck_block_type *type)
{
	for (int h = 0; h < CK_GROUPS; h++) {
		CK_UNROLL
		for (int part = 0; part < type->k / 32; part++)
			CK_UNROLL
			for (int l = 8 * part; l < 8 * part + 8; l++)
				type->line((ck_bytes *)(void *)(out->line[l] + h * CK_GROUP_BYTES), block, l, h);
		for (int j = 0; type->k > 32 && j < type->k / type->sub; j++) {
			type->scale((ck_integers *)(void *)out->scale[j] + h, block, j, h);
			if (type->m >= 0)
				type->min((ck_integers *)(void *)out->min[j] + h, block, j, h);
		}
	}
}

/* type->expand of the type `name`, which is defined after it. */
#define CK_EXPAND(name) \
	static const struct ck_block_type name; \
	static inline void name##_expand(struct ck_panel_block *out, const uint8_t *block) \
	{ \
		ck_expand(out, block, &name); \
	}

#endif
