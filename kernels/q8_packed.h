/* Dot products of many rows of int8 activations with n16 panels of block types, by VNNI on 512 bits.
 *
 * Activations are copied once for all panels, in groups of 8 rows, as products read them: vpdpbusd takes them with 128 added, as
 * bytes without sign, and weights as bytes with one. What the 128 add depends on the weights alone, so that a panel's block
 * takes them away from all rows in one. Results are those of tile_block.h. type is a constant. */
#ifndef CK_KERNEL_Q8_PACKED_H
#define CK_KERNEL_Q8_PACKED_H

#include "a8.h"
#include "packed_scratch.h"
#include "q8_dot.h"

enum { CK_GROUP_ROWS = 8 };

/* Integers of a row beside a block's quants and d: sums of its activations that minima are multiplied by, as pairs of 16 bits
 * (types of 256) or as one F32. */
CK_INLINE int ck_packed_sums(const struct ck_block_type *type)
{
	return type->m < 0 ? 0 : type->k == 32 ? 1 : type->sub == 16 ? 8 : 4;
}

/* A block of a group is [k / 4][8 rows][4] bytes, [8] d, then [sums][8] integers. */
CK_INLINE int64_t ck_packed_bytes(const struct ck_block_type *type)
{
	return (CK_GROUP_ROWS * (type->k + 4 + 4 * ck_packed_sums(type)) + 63) / 64 * 64;
}

/* 8 rows of 8 integers, transposed. */
static inline void ck_packed_turn(__m256i v[8])
{
	__m256i a[8], b[8];
	for (int i = 0; i < 8; i += 2) {
		a[i] = _mm256_unpacklo_epi32(v[i], v[i + 1]);
		a[i + 1] = _mm256_unpackhi_epi32(v[i], v[i + 1]);
	}
	for (int i = 0; i < 8; i += 4)
		for (int j = 0; j < 2; j++) {
			b[i + 2 * j] = _mm256_unpacklo_epi64(a[i + j], a[i + j + 2]);
			b[i + 2 * j + 1] = _mm256_unpackhi_epi64(a[i + j], a[i + j + 2]);
		}
	for (int i = 0; i < 4; i++) {
		v[i] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x20);
		v[i + 4] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x31);
	}
}

/* Rows t, t + 1, ... of x, block by block, the groups of a block one after the other. A group's missing rows repeat the last one. */
CK_INLINE void ck_pack_rows(uint8_t *to, const void *x, int64_t t, int64_t rows, int64_t K, const struct ck_block_type *type)
{
	const int64_t bytes = ck_packed_bytes(type);
	for (int64_t b = 0; b < K / type->k; b++)
		for (int64_t r = 0; r < rows; r += CK_GROUP_ROWS, to += bytes) {
			const int8_t *q[CK_GROUP_ROWS];
			float *d = (float *)(void *)(to + CK_GROUP_ROWS * type->k);
			int32_t *sum = (int32_t *)(void *)(d + CK_GROUP_ROWS);
			for (int i = 0; i < CK_GROUP_ROWS; i++) {
				const int64_t row = t + ck_at_most(r + i, rows - 1);
				if (type->k == 32) {
					const struct ck_a8s a = ck_a8s_row(x, row, K);
					q[i] = a.q + b * 32;
					d[i] = a.d[b];
					if (type->m >= 0)
						memcpy(sum + i, a.s + b, sizeof *sum);
				} else {
					const struct ck_a8_256 a = ck_a8_256_row(x, row, K);
					const int16_t *s = a.sum + b * 16;
					q[i] = a.q + b * 256;
					d[i] = a.d[b];
					for (int j = 0; j < ck_packed_sums(type); j++) {
						const int low = type->sub == 16 ? s[2 * j] : s[4 * j] + s[4 * j + 1];
						const int high = type->sub == 16 ? s[2 * j + 1] : s[4 * j + 2] + s[4 * j + 3];
						sum[j * CK_GROUP_ROWS + i] = (int32_t)((uint32_t)high << 16 | (uint16_t)low);
					}
				}
			}
			for (int k = 0; k < type->k; k += 32) {
				__m256i v[CK_GROUP_ROWS];
				for (int i = 0; i < CK_GROUP_ROWS; i++)
					v[i] = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(const void *)(q[i] + k)), _mm256_set1_epi8(-128));
				ck_packed_turn(v);
				for (int i = 0; i < CK_GROUP_ROWS; i++)
					_mm256_storeu_si256((__m256i *)(void *)(to + CK_GROUP_ROWS * (k + 4 * i)), v[i]);
			}
		}
}

/* A panel's block: lines of q with its sign; less, minima as negative pairs of 16 bits; from, minus what 128 of every activation
 * give. */
struct ck_signed_block {
	struct ck_panel_block e;
	_Alignas(64) int32_t less[8][CK_PANEL], from[CK_PANEL];
	ck_v d, m;
};

CK_INLINE void ck_signed_make(struct ck_signed_block *out, const uint8_t *panel, int64_t b, int64_t K, const struct ck_block_type *type)
{
	const uint8_t *block = panel + b * type->bytes * CK_PANEL, *d = block + CK_PANEL * type->d;
	const uint8_t (*line)[4 * CK_PANEL] = (const uint8_t (*)[4 * CK_PANEL])out->e.line;
	const int lines = type->sub / 4;
	if (type->expand) {
		type->expand(&out->e, block);
	} else { /* Q8_0 */
		line = (const uint8_t (*)[4 * CK_PANEL])(const void *)(panel + ck_q8_lines_at(b, K / type->k));
		d = panel + ck_q8_scales(b);
	}
	out->d = ck_v_load_f16((const uint16_t *)(const void *)d);
	if (type->m >= 0)
		out->m = ck_v_load_f16((const uint16_t *)(const void *)(block + CK_PANEL * type->m));
	__m512i from = _mm512_setzero_si512();
	for (int j = 0; j < type->k / type->sub; j++) {
		__m512i sum = _mm512_setzero_si512();
		CK_UNROLL
		for (int l = 0; l < lines; l++) {
			const __m512i w = _mm512_sub_epi8(_mm512_loadu_si512(line[j * lines + l]), _mm512_set1_epi8((char)type->bias));
			_mm512_store_si512(out->e.line[j * lines + l], w);
			sum = _mm512_dpbusd_epi32(sum, _mm512_set1_epi8(-128), w);
		}
		from = _mm512_sub_epi32(from, type->k == 32 ? sum : _mm512_mullo_epi32(sum, _mm512_load_si512(out->e.scale[j])));
	}
	_mm512_store_si512(out->from, from);
	for (int j = 0; type->k > 32 && j < ck_packed_sums(type); j++) {
		const __m512i pair = _mm512_mask_blend_epi16(0xaaaaaaaa, _mm512_load_si512(out->e.min[2 * j]),
			_mm512_slli_epi32(_mm512_load_si512(out->e.min[2 * j + 1]), 16));
		_mm512_store_si512(out->less[j], _mm512_sub_epi16(_mm512_setzero_si512(), pair));
	}
}

CK_INLINE __m512i ck_packed_spread(const uint8_t *x)
{
	return _mm512_set1_epi32(ck_q8_quad((const int8_t *)x));
}

/* total[r] += of n lines and a group's activations from x on. */
CK_INLINE void ck_packed_sum(__m512i *total, const uint8_t (*line)[4 * CK_PANEL], int n, const uint8_t *x)
{
	CK_UNROLL
	for (int l = 0; l < n; l++) {
		const __m512i w = _mm512_load_si512(line[l]);
		CK_UNROLL
		for (int r = 0; r < CK_GROUP_ROWS; r++)
			total[r] = _mm512_dpbusd_epi32(total[r], ck_packed_spread(x + 4 * (l * CK_GROUP_ROWS + r)), w);
	}
}

/* acc[r] += of a panel's block and a group's. */
CK_INLINE void ck_packed_group(float (*acc)[CK_PANEL], const struct ck_signed_block *w, const uint8_t *x,
	const struct ck_block_type *type)
{
	const int lines = type->sub / 4;
	const uint8_t *d = x + CK_GROUP_ROWS * type->k, *sum = d + CK_GROUP_ROWS * 4;
	__m512i total[CK_GROUP_ROWS];
	CK_UNROLL
	for (int r = 0; r < CK_GROUP_ROWS; r++)
		total[r] = _mm512_load_si512(w->from);
	if (type->k == 32) {
		ck_packed_sum(total, w->e.line, lines, x);
	} else {
		for (int j = 0; j < 256 / type->sub; j++, x += CK_GROUP_ROWS * type->sub) {
			__m512i part[CK_GROUP_ROWS];
			CK_UNROLL
			for (int r = 0; r < CK_GROUP_ROWS; r++)
				part[r] = _mm512_setzero_si512();
			ck_packed_sum(part, w->e.line + j * lines, lines, x);
			CK_UNROLL
			for (int r = 0; r < CK_GROUP_ROWS; r++)
				total[r] = ck_q8_mla(total[r], part[r], *(const ck_integers *)w->e.scale[j]);
		}
	}
	CK_UNROLL
	for (int r = 0; r < CK_GROUP_ROWS; r++) {
		const ck_v dx = (ck_v)ck_packed_spread(d + 4 * r);
		ck_v y = ck_v_fma(ck_q8_float(total[r]), ck_v_mul(w->d, dx), ck_v_load(acc[r]));
		if (type->m >= 0 && type->k == 32) {
			y = ck_v_fma(w->m, (ck_v)ck_packed_spread(sum + 4 * r), y);
		} else if (type->m >= 0) {
			__m512i less = _mm512_setzero_si512();
			CK_UNROLL
			for (int j = 0; j < ck_packed_sums(type); j++)
				less = _mm512_dpwssd_epi32(less, _mm512_load_si512(w->less[j]), ck_packed_spread(sum + 4 * (j * CK_GROUP_ROWS + r)));
			y = ck_v_fma(ck_q8_float(less), ck_v_mul(w->m, dx), y);
		}
		ck_v_store(acc[r], y);
	}
}

struct ck_packed_sweep { _Alignas(64) float acc[CK_PACKED_ROWS][CK_PANEL]; };

/* s->acc[r] = packed row r of x times the panel. */
CK_INLINE void ck_packed_panel(struct ck_packed_sweep *s, const uint8_t *x, int64_t rows, const uint8_t *panel, int64_t K,
	const struct ck_block_type *type)
{
	memset(s->acc, 0, (size_t)((rows + CK_GROUP_ROWS - 1) / CK_GROUP_ROWS * CK_GROUP_ROWS) * sizeof *s->acc);
	for (int64_t b = 0; b < K / type->k; b++) {
		struct ck_signed_block w;
		ck_signed_make(&w, panel, b, K, type);
		for (int64_t r = 0; r < rows; r += CK_GROUP_ROWS, x += ck_packed_bytes(type))
			ck_packed_group(s->acc + r, &w, x, type);
	}
}

#endif
