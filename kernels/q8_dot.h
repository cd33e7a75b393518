/* One step of an integer dot product: 4 k of 16 rows of weights (bytes q + bias) times 4 k of activations.
 *
 *   ck_q8_w    a line of weights, ready to multiply
 *   ck_q8_x    4 activations, repeated
 *   ck_q8_sum  partial sums; ck_q8_total gives their 16 totals less an integer, as ck_q8_int
 *
 * Nothing saturates: products of 8 bits are summed in 32. */
#ifndef CK_KERNEL_Q8_DOT_H
#define CK_KERNEL_Q8_DOT_H

#include "vec.h"

static inline int32_t ck_q8_quad(const int8_t *q)
{
	int32_t quad;
	memcpy(&quad, q, sizeof quad);
	return quad;
}

#if defined __AVX512VNNI__

typedef __m512i ck_q8_w, ck_q8_x, ck_q8_sum, ck_q8_int;

static inline ck_q8_w ck_q8_load(const uint8_t *line) { return _mm512_loadu_si512(line); }
static inline ck_q8_x ck_q8_spread(const int8_t *q) { return _mm512_set1_epi32(ck_q8_quad(q)); }
static inline ck_q8_sum ck_q8_zero(void) { return _mm512_setzero_si512(); }
static inline ck_q8_sum ck_q8_step(ck_q8_sum s, ck_q8_w w, ck_q8_x x) { return _mm512_dpbusd_epi32(s, w, x); }
static inline ck_q8_int ck_q8_total(ck_q8_sum s, int32_t less) { return _mm512_sub_epi32(s, _mm512_set1_epi32(less)); }

#elif defined __AVX512F__

typedef struct { __m512i v[2]; } ck_q8_w, ck_q8_sum; /* rows 0-7 and 8-15, two lanes each */
typedef __m512i ck_q8_x, ck_q8_int;

static inline ck_q8_w ck_q8_load(const uint8_t *line)
{
	return (ck_q8_w){ { _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)line)),
		_mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)(line + 32))) } };
}

static inline ck_q8_x ck_q8_spread(const int8_t *q)
{
	return _mm512_broadcastq_epi64(_mm_cvtepi8_epi16(_mm_cvtsi32_si128(ck_q8_quad(q))));
}

static inline ck_q8_sum ck_q8_zero(void)
{
	return (ck_q8_sum){ { _mm512_setzero_si512(), _mm512_setzero_si512() } };
}

static inline ck_q8_sum ck_q8_step(ck_q8_sum s, ck_q8_w w, ck_q8_x x)
{
	s.v[0] = _mm512_add_epi32(s.v[0], _mm512_madd_epi16(w.v[0], x));
	s.v[1] = _mm512_add_epi32(s.v[1], _mm512_madd_epi16(w.v[1], x));
	return s;
}

static inline ck_q8_int ck_q8_total(ck_q8_sum s, int32_t less)
{
	const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
	const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
	const __m512i total = _mm512_add_epi32(_mm512_permutex2var_epi32(s.v[0], even, s.v[1]),
		_mm512_permutex2var_epi32(s.v[0], odd, s.v[1]));
	return _mm512_sub_epi32(total, _mm512_set1_epi32(less));
}

#else

typedef struct { __m256i v[4]; } ck_q8_w, ck_q8_sum; /* 4 rows each, two lanes a row */
typedef __m256i ck_q8_x;
typedef struct { __m256i a, b; } ck_q8_int;

static inline ck_q8_w ck_q8_load(const uint8_t *line)
{
	const __m128i *p = (const __m128i *)(const void *)line;
	return (ck_q8_w){ { _mm256_cvtepu8_epi16(_mm_loadu_si128(p)), _mm256_cvtepu8_epi16(_mm_loadu_si128(p + 1)),
		_mm256_cvtepu8_epi16(_mm_loadu_si128(p + 2)), _mm256_cvtepu8_epi16(_mm_loadu_si128(p + 3)) } };
}

static inline ck_q8_x ck_q8_spread(const int8_t *q)
{
	return _mm256_broadcastq_epi64(_mm_cvtepi8_epi16(_mm_cvtsi32_si128(ck_q8_quad(q))));
}

static inline ck_q8_sum ck_q8_zero(void)
{
	const __m256i z = _mm256_setzero_si256();
	return (ck_q8_sum){ { z, z, z, z } };
}

static inline ck_q8_sum ck_q8_step(ck_q8_sum s, ck_q8_w w, ck_q8_x x)
{
	s.v[0] = _mm256_add_epi32(s.v[0], _mm256_madd_epi16(w.v[0], x));
	s.v[1] = _mm256_add_epi32(s.v[1], _mm256_madd_epi16(w.v[1], x));
	s.v[2] = _mm256_add_epi32(s.v[2], _mm256_madd_epi16(w.v[2], x));
	s.v[3] = _mm256_add_epi32(s.v[3], _mm256_madd_epi16(w.v[3], x));
	return s;
}

/* 8 totals of two sums of 4 rows. */
static inline __m256i ck_q8_total8(__m256i a, __m256i b, __m256i less)
{
	return _mm256_sub_epi32(_mm256_permute4x64_epi64(_mm256_hadd_epi32(a, b), _MM_SHUFFLE(3, 1, 2, 0)), less);
}

static inline ck_q8_int ck_q8_total(ck_q8_sum s, int32_t less)
{
	const __m256i v = _mm256_set1_epi32(less);
	return (ck_q8_int){ ck_q8_total8(s.v[0], s.v[1], v), ck_q8_total8(s.v[2], s.v[3], v) };
}

#endif

/* 16 integers: acc + x * the 16 at p; and as F32. */
#if defined __AVX512F__

static inline ck_q8_int ck_q8_int_set(int32_t x) { return _mm512_set1_epi32(x); }
static inline ck_q8_int ck_q8_int_mla(ck_q8_int acc, ck_q8_int x, const int32_t *p)
{
	return _mm512_add_epi32(acc, _mm512_mullo_epi32(x, _mm512_loadu_si512(p)));
}
static inline ck_v ck_q8_int_v(ck_q8_int x) { return _mm512_cvtepi32_ps(x); }

#else

static inline ck_q8_int ck_q8_int_set(int32_t x) { return (ck_q8_int){ _mm256_set1_epi32(x), _mm256_set1_epi32(x) }; }
static inline ck_q8_int ck_q8_int_mla(ck_q8_int acc, ck_q8_int x, const int32_t *p)
{
	const __m256i *v = (const __m256i *)(const void *)p;
	return (ck_q8_int){ _mm256_add_epi32(acc.a, _mm256_mullo_epi32(x.a, _mm256_loadu_si256(v))),
		_mm256_add_epi32(acc.b, _mm256_mullo_epi32(x.b, _mm256_loadu_si256(v + 1))) };
}
static inline ck_v ck_q8_int_v(ck_q8_int x) { return (ck_v){ _mm256_cvtepi32_ps(x.a), _mm256_cvtepi32_ps(x.b) }; }

#endif

#endif
