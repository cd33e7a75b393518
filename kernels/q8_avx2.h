/* q8_dot.h for AVX2. Rows 0-7 of a panel and rows 8-15 are done one after the other, so that sums stay in registers.
 *
 * Bytes are multiplied as they are (vpmaddubsw), two k in 16 bits: weights without sign times activations with one. Where
 * bytes of lines go up to 255, q has a sign; its magnitude is then multiplied by the activation with that sign. */
#ifndef CK_KERNEL_Q8_AVX2_H
#define CK_KERNEL_Q8_AVX2_H

#include <stdbool.h>

enum { CK_Q8_ROWS = 4 /* of activations at a time */ };

typedef struct { __m256i half[2]; } ck_q8_int; /* rows 0-7 and 8-15 */

static inline ck_v ck_q8_float(ck_q8_int x)
{
	return (ck_v){ _mm256_cvtepi32_ps(x.half[0]), _mm256_cvtepi32_ps(x.half[1]) };
}

/* Keeps a sum in its register: sums in another order would need more of them than there are. */
#define CK_HOLD(v) __asm__("" : "+x"(v))

/* Lines whose products of 8 bits can be summed in 16: two k of at most top * 128 each. */
CK_INLINE int ck_q8_span(int n, int top)
{
	const int most = top < 128 ? 32767 / (256 * top) : 1;
	return most < n ? most : n;
}

/* Sums of n lines of 8 rows of weights, in 16 bits, two of each row: of what lines hold, or of q where top is 255. */
CK_INLINE void ck_q8_bytes(__m256i *sum, const uint8_t (*line)[4 * CK_PANEL], int n, const int8_t *q, int64_t stride, int rows, int top)
{
	CK_UNROLL
	for (int l = 0; l < n; l++) {
		__m256i w = _mm256_loadu_si256((const __m256i *)(const void *)line[l]), sign = w;
		if (top > 127) {
			sign = _mm256_xor_si256(w, _mm256_set1_epi8(-128));
			w = _mm256_abs_epi8(sign);
		}
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			const __m256i x = _mm256_set1_epi32(ck_q8_quad(q + r * stride + l * 4));
			const __m256i product = _mm256_maddubs_epi16(w, top > 127 ? _mm256_sign_epi8(x, sign) : x);
			sum[r] = l ? _mm256_add_epi16(sum[r], product) : product;
			CK_HOLD(sum[r]);
		}
	}
}

/* total += of n lines of 8 rows, times the scale that each pair of 16 bits holds twice. */
CK_INLINE void ck_q8_bytes_mla(__m256i *total, const uint8_t (*line)[4 * CK_PANEL], int n, const int8_t *q, int64_t stride, int rows,
	int top, __m256i scale)
{
	const int span = ck_q8_span(n, top);
	CK_UNROLL
	for (int l = 0; l < n; l += span) {
		__m256i sum[CK_Q8_ROWS];
		ck_q8_bytes(sum, line + l, n - l < span ? n - l : span, q + l * 4, stride, rows, top);
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(sum[r], scale));
			CK_HOLD(total[r]);
		}
	}
}

/* The lines of 8 rows of weights start at half a line. */
CK_INLINE const uint8_t (*ck_q8_half(const uint8_t (*line)[4 * CK_PANEL], int h))[4 * CK_PANEL]
{
	return (const uint8_t (*)[4 * CK_PANEL])(const void *)(line[0] + h * 2 * CK_PANEL);
}

CK_INLINE void ck_q8_lines(ck_q8_int *total, const uint8_t (*line)[4 * CK_PANEL], const int8_t *q, const int32_t *s, int64_t stride,
	int rows, const struct ck_block_type *type)
{
	const bool biased = type->bias && type->top < 128;
	CK_UNROLL
	for (int h = 0; h < 2; h++) {
		__m256i t[CK_Q8_ROWS];
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			t[r] = _mm256_set1_epi32(biased ? -type->bias * s[r * (stride / 4)] : 0);
		ck_q8_bytes_mla(t, ck_q8_half(line, h), CK_Q8_LINES, q, stride, rows, type->top, _mm256_set1_epi16(1));
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			total[r].half[h] = t[r];
	}
}

/* 8 integers that fit into 16 bits, each twice; and each with another one above it. */
CK_INLINE __m256i ck_q8_twice(__m256i v)
{
	const __m128i pair = _mm_setr_epi8(0, 1, 0, 1, 4, 5, 4, 5, 8, 9, 8, 9, 12, 13, 12, 13);
	return _mm256_shuffle_epi8(v, _mm256_broadcastsi128_si256(pair));
}

CK_INLINE __m256i ck_q8_pair(__m256i low, __m256i high)
{
	return _mm256_blend_epi16(low, _mm256_slli_epi32(high, 16), 0xaa);
}

/* less += the table (scales or minima) of parts j and, where sums are of whole parts, j + 1, times sums of activations. */
CK_INLINE void ck_q8_sums_mla(__m256i *less, const int32_t (*table)[CK_PANEL], int h, const int16_t *s, int64_t stride, int rows, int sub)
{
	const __m256i *v = (const __m256i *)(const void *)(table[0] + 8 * h);
	const __m256i pair = sub == 32 ? ck_q8_twice(v[0]) : ck_q8_pair(v[0], v[CK_PANEL / 8]);
	CK_UNROLL
	for (int r = 0; r < rows; r++) {
		int32_t two;
		memcpy(&two, s + r * (stride / 2), sizeof two);
		less[r] = _mm256_add_epi32(less[r], _mm256_madd_epi16(pair, _mm256_set1_epi32(two)));
	}
}

CK_INLINE void ck_q8_super(ck_q8_int *total, ck_q8_int *less, const struct ck_panel_block *e, const int8_t *q, const int16_t *s,
	int64_t stride, int rows, const struct ck_block_type *type)
{
	const int sub = type->sub, lines = sub / 4, step = 32 / sub; /* parts that two sums of 16 stand for */
	const bool biased = type->bias && type->top < 128;
	for (int h = 0; h < 2; h++) {
		__m256i t[CK_Q8_ROWS], m[CK_Q8_ROWS];
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			t[r] = m[r] = _mm256_setzero_si256();
		for (int j = 0; j < 256 / sub; j += step) {
			CK_UNROLL
			for (int i = j; i < j + step; i++) {
				const __m256i scale = _mm256_load_si256((const __m256i *)(const void *)(e->scale[i] + 8 * h));
				ck_q8_bytes_mla(t, ck_q8_half(e->line + i * lines, h), lines, q + i * sub, stride, rows, type->top, ck_q8_twice(scale));
			}
			if (biased)
				ck_q8_sums_mla(m, e->scale + j, h, s + j * (sub / 16), stride, rows, sub);
			else if (type->m >= 0)
				ck_q8_sums_mla(m, e->min + j, h, s + j * (sub / 16), stride, rows, sub);
		}
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			total[r].half[h] = biased ? _mm256_sub_epi32(t[r], _mm256_mullo_epi32(m[r], _mm256_set1_epi32(type->bias))) : t[r];
			less[r].half[h] = _mm256_sub_epi32(_mm256_setzero_si256(), m[r]);
		}
	}
}

#endif
