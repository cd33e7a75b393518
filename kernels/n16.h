/* Packing n16: panels of 16 rows, K inside, so that one load reads the same k of 16 rows. The last panel
 * is filled with zero rows. A panel of K elements is
 *   f32, f16, bf16: [K][16] elements
 *   q8_0:     per 64 k: 2 x [16] F16 scales, then 16 lines; a last 32 k: [16] F16 scales, then 8 lines.
 *             A line is [16 rows][4 k] bytes, each q + 128.
 *   other block types: n16_block.h. */
#ifndef CK_KERNEL_N16_H
#define CK_KERNEL_N16_H

#include <stdint.h>

#include "half.h"

enum {
	CK_PANEL = 16,
	CK_Q8_BLOCK = 32,                /* k of one scale */
	CK_Q8_LINES = CK_Q8_BLOCK / 4,
	CK_Q8_LINE = 4 * CK_PANEL,       /* bytes */
	CK_Q8_SCALES = 2 * CK_PANEL,     /* bytes */
	CK_Q8_PANEL = CK_Q8_SCALES + CK_Q8_LINES * CK_Q8_LINE /* bytes of 32 k */
};

static inline const float *ck_n16_f32(const void *w, int64_t panel, int64_t K)
{
	return (const float *)w + panel * K * CK_PANEL;
}

static inline const uint16_t *ck_n16_f16(const void *w, int64_t panel, int64_t K)
{
	return (const uint16_t *)w + panel * K * CK_PANEL;
}

static inline const uint8_t *ck_n16_q8_0(const void *w, int64_t panel, int64_t K)
{
	return (const uint8_t *)w + panel * (K / CK_Q8_BLOCK) * CK_Q8_PANEL;
}

/* Bytes from the start of a panel to the scales, and to the lines, of 32-k block b of so many blocks. */
static inline int64_t ck_q8_scales(int64_t b)
{
	return b / 2 * (2 * CK_Q8_PANEL) + b % 2 * CK_Q8_SCALES;
}

static inline int64_t ck_q8_lines_at(int64_t b, int64_t blocks)
{
	const int64_t pair = b / 2 * (2 * CK_Q8_PANEL);
	if (b % 2 == 0 && b + 1 == blocks)
		return pair + CK_Q8_SCALES;
	return pair + 2 * CK_Q8_SCALES + b % 2 * (CK_Q8_LINES * CK_Q8_LINE);
}

#endif
