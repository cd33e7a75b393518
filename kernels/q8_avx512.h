/* q8_dot.h for AVX-512, with VNNI or without. One step multiplies 4 k of 16 rows of weights by 4 k of activations:
 *
 *   ck_q8_w    a line of weights, ready to multiply
 *   ck_q8_x    4 activations, repeated
 *   ck_q8_sum  partial sums; ck_q8_total gives their 16 totals */
#ifndef CK_KERNEL_Q8_AVX512_H
#define CK_KERNEL_Q8_AVX512_H

typedef __m512i ck_q8_int;

static inline ck_q8_int ck_q8_less(ck_q8_int x, int32_t less) { return _mm512_sub_epi32(x, _mm512_set1_epi32(less)); }
static inline ck_v ck_q8_float(ck_q8_int x) { return _mm512_cvtepi32_ps(x); }

#if defined __AVX512VNNI__

enum { CK_Q8_ROWS = 8 /* of activations at a time */ };

typedef __m512i ck_q8_w, ck_q8_x, ck_q8_sum;

static inline ck_q8_w ck_q8_ready(ck_bytes line) { return (__m512i)line; }
static inline ck_q8_x ck_q8_spread(const int8_t *q) { return _mm512_set1_epi32(ck_q8_quad(q)); }
static inline ck_q8_sum ck_q8_zero(void) { return _mm512_setzero_si512(); }
static inline ck_q8_sum ck_q8_step(ck_q8_sum s, ck_q8_w w, ck_q8_x x) { return _mm512_dpbusd_epi32(s, w, x); }
static inline ck_q8_int ck_q8_total(ck_q8_sum s) { return s; }

#else

enum { CK_Q8_ROWS = 4 };

typedef struct { __m512i v[2]; } ck_q8_w, ck_q8_sum; /* rows 0-7 and 8-15, two lanes each */
typedef __m512i ck_q8_x;

static inline ck_q8_w ck_q8_ready(ck_bytes line)
{
	return (ck_q8_w){ { _mm512_cvtepu8_epi16(_mm512_castsi512_si256((__m512i)line)),
		_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64((__m512i)line, 1)) } };
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

static inline ck_q8_int ck_q8_total(ck_q8_sum s)
{
	const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
	const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
	return _mm512_add_epi32(_mm512_permutex2var_epi32(s.v[0], even, s.v[1]), _mm512_permutex2var_epi32(s.v[0], odd, s.v[1]));
}

#endif

/* Of n lines from l on. */
CK_INLINE void ck_q8_sums(ck_q8_int *total, struct ck_q8_at *at, int l, int n, int rows,
	const struct ck_block_type *type, bool expanded)
{
	ck_q8_sum sum[CK_Q8_ROWS];
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		sum[r] = ck_q8_zero();
	CK_UNROLL
	for (int i = 0; i < n; i++) {
		ck_bytes line;
		ck_q8_fetch(at, l + i, 0, CK_GROUPS, type, expanded);
		ck_q8_line(&line, at->block, l + i, 0, type, expanded);
		const ck_q8_w w = ck_q8_ready(line);
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			sum[r] = ck_q8_step(sum[r], w, ck_q8_spread(at->x[r] + i * 4));
	}
	ck_q8_advance(at, n * 4, rows, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		total[r] = ck_q8_total(sum[r]);
}

CK_INLINE void ck_q8_lines(ck_q8_int *total, const void *block, const int8_t *q, const int32_t *s, int64_t stride, int rows,
	const struct ck_block_type *type, bool expanded)
{
	struct ck_q8_at at;
	ck_q8_start(&at, block, q, stride, rows, expanded);
	ck_q8_sums(total, &at, 0, CK_Q8_LINES, rows, type, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		if (type->bias)
			total[r] = ck_q8_less(total[r], type->bias * s[r * (stride / 4)]);
}

static inline ck_q8_int ck_q8_mla(ck_q8_int acc, ck_q8_int x, ck_integers p)
{
	return _mm512_add_epi32(acc, _mm512_mullo_epi32(x, (__m512i)p));
}

CK_INLINE void ck_q8_part(ck_q8_int *total, ck_q8_int *less, struct ck_q8_at *at, int j, const int16_t *s, int64_t stride, int rows,
	const struct ck_block_type *type, bool expanded)
{
	const int lines = type->sub / 4, sums = type->sub / 16;
	ck_q8_int part[CK_Q8_ROWS];
	ck_integers scale, min = { 0 };
	ck_q8_sums(part, at, j * lines, lines, rows, type, expanded);
	ck_q8_scale(&scale, at->block, j, 0, type, expanded);
	if (type->m >= 0)
		ck_q8_min(&min, at->block, j, 0, type, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++) {
		const int16_t *of = s + r * (stride / 2) + j * sums;
		const int32_t a = of[0] + (sums > 1 ? of[1] : 0);
		total[r] = ck_q8_mla(total[r], ck_q8_less(part[r], type->bias * a), scale);
		if (type->m >= 0)
			less[r] = ck_q8_mla(less[r], _mm512_set1_epi32(-a), min);
	}
}

CK_INLINE void ck_q8_super(ck_q8_int *total, ck_q8_int *less, const void *block, const int8_t *q, const int16_t *s,
	int64_t stride, int rows, const struct ck_block_type *type, bool expanded)
{
	struct ck_q8_at at;
	ck_q8_start(&at, block, q, stride, rows, expanded);
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		total[r] = less[r] = _mm512_setzero_si512();
	if (expanded) /* as in q8_avx2.h */
		for (int j = 0; j < 256 / type->sub; j++)
			ck_q8_part(total, less, &at, j, s, stride, rows, type, expanded);
	else
		CK_UNROLL
		for (int j = 0; j < 256 / type->sub; j++)
			ck_q8_part(total, less, &at, j, s, stride, rows, type, expanded);
}

#endif
