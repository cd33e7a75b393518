/* Dot products of rows of int8 activations with n16 panels of block types (n16_block.h). Each block of a panel is
 * expanded once for all rows. out[r * cols + c] = rows t + r of x times panel c; rows, cols and type are constants. */
#ifndef CK_KERNEL_TILE_BLOCK_H
#define CK_KERNEL_TILE_BLOCK_H

#include "a8.h"
#include "n16_block.h"
#include "q8_dot.h"
#include "unroll.h"

CK_INLINE ck_v ck_tile_f16(const uint8_t *block, int byte)
{
	return ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * byte));
}

/* Partial sums of lines [0, n) with so many rows of activations, stride bytes apart. */
CK_INLINE void ck_tile_lines(ck_q8_sum *sum, const uint8_t (*line)[4 * CK_PANEL], int n, const int8_t *q, int64_t stride, int rows)
{
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		sum[r] = ck_q8_zero();
	CK_UNROLL
	for (int l = 0; l < n; l++) {
		const ck_q8_w w = ck_q8_load(line[l]);
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			sum[r] = ck_q8_step(sum[r], w, ck_q8_spread(q + r * stride + l * 4));
	}
}

/* Blocks of 32: x is a8_32, or a8s_32 for types with a minimum. */
CK_INLINE void ck_tile_32(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int rows, int cols,
	const struct ck_block_type *type)
{
	const int64_t blocks = K / 32, stride = blocks * CK_A8_32, step = stride / 4;
	const struct ck_a8 row = ck_a8_row(x, t, K);
	const struct ck_a8s rows_s = ck_a8s_row(x, t, K);
	ck_v acc[24]; /* apart from out, so that it stays in registers */
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	for (int64_t b = 0; b < blocks; b++) {
		CK_UNROLL
		for (int c = 0; c < cols; c++) {
			const uint8_t *block = (const uint8_t *)panel[c] + b * type->bytes * CK_PANEL;
			struct ck_panel_block e;
			ck_q8_sum sum[6];
			type->expand(&e, block);
			ck_tile_lines(sum, e.line, 8, row.q + b * 32, stride, rows);
			const ck_v dw = ck_tile_f16(block, type->d);
			CK_UNROLL
			for (int r = 0; r < rows; r++) {
				const ck_v d = ck_v_mul(dw, ck_v_set(row.d[r * step + b]));
				const int32_t less = type->bias ? type->bias * row.sum[r * step + b] : 0;
				const int i = r * cols + c;
				acc[i] = ck_v_fma(ck_q8_int_v(ck_q8_total(sum[r], less)), d, acc[i]);
				if (type->m >= 0)
					acc[i] = ck_v_fma(ck_tile_f16(block, type->m), ck_v_set(rows_s.s[r * step + b]), acc[i]);
			}
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

/* Blocks of 256: x is a8_256. */
CK_INLINE void ck_tile_256(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int rows, int cols,
	const struct ck_block_type *type)
{
	const int64_t blocks = K / 256, stride = blocks * CK_A8_256;
	const struct ck_a8_256 row = ck_a8_256_row(x, t, K);
	const int lines = type->sub / 4, sums = type->sub / 16;
	ck_v acc[24];
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	for (int64_t b = 0; b < blocks; b++) {
		CK_UNROLL
		for (int c = 0; c < cols; c++) {
			const uint8_t *block = (const uint8_t *)panel[c] + b * type->bytes * CK_PANEL;
			struct ck_panel_block e;
			ck_q8_int total[6], less[6];
			type->expand(&e, block);
			CK_UNROLL
			for (int r = 0; r < rows; r++)
				total[r] = less[r] = ck_q8_int_set(0);
			for (int j = 0; j < 256 / type->sub; j++) {
				ck_q8_sum sum[6];
				ck_tile_lines(sum, e.line + j * lines, lines, row.q + b * 256 + j * type->sub, stride, rows);
				CK_UNROLL
				for (int r = 0; r < rows; r++) {
					const int16_t *s = row.sum + r * (stride / 2) + b * 16 + j * sums;
					const int32_t a = s[0] + (sums > 1 ? s[1] : 0);
					total[r] = ck_q8_int_mla(total[r], ck_q8_total(sum[r], type->bias * a), e.scale[j]);
					if (type->m >= 0)
						less[r] = ck_q8_int_mla(less[r], ck_q8_int_set(-a), e.min[j]);
				}
			}
			const ck_v dw = ck_tile_f16(block, type->d);
			CK_UNROLL
			for (int r = 0; r < rows; r++) {
				const ck_v dx = ck_v_set(row.d[r * (stride / 4) + b]);
				const int i = r * cols + c;
				acc[i] = ck_v_fma(ck_q8_int_v(total[r]), ck_v_mul(dw, dx), acc[i]);
				if (type->m >= 0)
					acc[i] = ck_v_fma(ck_q8_int_v(less[r]), ck_v_mul(ck_tile_f16(block, type->m), dx), acc[i]);
			}
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

#endif
