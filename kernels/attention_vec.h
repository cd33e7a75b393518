/* attention over 16 lanes. CK_CACHE(what) is ck_cache_<what>_<type> of the cache's type (cache_vec.h).
 *
 * Rows go in blocks through the chunks of 256 positions, so that a chunk of K and V is read from memory
 * once per block for all query heads of its KV head. */
#ifndef CK_KERNEL_ATTENTION_VEC_H
#define CK_KERNEL_ATTENTION_VEC_H

#include "attention.h"
#include "attention_scratch.h"
#include "cache_vec.h"
#include "kv.h"
#include "unroll.h"
#include "vec.h"

/* Query heads, and positions or vectors of D, in a tile of registers. */
#ifdef __AVX512F__
enum { CK_ATT_HEADS = 4, CK_ATT_VECS = 4 };
#else
enum { CK_ATT_HEADS = 2, CK_ATT_VECS = 2 };
#endif
enum { CK_ATT_AHEAD = 8 }; /* positions prefetched ahead, past a cache's end too */

/* Scores of positions i to i + n - 1 of a chunk, its first key at element k: score[h * 256 + i]; m[h] their maxima so far. */
CK_INLINE void ck_att_dots(const struct ck_attention *a, const float *q, int64_t k, float *score, float *m,
	int64_t i, int n, int heads)
{
	const int64_t D = a->D, whole = D / 16 * 16, rest = D - whole;
	ck_v acc[CK_ATT_HEADS * CK_ATT_VECS], x[CK_ATT_VECS];
	CK_UNROLL
	for (int j = 0; j < heads * n; j++)
		acc[j] = ck_v_set(0);
	for (int64_t d = 0; d < whole; d += 16) {
		CK_UNROLL
		for (int j = 0; j < n; j++) {
			_mm_prefetch(CK_CACHE(at)(a->kc, k + (i + j + CK_ATT_AHEAD) * D + d), _MM_HINT_T0);
			x[j] = CK_CACHE(load)(a->kc, k + (i + j) * D + d);
		}
		CK_UNROLL
		for (int h = 0; h < heads; h++) {
			const ck_v v = ck_v_load(q + h * D + d);
			CK_UNROLL
			for (int j = 0; j < n; j++)
				acc[h * n + j] = ck_v_fma(v, x[j], acc[h * n + j]);
		}
	}
	if (rest) {
		CK_UNROLL
		for (int j = 0; j < n; j++)
			x[j] = CK_CACHE(load_n)(a->kc, k + (i + j) * D + whole, rest);
		CK_UNROLL
		for (int h = 0; h < heads; h++) {
			const ck_v v = ck_v_load_n(q + h * D + whole, rest);
			CK_UNROLL
			for (int j = 0; j < n; j++)
				acc[h * n + j] = ck_v_fma(v, x[j], acc[h * n + j]);
		}
	}
	CK_UNROLL
	for (int h = 0; h < heads; h++) {
		CK_UNROLL
		for (int j = 0; j < n; j++) {
			float s = ck_v_fold(acc[h * n + j]) * a->scale;
			if (a->softcap > 0)
				s = a->softcap * ck_tanhf(s / a->softcap);
			score[h * CK_KV_PAGE + i + j] = s;
			m[h] = s > m[h] ? s : m[h];
		}
	}
}

/* Scores of positions [from, to) of a chunk, and their maxima. */
CK_INLINE void ck_att_scores(const struct ck_attention *a, const float *q, int64_t k, float *score, float *m,
	int64_t from, int64_t to, int heads)
{
	int64_t i = from;
	for (int h = 0; h < heads; h++)
		m[h] = -__builtin_inff();
	for (; i + CK_ATT_VECS <= to; i += CK_ATT_VECS)
		ck_att_dots(a, q, k, score, m, i, CK_ATT_VECS, heads);
	for (; i < to; i++)
		ck_att_dots(a, q, k, score, m, i, 1, heads);
}

/* Scores become exp(score - m); returns their sum. Lanes outside [from, to) become 0. */
static inline float ck_att_exp(float *score, float m, int64_t from, int64_t to)
{
	const int64_t first = from / 16 * 16;
	ck_v sum = ck_v_set(0);
	for (int64_t i = first; i < from; i++)
		score[i] = -__builtin_inff();
	for (int64_t i = to; i % 16; i++)
		score[i] = -__builtin_inff();
	for (int64_t i = first; i < to; i += 16) {
		const ck_v e = ck_v_exp(ck_v_sub(ck_v_load(score + i), ck_v_set(m)));
		sum = ck_v_add(sum, e);
		ck_v_store(score + i, e);
	}
	return ck_v_fold(sum);
}

/* O = O * f + (sum of score * V) * g over `vecs` vectors from d, the last with n lanes; first: O = the sum.
 * O of the heads are `stride` apart. */
CK_INLINE void ck_att_values(const void *cache, int64_t v, const float *score, float *O, int64_t stride, const float *f,
	const float *g, int64_t D, int64_t d, int64_t n, int64_t from, int64_t to, int first, int heads, int vecs)
{
	ck_v acc[CK_ATT_HEADS * CK_ATT_VECS];
	CK_UNROLL
	for (int i = 0; i < heads * vecs; i++)
		acc[i] = ck_v_set(0);
	for (int64_t i = from; i < to; i++) {
		const int64_t row = v + i * D + d;
		ck_v x[CK_ATT_VECS];
		CK_UNROLL
		for (int j = 0; j < vecs; j++)
			_mm_prefetch(CK_CACHE(at)(cache, row + j * 16 + CK_ATT_AHEAD * D), _MM_HINT_T0);
		CK_UNROLL
		for (int j = 0; j < vecs; j++)
			x[j] = n == 16 ? CK_CACHE(load)(cache, row + j * 16) : CK_CACHE(load_n)(cache, row + j * 16, n);
		CK_UNROLL
		for (int h = 0; h < heads; h++) {
			const ck_v e = ck_v_set(score[h * CK_KV_PAGE + i]);
			CK_UNROLL
			for (int j = 0; j < vecs; j++)
				acc[h * vecs + j] = ck_v_fma(e, x[j], acc[h * vecs + j]);
		}
	}
	CK_UNROLL
	for (int h = 0; h < heads; h++)
		CK_UNROLL
		for (int j = 0; j < vecs; j++) {
			float *o = O + h * stride + d + j * 16;
			const ck_v s = acc[h * vecs + j];
			ck_v_store(o, first ? s : ck_v_add(ck_v_mul(ck_v_load(o), ck_v_set(f[h])), ck_v_mul(s, ck_v_set(g[h]))));
		}
}

/* One chunk of one row for `heads` query heads from q on. state: M, L and O of each, `stride` apart. */
CK_INLINE void ck_att_chunk(const struct ck_attention *a, const float *q, float *state, int64_t stride, int64_t at,
	int64_t from, int64_t to, int first, int heads)
{
	float *score = a->scratch, m[CK_ATT_HEADS], f[CK_ATT_HEADS], g[CK_ATT_HEADS];
	ck_att_scores(a, q, at * a->D, score, m, from, to, heads);
	for (int h = 0; h < heads; h++) {
		float *M = state + h * stride, *L = M + 1;
		const float l = ck_att_exp(score + h * CK_KV_PAGE, m[h], from, to);
		const float top = first || m[h] > *M ? m[h] : *M;
		f[h] = g[h] = 1;
		if (first) {
			*L = l;
		} else {
			f[h] = ck_expf(*M - top);
			g[h] = ck_expf(m[h] - top);
			*L = *L * f[h] + l * g[h];
		}
		*M = top;
	}
	const int64_t D = a->D;
	int64_t d = 0;
	for (; d + CK_ATT_VECS * 16 <= D; d += CK_ATT_VECS * 16)
		ck_att_values(a->vc, at * D, score, state + 2, stride, f, g, D, d, 16, from, to, first, heads, CK_ATT_VECS);
	for (; d < D; d += 16)
		ck_att_values(a->vc, at * D, score, state + 2, stride, f, g, D, d, D - d < 16 ? D - d : 16, from, to, first, heads, 1);
}

/* The same for all heads of a group. */
static inline void ck_att_group(const struct ck_attention *a, const float *q, float *state, int64_t stride, int64_t at,
	int64_t from, int64_t to, int first, int64_t group)
{
	const int64_t D = a->D;
	int64_t h = 0;
	for (; h + CK_ATT_HEADS <= group; h += CK_ATT_HEADS)
		ck_att_chunk(a, q + h * D, state + h * stride, stride, at, from, to, first, CK_ATT_HEADS);
	for (; CK_ATT_HEADS > 2 && h + 2 <= group; h += 2)
		ck_att_chunk(a, q + h * D, state + h * stride, stride, at, from, to, first, 2);
	for (; h < group; h++)
		ck_att_chunk(a, q + h * D, state + h * stride, stride, at, from, to, first, 1);
}

/* What the states of a row's group come to. */
static inline void ck_att_finish(float *y, const float *state, int64_t stride, int64_t group, int64_t D)
{
	for (int64_t h = 0; h < group; h++, y += D, state += stride) {
		const ck_v inverse = ck_v_set(1.0f / state[1]);
		for (int64_t d = 0; d < D; d += 16)
			ck_v_store_n(y + d, ck_v_mul(ck_v_load(state + 2 + d), inverse), D - d < 16 ? D - d : 16);
	}
}

/* `rows` rows from t on, all query heads of KV head kv. */
static inline void ck_att_block(const struct ck_attention *a, int64_t t, int64_t rows, int64_t kv)
{
	const int64_t D = a->D, group = a->H / a->KV, stride = D + CK_ATT_STATE;
	float *state = (float *)a->scratch + 4 * CK_KV_PAGE;
	int64_t start[CK_ATT_ROWS], chunk = INT64_MAX, last = 0;
	for (int64_t r = 0; r < rows; r++) {
		const int64_t pos = a->pos[t + r];
		start[r] = a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0;
		chunk = start[r] / CK_KV_PAGE < chunk ? start[r] / CK_KV_PAGE : chunk;
		last = pos / CK_KV_PAGE > last ? pos / CK_KV_PAGE : last;
	}
	for (; chunk <= last; chunk++) {
		const int64_t base = chunk * CK_KV_PAGE;
		for (int64_t r = 0; r < rows; r++) {
			const int64_t pos = a->pos[t + r], from = start[r] > base ? start[r] - base : 0;
			const int64_t to = pos - base + 1 < CK_KV_PAGE ? pos - base + 1 : CK_KV_PAGE;
			if (from >= to)
				continue;
			const int first = start[r] >= base;
			const int64_t at = ck_kv_row(a->pages, a->slot[t + r] * a->PS, base, kv, a->KV);
			const float *q = a->q + ((t + r) * a->H + kv * group) * D;
			ck_att_group(a, q, state + r * group * stride, stride, at, from, to, first, group);
		}
	}
	for (int64_t r = 0; r < rows; r++)
		ck_att_finish(a->y + ((t + r) * a->H + kv * group) * D, state + r * group * stride, stride, group, D);
}

static inline void ck_attention_vec(const struct ck_attention *a, int64_t lo, int64_t hi)
{
	for (int64_t i = lo, rows; i < hi; i += rows) {
		rows = ck_kv_rows(i, hi, a->T, CK_ATT_ROWS);
		ck_att_block(a, i % a->T, rows, i / a->T);
	}
}

#endif
