/* 16 F32 lanes, the width of every canonical order: one AVX-512 register or two of AVX2.
 *
 * Each function is one IEEE operation per lane, so that code over them has the same bits on both. Loads
 * and stores need no alignment; those with n touch the first n lanes only (0 <= n <= 16), and a load
 * leaves zeros in the rest. */
#ifndef CK_KERNEL_VEC_H
#define CK_KERNEL_VEC_H

#include <immintrin.h>
#include <stdint.h>

#include "math.h"

#if defined __AVX512F__

typedef __m512 ck_v;
typedef struct { __m512d a, b; } ck_v64; /* 16 F64 lanes */

static inline __mmask16 ck_v_mask(int64_t n) { return (__mmask16)((1u << n) - 1); }
static inline ck_v ck_v_set(float x) { return _mm512_set1_ps(x); }
static inline ck_v ck_v_load(const float *p) { return _mm512_loadu_ps(p); }
static inline ck_v ck_v_load_n(const float *p, int64_t n) { return _mm512_maskz_loadu_ps(ck_v_mask(n), p); }
static inline void ck_v_store(float *p, ck_v v) { _mm512_storeu_ps(p, v); }
static inline void ck_v_store_n(float *p, ck_v v, int64_t n) { _mm512_mask_storeu_ps(p, ck_v_mask(n), v); }
static inline ck_v ck_v_add(ck_v x, ck_v y) { return _mm512_add_ps(x, y); }
static inline ck_v ck_v_sub(ck_v x, ck_v y) { return _mm512_sub_ps(x, y); }
static inline ck_v ck_v_mul(ck_v x, ck_v y) { return _mm512_mul_ps(x, y); }
static inline ck_v ck_v_div(ck_v x, ck_v y) { return _mm512_div_ps(x, y); }
static inline ck_v ck_v_max(ck_v x, ck_v y) { return _mm512_max_ps(x, y); } /* y where either is NaN */
static inline ck_v ck_v_min(ck_v x, ck_v y) { return _mm512_min_ps(x, y); } /* y where either is NaN */
static inline ck_v ck_v_fma(ck_v x, ck_v y, ck_v z) { return _mm512_fmadd_ps(x, y, z); }
static inline ck_v ck_v_sqrt(ck_v x) { return _mm512_sqrt_ps(x); }
static inline ck_v ck_v_abs(ck_v x) { return _mm512_abs_ps(x); }
static inline ck_v ck_v_neg(ck_v x) { return _mm512_xor_ps(x, _mm512_set1_ps(-0.0f)); }

/* yes where x < y, otherwise, and where either is NaN, no. */
static inline ck_v ck_v_less(ck_v x, ck_v y, ck_v yes, ck_v no)
{
	return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(x, y, _CMP_LT_OQ), no, yes);
}

/* Four floats each of p, p + 4 step, p + 8 step and p + 12 step. */
static inline ck_v ck_v_quads(const float *p, int64_t step)
{
	ck_v v = _mm512_castps128_ps512(_mm_loadu_ps(p));
	v = _mm512_insertf32x4(v, _mm_loadu_ps(p + 4 * step), 1);
	v = _mm512_insertf32x4(v, _mm_loadu_ps(p + 8 * step), 2);
	return _mm512_insertf32x4(v, _mm_loadu_ps(p + 12 * step), 3);
}

/* Within each quad: element j of v[i] becomes element i of v[j]. */
static inline void ck_v_transpose4(ck_v *v)
{
	const ck_v a = _mm512_unpacklo_ps(v[0], v[1]), b = _mm512_unpackhi_ps(v[0], v[1]);
	const ck_v c = _mm512_unpacklo_ps(v[2], v[3]), d = _mm512_unpackhi_ps(v[2], v[3]);
	v[0] = _mm512_shuffle_ps(a, c, 0x44);
	v[1] = _mm512_shuffle_ps(a, c, 0xee);
	v[2] = _mm512_shuffle_ps(b, d, 0x44);
	v[3] = _mm512_shuffle_ps(b, d, 0xee);
}

static inline ck_v ck_v_load_f16(const uint16_t *p)
{
	return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(const void *)p));
}

static inline ck_v ck_v_load_f16_n(const uint16_t *p, int64_t n)
{
	return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(ck_v_mask(n), p));
}

static inline void ck_v_store_f16_n(uint16_t *p, ck_v v, int64_t n)
{
	_mm256_mask_storeu_epi16(p, ck_v_mask(n), _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}

/* Lanes folded by halves: i and i + 8, then 4, 2, 1. */
static inline float ck_v_fold(ck_v v)
{
	const __m256 a = _mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps(v, 1));
	const __m128 b = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
	const __m128 c = _mm_add_ps(b, _mm_movehl_ps(b, b));
	return _mm_cvtss_f32(_mm_add_ss(c, _mm_movehdup_ps(c)));
}

/* v * 2^n, n the integer that adding CK_EXP_MAGIC left in t, in two factors. */
static inline ck_v ck_v_scale(ck_v v, ck_v t)
{
	const __m512i one = _mm512_set1_epi32(127);
	const __m512i n = _mm512_sub_epi32(_mm512_castps_si512(t), _mm512_castps_si512(ck_v_set(CK_EXP_MAGIC)));
	const __m512i half = _mm512_srai_epi32(n, 1), rest = _mm512_sub_epi32(n, half);
	v = ck_v_mul(v, _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(half, one), 23)));
	return ck_v_mul(v, _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(rest, one), 23)));
}

static inline ck_v64 ck_v64_zero(void)
{
	return (ck_v64){ _mm512_setzero_pd(), _mm512_setzero_pd() };
}

static inline ck_v64 ck_v64_add(ck_v64 s, ck_v v)
{
	s.a = _mm512_add_pd(s.a, _mm512_cvtps_pd(_mm512_castps512_ps256(v)));
	s.b = _mm512_add_pd(s.b, _mm512_cvtps_pd(_mm512_extractf32x8_ps(v, 1)));
	return s;
}

static inline double ck_v64_fold(ck_v64 s)
{
	const __m512d a = _mm512_add_pd(s.a, s.b);
	const __m256d b = _mm256_add_pd(_mm512_castpd512_pd256(a), _mm512_extractf64x4_pd(a, 1));
	const __m128d c = _mm_add_pd(_mm256_castpd256_pd128(b), _mm256_extractf128_pd(b, 1));
	return _mm_cvtsd_f64(_mm_add_sd(c, _mm_unpackhi_pd(c, c)));
}

#elif defined __AVX2__

typedef struct { __m256 a, b; } ck_v;
typedef struct { __m256d a, b, c, d; } ck_v64; /* 16 F64 lanes */

static inline __m256i ck_v_mask(int64_t n) /* of the first n of 8 lanes; n may be out of range */
{
	return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

static inline ck_v ck_v_set(float x) { return (ck_v){ _mm256_set1_ps(x), _mm256_set1_ps(x) }; }
static inline ck_v ck_v_load(const float *p) { return (ck_v){ _mm256_loadu_ps(p), _mm256_loadu_ps(p + 8) }; }
static inline ck_v ck_v_load_n(const float *p, int64_t n)
{
	return (ck_v){ _mm256_maskload_ps(p, ck_v_mask(n)), _mm256_maskload_ps(p + 8, ck_v_mask(n - 8)) };
}
static inline void ck_v_store(float *p, ck_v v) { _mm256_storeu_ps(p, v.a); _mm256_storeu_ps(p + 8, v.b); }
static inline void ck_v_store_n(float *p, ck_v v, int64_t n)
{
	_mm256_maskstore_ps(p, ck_v_mask(n), v.a);
	_mm256_maskstore_ps(p + 8, ck_v_mask(n - 8), v.b);
}
static inline ck_v ck_v_add(ck_v x, ck_v y) { return (ck_v){ _mm256_add_ps(x.a, y.a), _mm256_add_ps(x.b, y.b) }; }
static inline ck_v ck_v_sub(ck_v x, ck_v y) { return (ck_v){ _mm256_sub_ps(x.a, y.a), _mm256_sub_ps(x.b, y.b) }; }
static inline ck_v ck_v_mul(ck_v x, ck_v y) { return (ck_v){ _mm256_mul_ps(x.a, y.a), _mm256_mul_ps(x.b, y.b) }; }
static inline ck_v ck_v_div(ck_v x, ck_v y) { return (ck_v){ _mm256_div_ps(x.a, y.a), _mm256_div_ps(x.b, y.b) }; }
static inline ck_v ck_v_max(ck_v x, ck_v y) { return (ck_v){ _mm256_max_ps(x.a, y.a), _mm256_max_ps(x.b, y.b) }; }
static inline ck_v ck_v_min(ck_v x, ck_v y) { return (ck_v){ _mm256_min_ps(x.a, y.a), _mm256_min_ps(x.b, y.b) }; }
static inline ck_v ck_v_fma(ck_v x, ck_v y, ck_v z)
{
	return (ck_v){ _mm256_fmadd_ps(x.a, y.a, z.a), _mm256_fmadd_ps(x.b, y.b, z.b) };
}
static inline ck_v ck_v_sqrt(ck_v x) { return (ck_v){ _mm256_sqrt_ps(x.a), _mm256_sqrt_ps(x.b) }; }
static inline ck_v ck_v_abs(ck_v x)
{
	const __m256 sign = _mm256_set1_ps(-0.0f);
	return (ck_v){ _mm256_andnot_ps(sign, x.a), _mm256_andnot_ps(sign, x.b) };
}
static inline ck_v ck_v_neg(ck_v x)
{
	const __m256 sign = _mm256_set1_ps(-0.0f);
	return (ck_v){ _mm256_xor_ps(sign, x.a), _mm256_xor_ps(sign, x.b) };
}

static inline ck_v ck_v_less(ck_v x, ck_v y, ck_v yes, ck_v no)
{
	return (ck_v){ _mm256_blendv_ps(no.a, yes.a, _mm256_cmp_ps(x.a, y.a, _CMP_LT_OQ)),
		_mm256_blendv_ps(no.b, yes.b, _mm256_cmp_ps(x.b, y.b, _CMP_LT_OQ)) };
}

static inline ck_v ck_v_quads(const float *p, int64_t step)
{
	return (ck_v){ _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(p)), _mm_loadu_ps(p + 4 * step), 1),
		_mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(p + 8 * step)), _mm_loadu_ps(p + 12 * step), 1) };
}

static inline void ck_v_transpose4_half(__m256 *v)
{
	const __m256 a = _mm256_unpacklo_ps(v[0], v[1]), b = _mm256_unpackhi_ps(v[0], v[1]);
	const __m256 c = _mm256_unpacklo_ps(v[2], v[3]), d = _mm256_unpackhi_ps(v[2], v[3]);
	v[0] = _mm256_shuffle_ps(a, c, 0x44);
	v[1] = _mm256_shuffle_ps(a, c, 0xee);
	v[2] = _mm256_shuffle_ps(b, d, 0x44);
	v[3] = _mm256_shuffle_ps(b, d, 0xee);
}

static inline void ck_v_transpose4(ck_v *v)
{
	__m256 low[4] = { v[0].a, v[1].a, v[2].a, v[3].a }, high[4] = { v[0].b, v[1].b, v[2].b, v[3].b };
	ck_v_transpose4_half(low);
	ck_v_transpose4_half(high);
	for (int i = 0; i < 4; i++)
		v[i] = (ck_v){ low[i], high[i] };
}

static inline ck_v ck_v_load_f16(const uint16_t *p)
{
	return (ck_v){ _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)p)),
		_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)(p + 8))) };
}

static inline ck_v ck_v_load_f16_n(const uint16_t *p, int64_t n)
{
	uint16_t lane[16] = { 0 };
	memcpy(lane, p, (size_t)n * 2);
	return ck_v_load_f16(lane);
}

static inline void ck_v_store_f16_n(uint16_t *p, ck_v v, int64_t n)
{
	uint16_t lane[16];
	_mm_storeu_si128((__m128i *)(void *)lane, _mm256_cvtps_ph(v.a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
	_mm_storeu_si128((__m128i *)(void *)(lane + 8), _mm256_cvtps_ph(v.b, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
	memcpy(p, lane, (size_t)n * 2);
}

static inline float ck_v_fold(ck_v v)
{
	const __m256 a = _mm256_add_ps(v.a, v.b);
	const __m128 b = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
	const __m128 c = _mm_add_ps(b, _mm_movehl_ps(b, b));
	return _mm_cvtss_f32(_mm_add_ss(c, _mm_movehdup_ps(c)));
}

static inline __m256 ck_v_scale8(__m256 v, __m256 t)
{
	const __m256i one = _mm256_set1_epi32(127);
	const __m256i n = _mm256_sub_epi32(_mm256_castps_si256(t), _mm256_castps_si256(_mm256_set1_ps(CK_EXP_MAGIC)));
	const __m256i half = _mm256_srai_epi32(n, 1), rest = _mm256_sub_epi32(n, half);
	v = _mm256_mul_ps(v, _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(half, one), 23)));
	return _mm256_mul_ps(v, _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(rest, one), 23)));
}

static inline ck_v ck_v_scale(ck_v v, ck_v t)
{
	return (ck_v){ ck_v_scale8(v.a, t.a), ck_v_scale8(v.b, t.b) };
}

static inline ck_v64 ck_v64_zero(void)
{
	return (ck_v64){ _mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd() };
}

static inline ck_v64 ck_v64_add(ck_v64 s, ck_v v)
{
	s.a = _mm256_add_pd(s.a, _mm256_cvtps_pd(_mm256_castps256_ps128(v.a)));
	s.b = _mm256_add_pd(s.b, _mm256_cvtps_pd(_mm256_extractf128_ps(v.a, 1)));
	s.c = _mm256_add_pd(s.c, _mm256_cvtps_pd(_mm256_castps256_ps128(v.b)));
	s.d = _mm256_add_pd(s.d, _mm256_cvtps_pd(_mm256_extractf128_ps(v.b, 1)));
	return s;
}

static inline double ck_v64_fold(ck_v64 s)
{
	const __m256d b = _mm256_add_pd(_mm256_add_pd(s.a, s.c), _mm256_add_pd(s.b, s.d));
	const __m128d c = _mm_add_pd(_mm256_castpd256_pd128(b), _mm256_extractf128_pd(b, 1));
	return _mm_cvtsd_f64(_mm_add_sd(c, _mm_unpackhi_pd(c, c)));
}

#else
#error "vec.h needs AVX2"
#endif

/* As ck_expf, lane by lane. */
static inline ck_v ck_v_exp(ck_v x)
{
	const ck_v magic = ck_v_set(CK_EXP_MAGIC);
	x = ck_v_max(ck_v_set(CK_EXP_MIN), x);
	x = ck_v_min(ck_v_set(CK_EXP_MAX), x);
	const ck_v t = ck_v_fma(x, ck_v_set(CK_LOG2E), magic);
	const ck_v n = ck_v_sub(t, magic);
	const ck_v r = ck_v_fma(n, ck_v_set(-CK_LN2_LO), ck_v_fma(n, ck_v_set(-CK_LN2_HI), x));
	ck_v q = ck_v_fma(ck_v_set(CK_EXP_C4), r, ck_v_set(CK_EXP_C3));
	q = ck_v_fma(q, r, ck_v_set(CK_EXP_C2));
	q = ck_v_fma(q, r, ck_v_set(CK_EXP_C1));
	q = ck_v_fma(q, r, ck_v_set(CK_EXP_C0));
	return ck_v_scale(ck_v_add(ck_v_set(1), ck_v_fma(q, ck_v_mul(r, r), r)), t);
}

/* As ck_tanhf, lane by lane. */
static inline ck_v ck_v_tanh(ck_v x)
{
	const ck_v one = ck_v_set(1), zero = ck_v_set(0), a = ck_v_abs(x), z = ck_v_mul(x, x);
	ck_v q = ck_v_fma(ck_v_set(CK_TANH_C4), z, ck_v_set(CK_TANH_C3));
	q = ck_v_fma(q, z, ck_v_set(CK_TANH_C2));
	q = ck_v_fma(q, z, ck_v_set(CK_TANH_C1));
	q = ck_v_fma(q, z, ck_v_set(CK_TANH_C0));
	const ck_v near = ck_v_fma(ck_v_mul(q, z), x, x);
	const ck_v far = ck_v_sub(one, ck_v_div(ck_v_set(2), ck_v_add(ck_v_exp(ck_v_mul(ck_v_set(2), a)), one)));
	return ck_v_less(a, ck_v_set(CK_TANH_NEAR), near, ck_v_less(x, zero, ck_v_neg(far), far));
}

#endif
