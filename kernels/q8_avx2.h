/* q8_dot.h for AVX2, with AVX-VNNI or without. Of several rows of activations, rows 0-7 of a panel and rows 8-15 are done one
 * after the other, so that sums stay in registers.
 *
 * Without VNNI bytes are multiplied by vpmaddubsw, two k in 16 bits: weights without sign times activations with one. Where
 * bytes of lines go up to 255, q has a sign; its magnitude is then multiplied by the activation with that sign. */
#ifndef CK_KERNEL_Q8_AVX2_H
#define CK_KERNEL_Q8_AVX2_H

enum { CK_Q8_ROWS = 4 /* of activations at a time */, CK_Q8_SUMS = 4 };

typedef struct { __m256i half[CK_GROUPS]; } ck_q8_int; /* rows 0-7 and 8-15 */

static inline ck_v ck_q8_float(ck_q8_int x)
{
	return (ck_v){ _mm256_cvtepi32_ps(x.half[0]), _mm256_cvtepi32_ps(x.half[1]) };
}

/* Groups of rows of weights that are done together: as many sums as registers hold. */
#define CK_TOGETHER(rows) ((rows) > 1 ? 1 : CK_GROUPS)

/* What is multiplied: groups h, h + 1, ... of a block's rows of weights, with rows of activations. Sums of group g and row r are
 * at [r * groups + g]. */
struct ck_q8_job {
	const struct ck_block_type *type;
	bool expanded;
	int h, groups, rows;
};

/* 8 integers that fit into 16 bits, each twice; and each with another one above it. */
CK_INLINE __m256i ck_q8_twice(ck_integers v)
{
	const __m128i pair = _mm_setr_epi8(0, 1, 0, 1, 4, 5, 4, 5, 8, 9, 8, 9, 12, 13, 12, 13);
	return _mm256_shuffle_epi8((__m256i)v, _mm256_broadcastsi128_si256(pair));
}

CK_INLINE __m256i ck_q8_pair(ck_integers low, ck_integers high)
{
	return _mm256_blend_epi16((__m256i)low, _mm256_slli_epi32((__m256i)high, 16), 0xaa);
}

#if defined __AVXVNNI__

CK_INLINE bool ck_q8_biased(const struct ck_block_type *type) { return type->bias != 0; }

/* total += of n lines from l on. */
CK_INLINE void ck_q8_dot(__m256i *total, const struct ck_q8_job *a, struct ck_q8_at *at, int l, int n)
{
	CK_UNROLL
	for (int i = 0; i < n; i++) {
		ck_bytes line[CK_GROUPS];
		ck_q8_fetch(at, l + i, a->h, a->groups, a->type, a->expanded);
		CK_UNROLL
		for (int g = 0; g < a->groups; g++)
			ck_q8_line(&line[g], at->block, l + i, a->h + g, a->type, a->expanded);
		CK_UNROLL
		for (int r = 0; r < a->rows; r++) {
			const __m256i quad = _mm256_set1_epi32(ck_q8_quad(at->x[r] + i * 4));
			CK_UNROLL
			for (int g = 0; g < a->groups; g++) {
				__m256i *t = total + r * a->groups + g;
				*t = _mm256_dpbusd_avx_epi32(*t, (__m256i)line[g], quad);
			}
		}
	}
	ck_q8_advance(at, n * 4, a->rows, a->expanded);
}

/* total += of n lines from l on, times scale[g]. */
CK_INLINE void ck_q8_dot_mla(__m256i *total, const struct ck_q8_job *a, struct ck_q8_at *at, int l, int n,
	const ck_integers *scale)
{
	__m256i sum[CK_Q8_SUMS];
	CK_UNROLL
	for (int i = 0; i < a->rows * a->groups; i++)
		sum[i] = _mm256_setzero_si256();
	ck_q8_dot(sum, a, at, l, n);
	CK_UNROLL
	for (int i = 0; i < a->rows * a->groups; i++)
		total[i] = _mm256_add_epi32(total[i], _mm256_mullo_epi32(sum[i], (__m256i)scale[i % a->groups]));
}

#else

/* Keeps a sum in its register: sums in another order would need more of them than there are. */
#define CK_HOLD(v) __asm__("" : "+x"(v))

/* Lines whose products of 8 bits can be summed in 16: two k of at most top * 128 each. */
CK_INLINE int ck_q8_span(int n, int top)
{
	const int most = top < 128 ? 32767 / (256 * top) : 1;
	return most < n ? most : n;
}

CK_INLINE bool ck_q8_biased(const struct ck_block_type *type) { return type->bias && type->top < 128; }

/* total += of lines l + from to l + to - 1, of what they hold, or of q where top is 255: summed in 16 bits, two of each row, then
 * times what scale[g] holds in each pair of 16 bits. */
CK_INLINE void ck_q8_span_mla(__m256i *total, const struct ck_q8_job *a, const struct ck_q8_at *at, int l, int from, int to,
	const __m256i *scale)
{
	__m256i sum[CK_Q8_SUMS];
	CK_UNROLL
	for (int i = from; i < to; i++) {
		__m256i w[CK_GROUPS], sign[CK_GROUPS];
		ck_q8_fetch(at, l + i, a->h, a->groups, a->type, a->expanded);
		CK_UNROLL
		for (int g = 0; g < a->groups; g++) {
			ck_bytes line;
			ck_q8_line(&line, at->block, l + i, a->h + g, a->type, a->expanded);
			w[g] = (__m256i)line;
			if (a->type->top > 127) {
				sign[g] = _mm256_xor_si256(w[g], _mm256_set1_epi8(-128));
				w[g] = _mm256_abs_epi8(sign[g]);
			}
		}
		CK_UNROLL
		for (int t = 0; t < a->rows * a->groups; t++) {
			const int g = t % a->groups;
			const __m256i quad = _mm256_set1_epi32(ck_q8_quad(at->x[t / a->groups] + i * 4));
			const __m256i product = _mm256_maddubs_epi16(w[g], a->type->top > 127 ? _mm256_sign_epi8(quad, sign[g]) : quad);
			sum[t] = i > from ? _mm256_add_epi16(sum[t], product) : product;
			CK_HOLD(sum[t]);
			if (i + 1 == to) {
				total[t] = _mm256_add_epi32(total[t], _mm256_madd_epi16(sum[t], scale[g]));
				CK_HOLD(total[t]);
			}
		}
	}
}

/* total += of n lines from l on, times what scale[g] holds in each pair of 16 bits. */
CK_INLINE void ck_q8_bytes_mla(__m256i *total, const struct ck_q8_job *a, struct ck_q8_at *at, int l, int n, const __m256i *scale)
{
	const int span = ck_q8_span(n, a->type->top);
	CK_UNROLL
	for (int i = 0; i < n; i += span)
		ck_q8_span_mla(total, a, at, l, i, i + span < n ? i + span : n, scale);
	ck_q8_advance(at, n * 4, a->rows, a->expanded);
}

/* total += of n lines from l on. */
CK_INLINE void ck_q8_dot(__m256i *total, const struct ck_q8_job *a, struct ck_q8_at *at, int l, int n)
{
	const __m256i one[CK_GROUPS] = { _mm256_set1_epi16(1), _mm256_set1_epi16(1) };
	ck_q8_bytes_mla(total, a, at, l, n, one);
}

/* total += of n lines from l on, times scale[g]. */
CK_INLINE void ck_q8_dot_mla(__m256i *total, const struct ck_q8_job *a, struct ck_q8_at *at, int l, int n,
	const ck_integers *scale)
{
	__m256i twice[CK_GROUPS];
	CK_UNROLL
	for (int g = 0; g < a->groups; g++)
		twice[g] = ck_q8_twice(scale[g]);
	ck_q8_bytes_mla(total, a, at, l, n, twice);
}

#endif

CK_INLINE void ck_q8_lines(ck_q8_int *total, const void *block, const int8_t *q, const int32_t *s, int64_t stride, int rows,
	const struct ck_block_type *type, bool expanded)
{
	const int groups = CK_TOGETHER(rows);
	CK_UNROLL
	for (int h = 0; h < CK_GROUPS; h += groups) {
		const struct ck_q8_job job = { type, expanded, h, groups, rows };
		struct ck_q8_at at;
		__m256i t[CK_Q8_SUMS];
		ck_q8_start(&at, block, q, stride, rows, expanded);
		CK_UNROLL
		for (int i = 0; i < rows * groups; i++)
			t[i] = _mm256_set1_epi32(ck_q8_biased(type) ? -type->bias * s[i / groups * (stride / 4)] : 0);
		ck_q8_dot(t, &job, &at, 0, CK_Q8_LINES);
		CK_UNROLL
		for (int i = 0; i < rows * groups; i++)
			total[i / groups].half[h + i % groups] = t[i];
	}
}

/* The 32 k of a block of 256 from part j on: one part, or two. */
CK_INLINE void ck_q8_parts(__m256i *total, __m256i *less, const struct ck_q8_job *a, struct ck_q8_at *at, int j, const int16_t *s,
	int64_t stride)
{
	const struct ck_block_type *type = a->type;
	const int sub = type->sub, lines = sub / 4;
	ck_integers of[2][CK_GROUPS]; /* scales, or minima, that sums of activations are multiplied by */
	CK_UNROLL
	for (int i = 0; i < 32 / sub; i++) {
		CK_UNROLL
		for (int g = 0; g < a->groups; g++)
			ck_q8_scale(&of[i][g], at->block, j + i, a->h + g, type, a->expanded);
		ck_q8_dot_mla(total, a, at, (j + i) * lines, lines, of[i]);
		CK_UNROLL
		for (int g = 0; g < a->groups; g++)
			if (type->m >= 0)
				ck_q8_min(&of[i][g], at->block, j + i, a->h + g, type, a->expanded);
	}
	if (!ck_q8_biased(type) && type->m < 0)
		return;
	CK_UNROLL
	for (int i = 0; i < a->rows * a->groups; i++) {
		const int g = i % a->groups;
		int32_t two;
		memcpy(&two, s + i / a->groups * (stride / 2) + j * (sub / 16), sizeof two);
		less[i] = _mm256_add_epi32(less[i], _mm256_madd_epi16(_mm256_set1_epi32(two),
			sub == 32 ? ck_q8_twice(of[0][g]) : ck_q8_pair(of[0][g], of[1][g])));
	}
}

CK_INLINE void ck_q8_super(ck_q8_int *total, ck_q8_int *less, const void *block, const int8_t *q, const int16_t *s,
	int64_t stride, int rows, const struct ck_block_type *type, bool expanded)
{
	const int parts = 256 / type->sub, step = 32 / type->sub, groups = CK_TOGETHER(rows);
	for (int h = 0; h < CK_GROUPS; h += groups) {
		const struct ck_q8_job job = { type, expanded, h, groups, rows };
		struct ck_q8_at at;
		__m256i t[CK_Q8_SUMS], m[CK_Q8_SUMS];
		ck_q8_start(&at, block, q, stride, rows, expanded);
		CK_UNROLL
		for (int i = 0; i < rows * groups; i++)
			t[i] = m[i] = _mm256_setzero_si256();
		if (expanded) /* nothing in a part depends on which it is: less code is faster */
			for (int j = 0; j < parts; j += step)
				ck_q8_parts(t, m, &job, &at, j, s, stride);
		else
			CK_UNROLL
			for (int j = 0; j < parts; j += step)
				ck_q8_parts(t, m, &job, &at, j, s, stride);
		CK_UNROLL
		for (int i = 0; i < rows * groups; i++) {
			const __m256i bias = _mm256_set1_epi32(type->bias);
			total[i / groups].half[h + i % groups] = ck_q8_biased(type) ? _mm256_sub_epi32(t[i], _mm256_mullo_epi32(m[i], bias)) : t[i];
			less[i / groups].half[h + i % groups] = _mm256_sub_epi32(_mm256_setzero_si256(), m[i]);
		}
	}
}

#endif
