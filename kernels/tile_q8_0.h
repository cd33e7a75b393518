/* Dot products of rows of a8_32 activations with n16 panels of Q8_0, whose lines are stored as they are read. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "tile_block.h"

#define CK_TILE_TYPE ck_q8_0_lines

CK_INLINE void ck_q8_0_line(ck_bytes *out, const uint8_t *lines, int l, int h)
{
	*out = *((const ck_bytes *)(const void *)(lines + l * CK_Q8_LINE) + h);
}

static const struct ck_block_type ck_q8_0_lines = { .k = CK_Q8_BLOCK, .bytes = CK_Q8_PANEL / CK_PANEL, .sub = CK_Q8_BLOCK,
	.bias = 128, .top = 255, .m = -1, .line = ck_q8_0_line };

CK_INLINE void ck_sweep(struct ck_sweep *s, const void *x, int64_t t, int64_t rows, const void *w, int64_t panel, int64_t K,
	bool many)
{
	const uint8_t *p = ck_n16_q8_0(w, panel, K);
	const int64_t blocks = K / CK_Q8_BLOCK;
	if (ck_sweep_tiles(s->acc, x, t, rows, p, K, &ck_q8_0_lines))
		return;
	memset(s->acc, 0, (size_t)rows * sizeof *s->acc);
	for (int64_t b = 0; b < blocks; b++) {
		const ck_v dw = ck_v_load_f16((const uint16_t *)(const void *)(p + ck_q8_scales(b)));
		const uint8_t *lines = p + ck_q8_lines_at(b, blocks);
#define AT(r, n) ck_tile_32_rows(s->acc + (r), lines, dw, dw, x, t + (r), b, K, (int)(n), &ck_q8_0_lines, false)
		CK_IN_GROUPS(rows, many, AT);
#undef AT
	}
}

#endif
