/* Rows of an AMX B tile (amx.h) from weights: for 4 consecutive k of 16 columns, 2 rows of [16 columns][2 k] bf16. */
#ifndef CK_KERNEL_BF16_LINE_H
#define CK_KERNEL_BF16_LINE_H

#include <immintrin.h>
#include <stdint.h>

#include "unroll.h"

enum { CK_B_LINE = 2 * 32 /* bf16 of a line */ };

/* Upper halves of F32 k and k + 1, interleaved. */
CK_INLINE __m512i ck_b_upper(__m512i even, __m512i odd)
{
	return _mm512_mask_blend_epi16(0xaaaaaaaa, _mm512_srli_epi32(even, 16), odd);
}

/* Half a unit of bf16's last place: added to the bits of an F32 it makes truncation round to nearest, ties away from 0.
 * A NaN whose upper mantissa bits are all set is lost. */
CK_INLINE __m512i ck_b_half(__m512 x)
{
	return _mm512_add_epi32(_mm512_castps_si512(x), _mm512_set1_epi32(0x8000));
}

/* Two F32 as one term. */
CK_INLINE void ck_b_round(uint16_t *to, __m512 even, __m512 odd)
{
	_mm512_store_si512(to, ck_b_upper(ck_b_half(even), ck_b_half(odd)));
}

/* What the upper half of its ck_b_half leaves of an F32. */
CK_INLINE __m512 ck_b_rest(__m512 x, __m512i half)
{
	return _mm512_sub_ps(x, _mm512_castsi512_ps(_mm512_and_si512(half, _mm512_set1_epi32((int)0xffff0000))));
}

/* Upper half of F32 to nearest, ties away from 0, or cut off where there is nothing above. */
CK_INLINE __m512i ck_b_top(__m512 x)
{
	const __m512i u = _mm512_castps_si512(x), size = _mm512_and_si512(u, _mm512_set1_epi32(0x7fffffff));
	return _mm512_mask_mov_epi32(ck_b_half(x), _mm512_cmpge_epu32_mask(size, _mm512_set1_epi32(0x7f7f8000)), u);
}

/* Two F32 as three terms, `term` bf16 apart: exact, as far as they are 2^-126 or more; what is not finite stays so. */
CK_INLINE void ck_b_split_3(uint16_t *to, int64_t term, __m512 even, __m512 odd)
{
	for (int i = 0; i < 3; i++, to += term) {
		const __m512i a = ck_b_top(even), b = ck_b_top(odd);
		_mm512_store_si512(to, ck_b_upper(a, b));
		even = ck_b_rest(even, a);
		odd = ck_b_rest(odd, b);
	}
}

/* Two F32 of at most 16 significant bits as two terms, exact; what is not finite becomes NaN. */
CK_INLINE void ck_b_split(uint16_t *to, uint16_t *rest, __m512 even, __m512 odd)
{
	const __m512i a = ck_b_half(even), b = ck_b_half(odd);
	_mm512_store_si512(to, ck_b_upper(a, b));
	_mm512_store_si512(rest, ck_b_upper(_mm512_castps_si512(ck_b_rest(even, a)), _mm512_castps_si512(ck_b_rest(odd, b))));
}

#endif
