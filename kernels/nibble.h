/* Nibbles of 32-wide blocks: byte j holds element j low and element j + 16 high. */
#ifndef CK_KERNEL_NIBBLE_H
#define CK_KERNEL_NIBBLE_H

#include "n16_block.h"

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
	for (int i = 0; i < CK_HALF_LINES; i++) {
		line[i] = qs[i] & 15;
		line[CK_HALF_LINES + i] = qs[i] >> 4;
	}
}

/* Bit k of a row's word qh is bit 4 of element k. */
static inline void ck_fifth_bits(struct ck_block *out, const uint8_t *qh)
{
	for (int k = 0; k < 32; k++)
		out->q[k] |= (int16_t)((qh[k / 8] >> k % 8 & 1) << 4);
}

static inline void ck_fifth_lines(uint8_t *restrict line, const uint8_t *restrict qh)
{
	uint32_t bits[CK_PANEL], quad[CK_PANEL];
	memcpy(bits, qh, sizeof bits);
	for (int l = 0; l < 8; l++, line += sizeof quad) {
		memcpy(quad, line, sizeof quad);
		for (int r = 0; r < CK_PANEL; r++) { /* 4 bits to bit 4 of 4 bytes */
			const uint32_t b = bits[r] >> 4 * l;
			quad[r] |= (b & 1) << 4 | (b & 2) << 11 | (b & 4) << 18 | (b & 8) << 25;
		}
		memcpy(line, quad, sizeof quad);
	}
}

#endif
