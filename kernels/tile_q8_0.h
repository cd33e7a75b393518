/* Dot products of rows of a8_32 activations with n16 panels of Q8_0. */
#ifndef CK_KERNEL_TILE_H
#define CK_KERNEL_TILE_H

#include "a8.h"
#include "n16.h"
#include "q8_dot.h"
#include "unroll.h"

#define CK_TILE_PANEL ck_n16_q8_0

/* out[r * cols + c] = rows t + r of x times panel c; rows and cols are constants. */
CK_INLINE void ck_tile(ck_v *out, const void *x, int64_t t, const void *const *panel, int64_t K, int rows, int cols)
{
	const int64_t blocks = K / CK_Q8_BLOCK, stride = blocks * 40;
	const struct ck_a8 row = ck_a8_row(x, t, K);
	ck_v acc[24]; /* apart from out, so that it stays in registers */
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = ck_v_set(0);
	for (int64_t b = 0; b < blocks; b++) {
		const int64_t scales = ck_q8_scales(b), lines = ck_q8_lines(b, blocks);
		ck_q8_sum sum[16];
		CK_UNROLL
		for (int i = 0; i < rows * cols; i++)
			sum[i] = ck_q8_zero();
		CK_UNROLL
		for (int l = 0; l < CK_Q8_LINES; l++) {
			ck_q8_w w[4];
			CK_UNROLL
			for (int c = 0; c < cols; c++)
				w[c] = ck_q8_load((const uint8_t *)panel[c] + lines + l * CK_Q8_LINE);
			CK_UNROLL
			for (int r = 0; r < rows; r++) {
				const ck_q8_x v = ck_q8_spread(row.q + r * stride + b * CK_Q8_BLOCK + l * 4);
				CK_UNROLL
				for (int c = 0; c < cols; c++)
					sum[r * cols + c] = ck_q8_step(sum[r * cols + c], w[c], v);
			}
		}
		CK_UNROLL
		for (int c = 0; c < cols; c++) {
			const ck_v dw = ck_v_load_f16((const uint16_t *)(const void *)((const uint8_t *)panel[c] + scales));
			CK_UNROLL
			for (int r = 0; r < rows; r++) {
				const ck_v d = ck_v_mul(dw, ck_v_set(row.d[r * (stride / 4) + b]));
				const int i = r * cols + c;
				acc[i] = ck_v_fma(ck_q8_int_v(ck_q8_total(sum[i], 128 * row.sum[r * (stride / 4) + b])), d, acc[i]);
			}
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		out[i] = acc[i];
}

#endif
