/* Dot products of rows of a8_32 or a8s_32 activations with n16 panels of types of 32, by int8 tiles: 16 rows by 16 rows of
 * weights by a block. Blocks of a piece of K become lines of signed bytes once for all rows; sums stay in registers for a piece.
 *
 * Tiles 0 to 3 are sums, 4 and 5 activations, 6 and 7 weights. */
#ifndef CK_KERNEL_AMX_32_H
#define CK_KERNEL_AMX_32_H

#include "a8.h"
#include "amx.h"
#include "q8_dot.h"

enum {
	CK_AMX_32_PIECE = 32, /* blocks: they and the activations of 16 rows stay in the first cache */
	CK_AMX_32_GROUP = 4   /* blocks whose products are under way together */
};

/* A panel's block. */
struct ck_amx_32 {
	_Alignas(64) int8_t line[CK_Q8_LINES][4 * CK_PANEL];
	float d[CK_PANEL], m[CK_PANEL];
};

/* Block b of so many of a panel. Types without expand are Q8_0. q of each type fits int8. */
CK_INLINE void ck_amx_32_make(struct ck_amx_32 *out, const uint8_t *panel, int64_t b, int64_t blocks,
	const struct ck_block_type *type)
{
	struct ck_panel_block e;
	const uint8_t (*line)[4 * CK_PANEL] = (const uint8_t (*)[4 * CK_PANEL])e.line, *d;
	if (type->expand) {
		const uint8_t *block = panel + b * type->bytes * CK_PANEL;
		type->expand(&e, block);
		d = block + CK_PANEL * type->d;
		if (type->m >= 0)
			ck_v_store(out->m, ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * type->m)));
	} else {
		line = (const uint8_t (*)[4 * CK_PANEL])(const void *)(panel + ck_q8_lines_at(b, blocks));
		d = panel + ck_q8_scales(b);
	}
	ck_v_store(out->d, ck_v_load_f16((const uint16_t *)(const void *)d));
	CK_UNROLL
	for (int l = 0; l < CK_Q8_LINES; l++)
		_mm512_store_si512(out->line[l], _mm512_sub_epi8(_mm512_loadu_si512(line[l]), _mm512_set1_epi8((char)type->bias)));
}

static inline void ck_amx_32_open(int64_t rows)
{
	struct ck_tile_config c = { .palette = 1 };
	for (int i = 0; i < CK_AMX_32_GROUP; i++)
		ck_tile_shape(&c, i, rows, CK_TILE_BYTES);
	for (int i = 0; i < 2; i++) {
		ck_tile_shape(&c, 4 + i, rows, CK_Q8_BLOCK);
		ck_tile_shape(&c, 6 + i, CK_Q8_LINES, CK_TILE_BYTES);
	}
	ck_tiles_open(&c);
}

typedef int32_t ck_amx_32_sums[CK_TILE_ROWS][CK_PANEL]; /* of a block */

#define CK_AMX_32_PRODUCT(i, x, w) do { \
	CK_TILE_ZERO(i); \
	CK_TILE_LOAD(x, q + (i) * CK_Q8_BLOCK, stride); \
	CK_TILE_LOAD(w, block[i].line, CK_TILE_BYTES); \
	CK_TILE_DOT_SS(i, x, w); \
	CK_TILE_STORE(i, sum[i], CK_TILE_BYTES); \
} while (0)

/* Of n blocks with the rows that tiles are open for, whose activations are at q, stride bytes apart. */
CK_INLINE void ck_amx_32_products(ck_amx_32_sums *sum, const struct ck_amx_32 *block, int64_t n, const int8_t *q, int64_t stride)
{
	CK_AMX_32_PRODUCT(0, 4, 6);
	if (n > 1)
		CK_AMX_32_PRODUCT(1, 5, 7);
	if (n > 2)
		CK_AMX_32_PRODUCT(2, 4, 6);
	if (n > 3)
		CK_AMX_32_PRODUCT(3, 5, 7);
}

/* acc[r] += of n blocks; d and s are the scales and sums of their activations, stride floats apart. */
CK_INLINE void ck_amx_32_add(ck_v *acc, const ck_amx_32_sums *sum, const struct ck_amx_32 *block, int64_t n, const float *d,
	const float *s, int64_t stride, int64_t rows, const struct ck_block_type *type)
{
	for (int64_t i = 0; i < n; i++) {
		const ck_v dw = ck_v_load(block[i].d), mw = type->m >= 0 ? ck_v_load(block[i].m) : dw;
		CK_UNROLL
		for (int64_t r = 0; r < rows; r++) {
			const ck_v total = ck_q8_float(_mm512_load_si512(sum[i][r]));
			acc[r] = ck_v_fma(total, ck_v_mul(dw, ck_v_set(d[r * stride + i])), acc[r]);
			if (type->m >= 0)
				acc[r] = ck_v_fma(mw, ck_v_set(s[r * stride + i]), acc[r]);
		}
	}
}

/* acc[r] += row t + r of x times blocks b to b + n - 1; the products of a group run beside the sums of the one before. */
CK_INLINE void ck_amx_32_rows(float (*acc)[CK_PANEL], ck_amx_32_sums (*sum)[CK_AMX_32_GROUP], const struct ck_amx_32 *piece,
	int64_t b, int64_t n, const void *x, int64_t t, int64_t K, int64_t rows, const struct ck_block_type *type)
{
	const int64_t stride = K / 32 * CK_A8_32;
	const struct ck_a8s row = ck_a8s_row(x, t, K);
	ck_v y[CK_TILE_ROWS];
	CK_UNROLL
	for (int64_t r = 0; r < rows; r++)
		y[r] = ck_v_load(acc[r]);
	for (int64_t i = 0, was = 0; i < n + CK_AMX_32_GROUP; was = i, i += CK_AMX_32_GROUP) {
		if (i < n)
			ck_amx_32_products(sum[i / CK_AMX_32_GROUP % 2], piece + i, n - i, row.q + (b + i) * 32, stride);
		if (i)
			ck_amx_32_add(y, sum[was / CK_AMX_32_GROUP % 2], piece + was, ck_at_most(n - was, CK_AMX_32_GROUP), row.d + b + was,
				row.s + b + was, stride / 4, rows, type);
	}
	CK_UNROLL
	for (int64_t r = 0; r < rows; r++)
		ck_v_store(acc[r], y[r]);
}

/* acc[r] = row t + r of x times the panel, for so many rows. */
CK_INLINE void ck_amx_32_sweep(float (*acc)[CK_PANEL], const void *x, int64_t t, int64_t rows, const uint8_t *panel, int64_t K,
	const struct ck_block_type *type)
{
	struct ck_amx_32 piece[CK_AMX_32_PIECE];
	_Alignas(64) ck_amx_32_sums sum[2][CK_AMX_32_GROUP];
	const int64_t blocks = K / 32;
	memset(acc, 0, (size_t)rows * sizeof *acc);
	for (int64_t b = 0; b < blocks; b += CK_AMX_32_PIECE) {
		const int64_t n = ck_at_most(blocks - b, CK_AMX_32_PIECE);
		for (int64_t i = 0; i < n; i++)
			ck_amx_32_make(&piece[i], panel, b + i, blocks, type);
		int64_t r = 0;
		ck_amx_32_open(CK_TILE_ROWS);
		for (; r + CK_TILE_ROWS <= rows; r += CK_TILE_ROWS)
			ck_amx_32_rows(acc + r, sum, piece, b, n, x, t + r, K, CK_TILE_ROWS, type);
		if (r < rows) {
			ck_amx_32_open(rows - r);
			ck_amx_32_rows(acc + r, sum, piece, b, n, x, t + r, K, rows - r, type);
		}
	}
	ck_tiles_close();
}

#endif
