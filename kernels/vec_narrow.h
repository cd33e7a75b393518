/* 16 F32 lanes (vec.h) from narrower elements, converted exactly. Loads need no alignment; those with n touch the first n. */
#ifndef CK_KERNEL_VEC_NARROW_H
#define CK_KERNEL_VEC_NARROW_H

#include <string.h>

#include "vec.h"

#if defined __AVX512F__

static inline ck_v ck_v_load_bf16(const uint16_t *p)
{
	return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)(const void *)p)), 16));
}

/* One element, in all lanes. */
static inline ck_v ck_v_set_bf16(const uint16_t *p)
{
	return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_set1_epi16((short)*p), 16));
}

static inline ck_v ck_v_load_bf16_n(const uint16_t *p, int64_t n)
{
	return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(ck_v_mask(n), p)), 16));
}

static inline ck_v ck_v_load_i8(const int8_t *p)
{
	return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(const void *)p)));
}

#else

static inline ck_v ck_v_load_bf16(const uint16_t *p)
{
	const __m128i *h = (const __m128i *)(const void *)p;
	return (ck_v){ _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(h)), 16)),
		_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(h + 1)), 16)) };
}

static inline ck_v ck_v_set_bf16(const uint16_t *p)
{
	const __m256 x = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_set1_epi16((short)*p), 16));
	return (ck_v){ x, x };
}

static inline ck_v ck_v_load_bf16_n(const uint16_t *p, int64_t n)
{
	uint16_t lane[16] = { 0 };
	memcpy(lane, p, (size_t)n * 2);
	return ck_v_load_bf16(lane);
}

static inline ck_v ck_v_load_i8(const int8_t *p)
{
	return (ck_v){ _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)p))),
		_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(p + 8)))) };
}

#endif

#endif
