/* Dot products of rows of a8_256 activations with n16 panels of types of 256, by int8 tiles: 32 rows by 16 rows of weights by a
 * block. Weights times their integer scales, v = scale * q, become digits of a byte, so that a sum of tiles goes over all scales
 * of a block and is exact:
 *
 *   two digits   v = 256 * high + low, high with a sign, low without; |v| <= 4096 in every type
 *   one digit    -v, of types whose v is at least -127 and at most 128
 *
 * Digits of a piece of K are made once for all rows.
 *
 * Tiles 0 to 3 are sums: 0 and 1 of low and high digits for the first 16 rows, 2 and 3 for the others, whose activations
 * are 4 and 5; 6 and 7 are low and high digits. A single digit has sums of even and of odd 64 k in their place, so that
 * products need not wait for each other. */
#ifndef CK_KERNEL_AMX_256_H
#define CK_KERNEL_AMX_256_H

#include <stdbool.h>

#include "a8.h"
#include "amx.h"
#include "q8_dot.h"

enum {
	CK_AMX_256_PIECE = 4, /* blocks: they and the activations of 32 rows stay near the first cache */
	CK_AMX_256_ROWS = 2 * CK_TILE_ROWS
};

/* A panel's block. less[j] multiplies a pair of sums of 16 activations: minima, negative. */
struct ck_amx_256 {
	_Alignas(64) uint8_t digit[2][CK_SUPER / 4][4 * CK_PANEL];
	_Alignas(64) int16_t less[8][CK_PANEL][2];
	float d[CK_PANEL], m[CK_PANEL];
};

/* Whether v of a type takes two digits. */
CK_INLINE bool ck_amx_256_two(const struct ck_block_type *type)
{
	return type->reach > 128;
}

/* 16 pairs of integers of 16 bits. */
static inline __m512i ck_amx_pairs(__m512i low, __m512i high)
{
	return _mm512_mask_blend_epi16(0xaaaaaaaa, low, _mm512_slli_epi32(high, 16));
}

static inline __m512i ck_amx_bytes(__m512i low, __m512i high) /* of each 16 bits: those of low, below those of high */
{
	return _mm512_mask_blend_epi8(0xaaaaaaaaaaaaaaaa, low, high);
}

CK_INLINE void ck_amx_256_make(struct ck_amx_256 *out, const uint8_t *block, const struct ck_block_type *type)
{
	const int lines = type->sub / 4;
	struct ck_panel_block e;
	type->expand(&e, block);
	ck_v_store(out->d, ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * type->d)));
	for (int j = 0; j < CK_SUPER / type->sub; j++) {
		__m512i scale = _mm512_load_si512(e.scale[j]);
		if (!ck_amx_256_two(type))
			scale = _mm512_sub_epi32(_mm512_setzero_si512(), scale);
		scale = ck_amx_pairs(scale, scale);
		const __m512i bias = _mm512_mullo_epi16(scale, _mm512_set1_epi16((short)type->bias));
		for (int l = j * lines; l < (j + 1) * lines; l++) {
			const __m512i w = _mm512_load_si512(e.line[l]);
			const __m512i even = _mm512_sub_epi16(_mm512_mullo_epi16(_mm512_and_si512(w, _mm512_set1_epi16(255)), scale), bias);
			const __m512i odd = _mm512_sub_epi16(_mm512_mullo_epi16(_mm512_srli_epi16(w, 8), scale), bias);
			_mm512_store_si512(out->digit[0][l], ck_amx_bytes(even, _mm512_slli_epi16(odd, 8)));
			if (ck_amx_256_two(type))
				_mm512_store_si512(out->digit[1][l], ck_amx_bytes(_mm512_srli_epi16(even, 8), odd));
		}
	}
	if (type->m < 0)
		return;
	ck_v_store(out->m, ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * type->m)));
	for (int j = 0; j < 8; j++) {
		const int32_t (*min)[CK_PANEL] = (const int32_t (*)[CK_PANEL])e.min + j * (32 / type->sub);
		const __m512i pair = ck_amx_pairs(_mm512_load_si512(min[0]), _mm512_load_si512(min[32 / type->sub - 1]));
		_mm512_store_si512(out->less[j], _mm512_sub_epi16(_mm512_setzero_si512(), pair));
	}
}

/* For so many rows, of which the first 32 are done. */
static inline void ck_amx_256_open(int64_t rows)
{
	struct ck_tile_config c = { .palette = 1 };
	const int64_t first = ck_at_most(rows, CK_TILE_ROWS), rest = ck_at_most(rows - first, CK_TILE_ROWS);
	for (int i = 0; i < CK_TILES; i++)
		ck_tile_shape(&c, i, CK_TILE_ROWS, CK_TILE_BYTES);
	ck_tile_shape(&c, 0, first, CK_TILE_BYTES);
	ck_tile_shape(&c, 1, first, CK_TILE_BYTES);
	ck_tile_shape(&c, 4, first, CK_TILE_BYTES);
	if (rest) {
		ck_tile_shape(&c, 2, rest, CK_TILE_BYTES);
		ck_tile_shape(&c, 3, rest, CK_TILE_BYTES);
		ck_tile_shape(&c, 5, rest, CK_TILE_BYTES);
	}
	ck_tiles_open(&c);
}

typedef int32_t ck_amx_256_sums[2][CK_AMX_256_ROWS][CK_PANEL]; /* of a block, as in tiles 0 and 1, 2 and 3 */

/* Of a block with the rows that tiles are open for, whose activations are at q, stride bytes apart. */
CK_INLINE void ck_amx_256_products(ck_amx_256_sums sum, const struct ck_amx_256 *block, const int8_t *q, int64_t stride,
	int64_t rows, const struct ck_block_type *type)
{
	const bool two = ck_amx_256_two(type), more = rows > CK_TILE_ROWS;
	CK_TILE_ZERO(0);
	CK_TILE_ZERO(1);
	CK_TILE_ZERO(2);
	CK_TILE_ZERO(3);
	CK_UNROLL
	for (int k = 0; k < CK_SUPER; k += CK_TILE_BYTES) {
		const bool odd = k / CK_TILE_BYTES % 2;
		CK_TILE_LOAD(4, q + k, stride);
		CK_TILE_LOAD(6, block->digit[0][k / 4], CK_TILE_BYTES);
		if (two) {
			CK_TILE_LOAD(7, block->digit[1][k / 4], CK_TILE_BYTES);
			CK_TILE_DOT_SU(0, 4, 6);
			CK_TILE_DOT_SS(1, 4, 7);
		} else if (odd) {
			CK_TILE_DOT_SS(1, 4, 6);
		} else {
			CK_TILE_DOT_SS(0, 4, 6);
		}
		if (!more)
			continue;
		CK_TILE_LOAD(5, q + CK_TILE_ROWS * stride + k, stride);
		if (two) {
			CK_TILE_DOT_SU(2, 5, 6);
			CK_TILE_DOT_SS(3, 5, 7);
		} else if (odd) {
			CK_TILE_DOT_SS(3, 5, 6);
		} else {
			CK_TILE_DOT_SS(2, 5, 6);
		}
	}
	CK_TILE_STORE(0, sum[0][0], CK_TILE_BYTES);
	CK_TILE_STORE(1, sum[1][0], CK_TILE_BYTES);
	if (more) {
		CK_TILE_STORE(2, sum[0][CK_TILE_ROWS], CK_TILE_BYTES);
		CK_TILE_STORE(3, sum[1][CK_TILE_ROWS], CK_TILE_BYTES);
	}
}

/* acc[r] += of block b, for rows t, t + 1, ... of x. */
CK_INLINE void ck_amx_256_add(float (*acc)[CK_PANEL], ck_amx_256_sums sum, const struct ck_amx_256 *block, const void *x,
	int64_t t, int64_t b, int64_t K, int64_t rows, const struct ck_block_type *type)
{
	const int64_t stride = K / 256 * CK_A8_256;
	const struct ck_a8_256 row = ck_a8_256_row(x, t, K);
	const float *d = row.d + b;
	const int16_t *s = row.sum + b * 16;
	const ck_v dw = ck_v_load(block->d), mw = type->m >= 0 ? ck_v_load(block->m) : dw;
	rows = ck_at_most(rows, CK_AMX_256_ROWS);
	for (int64_t r = 0; r < rows; r++, d += stride / 4, s += stride / 2) {
		__m512i total = _mm512_load_si512(sum[0][r]), other = _mm512_load_si512(sum[1][r]), less = _mm512_setzero_si512();
		if (ck_amx_256_two(type))
			total = _mm512_add_epi32(total, _mm512_slli_epi32(other, 8));
		else
			total = _mm512_sub_epi32(less, _mm512_add_epi32(total, other));
		const ck_v dx = ck_v_set(*d);
		ck_v y = ck_v_fma(ck_q8_float(total), ck_v_mul(dw, dx), ck_v_load(acc[r]));
		if (type->m >= 0) {
			CK_UNROLL
			for (int j = 0; j < 8; j++) {
				int32_t pair;
				memcpy(&pair, s + 2 * j, sizeof pair);
				less = _mm512_dpwssd_epi32(less, _mm512_load_si512(block->less[j]), _mm512_set1_epi32(pair));
			}
			y = ck_v_fma(ck_q8_float(less), ck_v_mul(mw, dx), y);
		}
		ck_v_store(acc[r], y);
	}
}

/* acc[r] = row t + r of x times the panel, for so many rows. The products of a block and 32 rows run beside the sums of the
 * one before. */
CK_INLINE void ck_amx_256_sweep(float (*acc)[CK_PANEL], const void *x, int64_t t, int64_t rows, const uint8_t *panel, int64_t K,
	const struct ck_block_type *type)
{
	const int64_t stride = K / 256 * CK_A8_256, blocks = K / 256;
	struct ck_amx_256 piece[CK_AMX_256_PIECE];
	_Alignas(64) ck_amx_256_sums sum[2];
	memset(acc, 0, (size_t)rows * sizeof *acc);
	for (int64_t b = 0; b < blocks; b += CK_AMX_256_PIECE) {
		const int64_t n = ck_at_most(blocks - b, CK_AMX_256_PIECE);
		for (int64_t i = 0; i < n; i++)
			ck_amx_256_make(&piece[i], panel + (b + i) * type->bytes * CK_PANEL, type);
		const int64_t steps = (rows + CK_AMX_256_ROWS - 1) / CK_AMX_256_ROWS * n;
		for (int64_t i = 0; i <= steps; i++) {
			if (i < steps) {
				const int64_t r = i / n * CK_AMX_256_ROWS;
				if (i == 0 || (i % n == 0 && rows - r < CK_AMX_256_ROWS))
					ck_amx_256_open(rows - r);
				const int8_t *q = ck_a8_256_row(x, t + r, K).q + (b + i % n) * 256;
				ck_amx_256_products(sum[i % 2], &piece[i % n], q, stride, rows - r, type);
			}
			if (i) {
				const int64_t was = i - 1, r = was / n * CK_AMX_256_ROWS;
				ck_amx_256_add(acc + r, sum[was % 2], &piece[was % n], x, t + r, b + was % n, K, rows - r, type);
			}
		}
	}
	ck_tiles_close();
}

#endif
