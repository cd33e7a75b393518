/* Nibbles of 32-wide blocks: byte j holds element j low and element j + 16 high. */
#ifndef CK_KERNEL_NIBBLE_H
#define CK_KERNEL_NIBBLE_H

#include "lines.h"

enum { CK_HALF_LINES = 4 * 4 * CK_PANEL }; /* bytes of the lines of 16 k */

static inline void ck_nibbles(struct ck_block *out, const uint8_t *qs)
{
	for (int j = 0; j < 16; j++) {
		out->q[j] = qs[j] & 15;
		out->q[j + 16] = qs[j] >> 4;
	}
	out->scale[0] = out->min[0] = 1;
}

static inline void ck_nibble_lines(uint8_t *restrict line, const uint8_t *restrict qs)
{
	ck_lines(line, CK_HALF_LINES, qs, 0, 15);
	ck_lines(line + CK_HALF_LINES, CK_HALF_LINES, qs, 4, 15);
}

/* Bit k of a row's word qh is bit 4 of element k. */
static inline void ck_fifth_bits(struct ck_block *out, const uint8_t *qh)
{
	for (int k = 0; k < 32; k++)
		out->q[k] |= (int16_t)((qh[k / 8] >> k % 8 & 1) << 4);
}

static inline void ck_fifth_lines(uint8_t *restrict line, const uint8_t *restrict qh)
{
	const ck_words *bits = (const ck_words *)(const void *)qh;
	ck_words *quad = (ck_words *)(void *)line;
	for (int l = 0; l < 8; l++)
		for (int half = 0; half < 2; half++) /* 4 bits, 7 apart each, to bit 4 of 4 bytes */
			quad[2 * l + half] |= ((bits[half] >> 4 * l & 15) * 0x204081 & 0x01010101) << 4;
}

#endif
