/* row_attention and its gradients over 16 lanes: a row or head at a time with a list of all it is paired with. */
#ifndef CK_KERNEL_ROW_ATTENTION_VEC_H
#define CK_KERNEL_ROW_ATTENTION_VEC_H

#include "row_attention.h"
#include "row_attention_dkv.h"
#include "row_attention_dq.h"
#include "row_attention_scratch.h"
#include "row_dot.h"
#include "unroll.h"
#include "vec.h"

/* The n pairs of a row, in ascending order. Arrays have room for whole vectors. */
struct ck_row_pairs {
	int64_t n;
	int64_t *at;              /* of each, its row among vectors of D elements */
	float *score, *dot;       /* then p and z scale of row_attention_dq.h */
	float *lse, *delta;
};

static inline struct ck_row_pairs ck_row_pairs(void *scratch, int64_t room)
{
	const int64_t n = room + 16;
	float *f = (float *)(void *)((int64_t *)scratch + n);
	return (struct ck_row_pairs){ 0, scratch, f, f + n, f + 2 * n, f + 3 * n };
}

/* Bit i: row r + i, of n, is in this slot at a position from `from` to `to`. */
static inline unsigned ck_row_mask(const int32_t *pos, const int32_t *slot, int64_t n, int32_t in, int32_t from, int32_t to)
{
#ifdef __AVX512F__
	const __mmask16 m = ck_v_mask(n);
	const __m512i p = _mm512_maskz_loadu_epi32(m, pos), s = _mm512_maskz_loadu_epi32(m, slot);
	return _mm512_mask_cmpeq_epi32_mask(m, s, _mm512_set1_epi32(in)) & _mm512_cmpge_epi32_mask(p, _mm512_set1_epi32(from))
		& _mm512_cmple_epi32_mask(p, _mm512_set1_epi32(to));
#else
	unsigned bits = 0;
	for (int half = 0; half < 16; half += 8) {
		const __m256i m = ck_v_mask(n - half), p = _mm256_maskload_epi32(pos + half, m), s = _mm256_maskload_epi32(slot + half, m);
		const __m256i out = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(from), p), _mm256_cmpgt_epi32(p, _mm256_set1_epi32(to)));
		const __m256i yes = _mm256_andnot_si256(out, _mm256_and_si256(m, _mm256_cmpeq_epi32(s, _mm256_set1_epi32(in))));
		bits |= (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(yes)) << half;
	}
	return bits;
#endif
}

/* Adds `each` entries from row * step + first on for each of T rows of this slot at positions from `from` to `to`. */
static inline void ck_row_list(struct ck_row_pairs *x, const int32_t *pos, const int32_t *slot, int64_t T, int32_t in, int64_t from,
	int64_t to, int64_t step, int64_t first, int64_t each)
{
	const int32_t low = from < INT32_MIN ? INT32_MIN : (int32_t)from, high = to > INT32_MAX ? INT32_MAX : (int32_t)to;
	x->n = 0;
	for (int64_t r = 0; r < T; r += 16)
		for (unsigned m = ck_row_mask(pos + r, slot + r, T - r < 16 ? T - r : 16, in, low, high); m; m &= m - 1)
			for (int64_t i = 0; i < each; i++)
				x->at[x->n++] = (r + __builtin_ctz(m)) * step + first + i;
}

/* The rows that row t sees, of head kv. */
#define CK_ROW_SEEN(x, a, t, kv) ck_row_list(x, (a)->pos, (a)->slot, (a)->T, (a)->slot[t], \
	(a)->window > 0 ? (a)->pos[t] - (a)->window + 1 : INT32_MIN, (a)->pos[t], (a)->KV, kv, 1)

CK_INLINE void ck_row_dots_of(float *out, const float *x, const float *rows, const int64_t *at, int64_t D, int n)
{
	const int64_t whole = D / 16 * 16, rest = D - whole;
	const float *row[4];
	ck_v acc[4];
	CK_UNROLL
	for (int i = 0; i < n; i++) {
		row[i] = rows + at[i] * D;
		acc[i] = ck_v_set(0);
	}
	for (int64_t d = 0; d < whole; d += 16) {
		const ck_v v = ck_v_load(x + d);
		CK_UNROLL
		for (int i = 0; i < n; i++)
			acc[i] = ck_v_fma(v, ck_v_load(row[i] + d), acc[i]);
	}
	if (rest) {
		const ck_v v = ck_v_load_n(x + whole, rest);
		CK_UNROLL
		for (int i = 0; i < n; i++)
			acc[i] = ck_v_fma(v, ck_v_load_n(row[i] + whole, rest), acc[i]);
	}
	CK_UNROLL
	for (int i = 0; i < n; i++)
		out[i] = ck_v_fold(acc[i]);
}

/* out[i] = x times row at[i]. */
static inline void ck_row_dots(float *out, const float *x, const float *rows, const int64_t *at, int64_t n, int64_t D)
{
	int64_t i = 0;
	for (; i + 4 <= n; i += 4)
		ck_row_dots_of(out + i, x, rows, at + i, D, 4);
	for (; i < n; i++)
		ck_row_dots_of(out + i, x, rows, at + i, D, 1);
}

CK_INLINE void ck_row_sum_of(float *y, const float *w, const float *rows, const int64_t *at, int64_t n, int64_t D, float times, int vecs)
{
	ck_v acc[4];
	CK_UNROLL
	for (int j = 0; j < vecs; j++)
		acc[j] = ck_v_set(0);
	for (int64_t i = 0; i < n; i++) {
		const ck_v v = ck_v_set(w[i]);
		CK_UNROLL
		for (int j = 0; j < vecs; j++)
			acc[j] = ck_v_fma(v, ck_v_load(rows + at[i] * D + j * 16), acc[j]);
	}
	CK_UNROLL
	for (int j = 0; j < vecs; j++)
		ck_v_store(y + j * 16, ck_v_mul(acc[j], ck_v_set(times)));
}

/* y[d] = times the sum over i, ascending, of w[i] * row at[i][d]. */
static inline void ck_row_sum(float *y, const float *w, const float *rows, const int64_t *at, int64_t n, int64_t D, float times)
{
	int64_t d = 0;
	for (; d + 64 <= D; d += 64)
		ck_row_sum_of(y + d, w, rows + d, at, n, D, times, 4);
	for (; d + 16 <= D; d += 16)
		ck_row_sum_of(y + d, w, rows + d, at, n, D, times, 1);
	if (d < D) {
		ck_v acc = ck_v_set(0);
		for (int64_t i = 0; i < n; i++)
			acc = ck_v_fma(ck_v_set(w[i]), ck_v_load_n(rows + at[i] * D + d, D - d), acc);
		ck_v_store_n(y + d, ck_v_mul(acc, ck_v_set(times)), D - d);
	}
}

/* A score from its dot product. */
CK_INLINE ck_v ck_row_score_v(ck_v dot, float scale, float softcap)
{
	const ck_v s = ck_v_mul(dot, ck_v_set(scale)), cap = ck_v_set(softcap);
	return softcap > 0 ? ck_v_mul(cap, ck_v_tanh(ck_v_div(s, cap))) : s;
}

static inline void ck_row_attention_head(const struct ck_row_attention *a, struct ck_row_pairs *x, int64_t row)
{
	ck_v max = ck_v_set(-__builtin_inff());
	float m = -__builtin_inff(), l = 0;
	ck_row_dots(x->score, a->q + row * a->D, a->k, x->at, x->n, a->D);
	for (int64_t i = 0; i < x->n; i += 16) {
		const ck_v s = ck_row_score_v(ck_v_load(x->score + i), a->scale, a->softcap);
		ck_v_store(x->score + i, s);
		if (i + 16 <= x->n)
			max = ck_v_max(s, max);
		else
			for (int64_t j = i; j < x->n; j++)
				m = x->score[j] > m ? x->score[j] : m;
	}
	ck_v_store(x->dot, max);
	for (int i = 0; i < 16; i++)
		m = x->dot[i] > m ? x->dot[i] : m;
	for (int64_t i = 0; i < x->n; i += 16)
		ck_v_store(x->score + i, ck_v_exp(ck_v_sub(ck_v_load(x->score + i), ck_v_set(m))));
	for (int64_t i = 0; i < x->n; i++)
		l += x->score[i];
	ck_row_sum(a->y + row * a->D, x->score, a->v, x->at, x->n, a->D, 1.0f / l);
	a->lse[row] = m + ck_logf(l);
}

static inline void ck_row_attention_vec(const struct ck_row_attention *a, int64_t lo, int64_t hi)
{
	const int64_t group = a->H / a->KV;
	struct ck_row_pairs x = ck_row_pairs(a->scratch, a->T);
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i / a->KV, kv = i % a->KV;
		CK_ROW_SEEN(&x, a, t, kv);
		for (int64_t h = kv * group; h < (kv + 1) * group; h++)
			ck_row_attention_head(a, &x, t * a->H + h);
	}
}

/* Dot products become p, and z scale. */
static inline void ck_row_backward(const struct ck_row_pairs *x, float scale, float softcap)
{
	for (int64_t i = 0; i < x->n; i += 16) {
		const ck_v s = ck_row_score_v(ck_v_load(x->score + i), scale, softcap), cap = ck_v_set(softcap);
		const ck_v p = ck_v_exp(ck_v_sub(s, ck_v_load(x->lse + i)));
		ck_v z = ck_v_mul(p, ck_v_sub(ck_v_load(x->dot + i), ck_v_load(x->delta + i)));
		if (softcap > 0)
			z = ck_v_mul(z, ck_v_sub(ck_v_set(1), ck_v_mul(ck_v_div(s, cap), ck_v_div(s, cap))));
		ck_v_store(x->score + i, p);
		ck_v_store(x->dot + i, ck_v_mul(z, ck_v_set(scale)));
	}
}

static inline void ck_row_attention_dq_vec(const struct ck_row_attention_dq *a, int64_t lo, int64_t hi)
{
	const int64_t group = a->H / a->KV, D = a->D;
	struct ck_row_pairs x = ck_row_pairs(a->scratch, a->T);
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i / a->KV, kv = i % a->KV;
		CK_ROW_SEEN(&x, a, t, kv);
		for (int64_t h = kv * group; h < (kv + 1) * group; h++) {
			const int64_t row = t * a->H + h;
			for (int64_t j = 0; j < x.n; j++) {
				x.lse[j] = a->lse[row];
				x.delta[j] = a->delta[row];
			}
			ck_row_dots(x.score, a->q + row * D, a->k, x.at, x.n, D);
			ck_row_dots(x.dot, a->dy + row * D, a->v, x.at, x.n, D);
			ck_row_backward(&x, a->scale, a->softcap);
			ck_row_sum(a->dq + row * D, x.dot, a->k, x.at, x.n, D, 1);
		}
	}
}

static inline void ck_row_attention_dkv_vec(const struct ck_row_attention_dkv *a, int64_t lo, int64_t hi)
{
	const int64_t group = a->H / a->KV, D = a->D;
	struct ck_row_pairs x = ck_row_pairs(a->scratch, a->T * group);
	for (int64_t i = lo; i < hi; i++) {
		const int64_t s = i / a->KV, kv = i % a->KV;
		ck_row_list(&x, a->pos, a->slot, a->T, a->slot[s], a->pos[s], a->window > 0 ? a->pos[s] + a->window - 1 : INT32_MAX, a->H,
			kv * group, group);
		for (int64_t j = 0; j < x.n; j++) {
			x.lse[j] = a->lse[x.at[j]];
			x.delta[j] = a->delta[x.at[j]];
		}
		ck_row_dots(x.score, a->k + i * D, a->q, x.at, x.n, D);
		ck_row_dots(x.dot, a->v + i * D, a->dy, x.at, x.n, D);
		ck_row_backward(&x, a->scale, a->softcap);
		ck_row_sum(a->dk + i * D, x.dot, a->q, x.at, x.n, D, 1);
		ck_row_sum(a->dv + i * D, x.score, a->dy, x.at, x.n, D, 1);
	}
}

static inline void ck_row_dot_vec(const struct ck_row_dot *a, int64_t lo, int64_t hi)
{
	static const int64_t zero;
	for (int64_t r = lo; r < hi; r++)
		ck_row_dots_of(a->y + r, a->a + r * a->D, a->b + r * a->D, &zero, a->D, 1);
}

#endif
