/* Dot products of rows of int8 activations with n16 panels of block types (n16_block.h), blocks ascending. type is a
 * constant; so is the number of rows where they are not many. */
#ifndef CK_KERNEL_TILE_BLOCK_H
#define CK_KERNEL_TILE_BLOCK_H

#include "a8.h"
#include "q8_dot.h"

#if defined __AMX_INT8__
#include "amx_256.h"
#include "amx_32.h"

enum {
	CK_SWEEP_ROWS = 512,   /* of activations: a block's expansion serves many tiles */
	CK_SWEEP_VECTORS = 11  /* so many rows or fewer are left to vectors */
};

/* As ck_sweep_blocks by tiles. False, and nothing is done, if vectors do it better. */
CK_INLINE bool ck_sweep_tiles(float (*acc)[CK_PANEL], const void *x, int64_t t, int64_t rows, const uint8_t *panel, int64_t K,
	const struct ck_block_type *type)
{
	if (rows <= CK_SWEEP_VECTORS)
		return false;
	if (type->k == 32)
		ck_amx_32_sweep(acc, x, t, rows, panel, K, type);
	else
		ck_amx_256_sweep(acc, x, t, rows, panel, K, type);
	return true;
}
#else
enum { CK_SWEEP_ROWS = 32 }; /* of activations: they and the block stay in the first cache */

#define ck_sweep_tiles(acc, x, t, rows, panel, K, type) 0
#endif

enum { CK_FEW_ROWS = 4 }; /* at most: a block is expanded, in registers, each time that it is multiplied */

struct ck_sweep { _Alignas(64) float acc[CK_SWEEP_ROWS][CK_PANEL]; };

CK_INLINE ck_v ck_tile_f16(const uint8_t *block, int byte)
{
	return ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * byte));
}

/* A block of 32 with rows t, t + 1, ...: x is a8_32, or a8s_32 for types with a minimum. rows is a constant. */
CK_INLINE void ck_tile_32_rows(float (*acc)[CK_PANEL], const void *block, ck_v dw, ck_v mw, const void *x, int64_t t,
	int64_t b, int64_t K, int rows, const struct ck_block_type *type, bool expanded)
{
	const int64_t stride = K / 32 * CK_A8_32, step = stride / 4;
	const struct ck_a8 row = ck_a8_row(x, t, K);
	const struct ck_a8s row_s = ck_a8s_row(x, t, K);
	ck_q8_int total[CK_Q8_ROWS];
	ck_q8_lines(total, block, row.q + b * 32, row.sum + b, stride, rows, type, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++) {
		ck_v y = ck_v_fma(ck_q8_float(total[r]), ck_v_mul(dw, ck_v_set(row.d[r * step + b])), ck_v_load(acc[r]));
		if (type->m >= 0)
			y = ck_v_fma(mw, ck_v_set(row_s.s[r * step + b]), y);
		ck_v_store(acc[r], y);
	}
}

/* A block of 256: x is a8_256. */
CK_INLINE void ck_tile_256_rows(float (*acc)[CK_PANEL], const void *block, ck_v dw, ck_v mw, const void *x, int64_t t,
	int64_t b, int64_t K, int rows, const struct ck_block_type *type, bool expanded)
{
	const int64_t stride = K / 256 * CK_A8_256;
	const struct ck_a8_256 row = ck_a8_256_row(x, t, K);
	ck_q8_int total[CK_Q8_ROWS], less[CK_Q8_ROWS];
	ck_q8_super(total, less, block, row.q + b * 256, row.sum + b * 16, stride, rows, type, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++) {
		const ck_v dx = ck_v_set(row.d[r * (stride / 4) + b]);
		ck_v y = ck_v_fma(ck_q8_float(total[r]), ck_v_mul(dw, dx), ck_v_load(acc[r]));
		if (type->m >= 0)
			y = ck_v_fma(ck_q8_float(less[r]), ck_v_mul(mw, dx), y);
		ck_v_store(acc[r], y);
	}
}

/* at(r, n): n rows from r on, n a constant. */
#define CK_IN_GROUPS(rows, many, at) do { \
	int64_t r = 0; \
	for (; (many) && r + CK_Q8_ROWS <= (rows); r += CK_Q8_ROWS) \
		at(r, CK_Q8_ROWS); \
	for (; (many) && r < (rows); r++) \
		at(r, 1); \
	if (!(many)) \
		at(0, rows); \
} while (0)

/* s->acc[r] = row t + r of x times the panel, for so many rows. Of many rows, a block is expanded once for all. */
CK_INLINE void ck_sweep_blocks(struct ck_sweep *s, const void *x, int64_t t, int64_t rows, const uint8_t *panel, int64_t K,
	const struct ck_block_type *type, bool many)
{
	if (many && ck_sweep_tiles(s->acc, x, t, rows, panel, K, type))
		return;
	memset(s->acc, 0, (size_t)rows * sizeof *s->acc);
	for (int64_t b = 0; b < K / type->k; b++, panel += type->bytes * CK_PANEL) {
		const ck_v dw = ck_tile_f16(panel, type->d), mw = type->m >= 0 ? ck_tile_f16(panel, type->m) : dw;
		struct ck_panel_block e;
		const void *const block = many ? (const void *)&e : panel;
		if (many)
			type->expand(&e, panel);
#define AT_32(r, n) ck_tile_32_rows(s->acc + (r), block, dw, mw, x, t + (r), b, K, (int)(n), type, many)
#define AT_256(r, n) ck_tile_256_rows(s->acc + (r), block, dw, mw, x, t + (r), b, K, (int)(n), type, many)
		if (type->k == 32)
			CK_IN_GROUPS(rows, many, AT_32);
		else
			CK_IN_GROUPS(rows, many, AT_256);
#undef AT_32
#undef AT_256
	}
}

#endif
