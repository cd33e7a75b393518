/* attention on AMX in bf16. CK_CACHE(what) is ck_cache_<what>_<type> of the cache's type (cache_vec.h).
 *
 * Queries, the rows of a block times the heads of its group, go in tiles of 32 through chunks of 256 positions. A chunk of
 * keys and values is packed once for all tiles. Scores are K q, [position][query], so that lanes are queries in all that
 * follows: the softmax goes down, its results are the B tiles of the values' transpose, and sums are [D][query]. */
#ifndef CK_KERNEL_BF16_ATTENTION_H
#define CK_KERNEL_BF16_ATTENTION_H

#include "attention.h"
#include "bf16_attention_scratch.h"
#include "bf16_line.h"
#include "bf16_tiles.h"
#include "bf16_transpose.h"
#include "cache_vec.h"
#include "kv.h"

enum { CK_BA_ROW = CK_BA_TILE * 4 /* bytes of 32 F32 */, CK_BA_BLOCKS = CK_KV_PAGE / CK_BA_TILE };

struct ck_ba_tile {
	uint16_t *q;           /* [2 terms][D / 32][2 halves][16 d pairs][16 queries][2] */
	float *o;              /* [D][32] */
	float *m, *l;          /* [32]: maximum and sum so far */
	int32_t *start, *pos;  /* [32]: positions that a query sees; none if it is not there */
};

struct ck_ba {
	const struct ck_attention *a;
	int64_t t, kv, queries;
	uint16_t *k;           /* [2 terms][256][D] */
	uint16_t *v;           /* [2 terms][256 / 32][D][32] */
	uint8_t bad[CK_KV_PAGE]; /* values that bf16 does not hold: NaN to those who see them, and packed as 0 */
	_Alignas(64) float score[CK_KV_PAGE][CK_BA_TILE];
	_Alignas(64) uint16_t p[2][CK_BA_BLOCKS][2][16][32]; /* [2 terms][..][16 position pairs][16 queries][2] */
};

static inline int64_t ck_ba_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline struct ck_ba_tile ck_ba_tile(const struct ck_ba *b, int64_t i)
{
	const int64_t D = b->a->D;
	struct ck_ba_tile q;
	q.q = b->v + 2 * CK_KV_PAGE * D + i * (CK_BA_TILE * D * 4 + 4 * 2 * CK_BA_TILE);
	q.o = (float *)(void *)(q.q + 2 * CK_BA_TILE * D);
	q.m = q.o + CK_BA_TILE * D;
	q.l = q.m + CK_BA_TILE;
	q.start = (int32_t *)(void *)(q.l + CK_BA_TILE);
	q.pos = q.start + CK_BA_TILE;
	return q;
}

/* Elements of query n, in an array [T][H][D]. */
static inline int64_t ck_ba_query(const struct ck_ba *b, int64_t n)
{
	const struct ck_attention *a = b->a;
	const int64_t group = a->H / a->KV;
	return ((b->t + n / group) * a->H + b->kv * group + n % group) * a->D;
}

CK_INLINE __m512i ck_ba_join(__m256bh x, __m256bh y)
{
	return _mm512_inserti64x4(_mm512_castsi256_si512((__m256i)x), (__m256i)y, 1);
}

CK_INLINE ck_v ck_ba_rest(ck_v x, __m256bh term)
{
	return ck_v_sub(x, _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32((__m256i)term), 16)));
}

/* 32 F32 as two terms. */
CK_INLINE void ck_ba_split(__m512i *term, __m512i *rest, ck_v x, ck_v y)
{
	const __m256bh a = _mm512_cvtneps_pbh(x), b = _mm512_cvtneps_pbh(y);
	*term = ck_ba_join(a, b);
	*rest = ck_ba_join(_mm512_cvtneps_pbh(ck_ba_rest(x, a)), _mm512_cvtneps_pbh(ck_ba_rest(y, b)));
}

/* 16 pairs of F32 as two terms, each pair together. */
CK_INLINE void ck_ba_pair(__m512i *term, __m512i *rest, ck_v even, ck_v odd)
{
	const __m512i a = ck_b_half(even), b = ck_b_half(odd);
	*term = ck_b_upper(a, b);
	*rest = ck_b_upper(ck_b_half(ck_b_rest(even, a)), ck_b_half(ck_b_rest(odd, b)));
}

/* Queries from 32 * i on. */
static inline void ck_ba_pack_queries(const struct ck_ba *b, int64_t i)
{
	const struct ck_attention *a = b->a;
	const struct ck_ba_tile q = ck_ba_tile(b, i);
	const int64_t D = a->D, group = a->H / a->KV;
	memset(q.o, 0, (size_t)(CK_BA_TILE * D) * sizeof *q.o);
	for (int64_t j = 0; j < CK_BA_TILE; j++) {
		const int64_t n = i * CK_BA_TILE + j, pos = n < b->queries ? a->pos[b->t + n / group] : -1;
		q.m[j] = -__builtin_inff();
		q.l[j] = 0;
		q.pos[j] = (int32_t)pos;
		q.start[j] = (int32_t)(a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0);
	}
	for (int64_t d = 0; d < D; d += 32)
		for (int64_t half = 0; half < 2; half++) {
			uint16_t *to = q.q + (d / 32 * 2 + half) * 16 * 32;
			__m512i v[16], rest[16];
			for (int64_t j = 0; j < 16; j++) {
				const int64_t n = i * CK_BA_TILE + half * 16 + j;
				v[j] = rest[j] = _mm512_setzero_si512();
				if (n < b->queries) {
					const float *x = a->q + ck_ba_query(b, n) + d;
					ck_ba_split(&v[j], &rest[j], ck_v_load(x), ck_v_load(x + 16));
				}
			}
			ck_transpose(v);
			ck_transpose(rest);
			for (int64_t j = 0; j < 16; j++) {
				_mm512_store_si512(to + j * 32, v[j]);
				_mm512_store_si512(to + CK_BA_TILE * D + j * 32, rest[j]);
			}
		}
}

/* Whether bf16 holds D elements. */
static inline int ck_ba_held(const void *cache, int64_t at, int64_t D)
{
	__mmask16 beyond = 0;
	for (int64_t d = 0; d < D; d += 16) {
		const __m512i u = _mm512_and_si512(_mm512_castps_si512(CK_CACHE(load)(cache, at + d)), _mm512_set1_epi32(0x7fffffff));
		beyond |= _mm512_cmpge_epu32_mask(u, _mm512_set1_epi32(0x7f7f8000));
	}
	return !beyond;
}

/* Where the keys and values of a chunk are, and which of their rows its first position has. */
struct ck_ba_rows { const void *kc, *vc; int64_t row; };

/* Positions [from, to) of a chunk; zeros around them, to whole blocks. */
static inline void ck_ba_pack_chunk(struct ck_ba *b, struct ck_ba_rows a, int64_t from, int64_t to)
{
	const int64_t D = b->a->D, row = a.row;
	const int64_t first = from / CK_BA_TILE * CK_BA_TILE, end = (to + CK_BA_TILE - 1) / CK_BA_TILE * CK_BA_TILE;
	for (int64_t p = first; p < end; p++) {
		const int there = p >= from && p < to;
		b->bad[p] = there && !ck_ba_held(a.vc, (row + p) * D, D);
		for (int64_t d = 0; d < D; d += 32) {
			__m512i term = _mm512_setzero_si512(), rest = term;
			if (there)
				ck_ba_split(&term, &rest, CK_CACHE(load)(a.kc, (row + p) * D + d), CK_CACHE(load)(a.kc, (row + p) * D + d + 16));
			_mm512_store_si512(b->k + p * D + d, term);
			_mm512_store_si512(b->k + (CK_KV_PAGE + p) * D + d, rest);
		}
	}
	for (int64_t p = first; p < end; p += CK_BA_TILE)
		for (int64_t d = 0; d < D; d += 16) {
			__m512i v[16], rest[16];
			for (int64_t j = 0; j < 16; j++) {
				ck_v of[2] = { ck_v_set(0), ck_v_set(0) };
				for (int64_t i = 0, at = p + 2 * j; i < 2; i++, at++)
					if (at >= from && at < to && !b->bad[at])
						of[i] = CK_CACHE(load)(a.vc, (row + at) * D + d);
				ck_ba_pair(&v[j], &rest[j], of[0], of[1]);
			}
			ck_transpose(v);
			ck_transpose(rest);
			for (int64_t j = 0; j < 16; j++) {
				_mm512_store_si512(b->v + p * D + (d + j) * CK_BA_TILE, v[j]);
				_mm512_store_si512(b->v + (CK_KV_PAGE + p) * D + (d + j) * CK_BA_TILE, rest[j]);
			}
		}
}

/* Scores of blocks [first, last), before scale. */
static inline void ck_ba_scores(struct ck_ba *b, const struct ck_ba_tile *q, int64_t first, int64_t last)
{
	const int64_t D = b->a->D, terms = CK_BA_TILE * D;
	for (int64_t p = first * CK_BA_TILE; p < last * CK_BA_TILE; p += CK_BA_TILE) {
		CK_TILES_ZERO();
		for (int64_t d = 0; d < D; d += 32) {
			const uint16_t *k = b->k + p * D + d, *x = q->q + d / 32 * 2 * 16 * 32;
			CK_TILES_A(2, k, D * 2);
			CK_TILES_B(x, x + 16 * 32);
			CK_TILES_DOT(2);
			CK_TILES_B(x + terms, x + terms + 16 * 32);
			CK_TILES_DOT(2);
			CK_TILES_A(2, k + CK_KV_PAGE * D, D * 2);
			CK_TILES_B(x, x + 16 * 32);
			CK_TILES_DOT(2);
		}
		CK_TILES_SUMS(STORE, 2, b->score[p], CK_BA_ROW);
	}
}

CK_INLINE __mmask16 ck_ba_sees(const struct ck_ba_tile *q, int half, int64_t position)
{
	const __m512i p = _mm512_set1_epi32((int32_t)position);
	return _mm512_cmpge_epi32_mask(p, _mm512_loadu_si512(q->start + half * 16))
		& _mm512_cmple_epi32_mask(p, _mm512_loadu_si512(q->pos + half * 16));
}

/* Scores of 16 queries become exp(score - maximum), as two terms, in p. Returns what the sums so far are to be multiplied with. */
static inline ck_v ck_ba_softmax(struct ck_ba *b, const struct ck_ba_tile *q, int half, int64_t base, int64_t first, int64_t last)
{
	const struct ck_attention *a = b->a;
	const ck_v none = ck_v_set(-__builtin_inff()), was = ck_v_load(q->m + half * 16);
	ck_v top = was, sum[2] = { ck_v_set(0), ck_v_set(0) };
	for (int64_t p = first * CK_BA_TILE; p < last * CK_BA_TILE; p++) {
		float *score = b->score[p] + half * 16;
		ck_v s = ck_v_mul(ck_v_load(score), ck_v_set(a->scale));
		if (a->softcap > 0)
			s = ck_v_mul(ck_v_set(a->softcap), ck_v_tanh(ck_v_div(s, ck_v_set(a->softcap))));
		s = _mm512_mask_mov_ps(none, ck_ba_sees(q, half, base + p), s);
		top = ck_v_max(s, top);
		ck_v_store(score, s);
	}
	const ck_v from = _mm512_mask_mov_ps(top, _mm512_cmp_ps_mask(top, none, _CMP_EQ_OQ), ck_v_set(0));
	const ck_v factor = ck_v_exp(ck_v_sub(was, from));
	ck_v l = ck_v_mul(ck_v_load(q->l + half * 16), factor);
	for (int64_t p = first * CK_BA_TILE; p < last * CK_BA_TILE; p += 2) {
		const int64_t block = p / CK_BA_TILE, pair = p % CK_BA_TILE / 2;
		__m512i term, rest;
		ck_v e[2];
		for (int i = 0; i < 2; i++) {
			e[i] = ck_v_exp(ck_v_sub(ck_v_load(b->score[p + i] + half * 16), from));
			sum[i] = ck_v_add(sum[i], e[i]);
			if (b->bad[p + i])
				l = _mm512_mask_mov_ps(l, ck_ba_sees(q, half, base + p + i), ck_v_set(__builtin_nanf("")));
		}
		ck_ba_pair(&term, &rest, e[0], e[1]);
		_mm512_store_si512(b->p[0][block][half][pair], term);
		_mm512_store_si512(b->p[1][block][half][pair], rest);
	}
	ck_v_store(q->m + half * 16, top);
	ck_v_store(q->l + half * 16, ck_v_add(l, ck_v_add(sum[0], sum[1])));
	return factor;
}

/* o = o * factor + values * p. */
static inline void ck_ba_values(struct ck_ba *b, const struct ck_ba_tile *q, const ck_v *factor, int64_t first, int64_t last)
{
	const int64_t D = b->a->D;
	for (int64_t d = 0; d < D; d += 32) {
		float *o = q->o + d * CK_BA_TILE;
		for (int64_t i = 0; i < 32 * 2; i++)
			ck_v_store(o + i * 16, ck_v_mul(ck_v_load(o + i * 16), factor[i % 2]));
		CK_TILES_SUMS(LOAD, 2, o, CK_BA_ROW);
		for (int64_t p = first; p < last; p++) {
			const uint16_t *v = b->v + (p * D + d) * CK_BA_TILE;
			CK_TILES_A(2, v, CK_TILE_BYTES);
			CK_TILES_B(b->p[0][p][0], b->p[0][p][1]);
			CK_TILES_DOT(2);
			CK_TILES_B(b->p[1][p][0], b->p[1][p][1]);
			CK_TILES_DOT(2);
			CK_TILES_A(2, v + CK_KV_PAGE * D, CK_TILE_BYTES);
			CK_TILES_B(b->p[0][p][0], b->p[0][p][1]);
			CK_TILES_DOT(2);
		}
		CK_TILES_SUMS(STORE, 2, o, CK_BA_ROW);
	}
}

/* A chunk at position base for a tile. */
static inline void ck_ba_step(struct ck_ba *b, const struct ck_ba_tile *q, int64_t base)
{
	int64_t from = CK_KV_PAGE, to = 0;
	for (int j = 0; j < CK_BA_TILE; j++)
		if (q->pos[j] >= base && q->start[j] < base + CK_KV_PAGE) {
			const int64_t start = q->start[j] > base ? q->start[j] - base : 0, end = ck_ba_least(q->pos[j] - base + 1, CK_KV_PAGE);
			from = start < from ? start : from;
			to = end > to ? end : to;
		}
	if (from >= to)
		return;
	const int64_t first = from / CK_BA_TILE, last = (to + CK_BA_TILE - 1) / CK_BA_TILE;
	ck_ba_scores(b, q, first, last);
	const ck_v factor[2] = { ck_ba_softmax(b, q, 0, base, first, last), ck_ba_softmax(b, q, 1, base, first, last) };
	ck_ba_values(b, q, factor, first, last);
}

static inline void ck_ba_finish(const struct ck_ba *b, int64_t i)
{
	const struct ck_ba_tile q = ck_ba_tile(b, i);
	for (int64_t half = 0; half < 2; half++) {
		const ck_v inverse = ck_v_div(ck_v_set(1), ck_v_load(q.l + half * 16));
		for (int64_t d = 0; d < b->a->D; d += 16) {
			__m512i v[16];
			for (int64_t j = 0; j < 16; j++) {
				const ck_v o = ck_v_mul(ck_v_load(q.o + (d + j) * CK_BA_TILE + half * 16), inverse);
				v[j] = _mm512_castps_si512(ck_v_add(o, ck_v_set(0))); /* what is not seen may have turned -0 into 0 */
			}
			ck_transpose(v);
			for (int64_t j = 0, n = i * CK_BA_TILE + half * 16; j < 16 && n < b->queries; j++, n++)
				_mm512_storeu_si512(b->a->y + ck_ba_query(b, n) + d, v[j]);
		}
	}
}

/* The rows of positions [base + from, base + to) of the slot and KV head of b. */
typedef struct ck_ba_rows ck_ba_source_fn(const struct ck_ba *b, const void *of, int64_t base, int64_t from, int64_t to);

/* Rows from t on, of one slot, all query heads of KV head kv. */
CK_INLINE void ck_ba_block(const struct ck_attention *a, int64_t t, int64_t rows, int64_t kv, ck_ba_source_fn *source, const void *of)
{
	struct ck_ba b = { .a = a, .t = t, .kv = kv, .queries = rows * (a->H / a->KV), .k = a->scratch };
	b.v = b.k + 2 * CK_KV_PAGE * a->D;
	const int64_t tiles = (b.queries + CK_BA_TILE - 1) / CK_BA_TILE;
	int64_t least = INT64_MAX, most = 0;
	for (int64_t r = t; r < t + rows; r++) {
		const int64_t pos = a->pos[r], start = a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0;
		least = start < least ? start : least;
		most = pos > most ? pos : most;
	}
	for (int64_t i = 0; i < tiles; i++)
		ck_ba_pack_queries(&b, i);
	for (int64_t base = least / CK_KV_PAGE * CK_KV_PAGE; base <= most; base += CK_KV_PAGE) {
		const int64_t from = least > base ? least - base : 0, to = ck_ba_least(most - base + 1, CK_KV_PAGE);
		ck_ba_pack_chunk(&b, source(&b, of, base, from, to), from, to);
		for (int64_t i = 0; i < tiles; i++) {
			const struct ck_ba_tile q = ck_ba_tile(&b, i);
			ck_ba_step(&b, &q, base);
		}
	}
	for (int64_t i = 0; i < tiles; i++)
		ck_ba_finish(&b, i);
}

/* All blocks of items [lo, hi). */
CK_INLINE void ck_ba_run(const struct ck_attention *a, int64_t lo, int64_t hi, ck_ba_source_fn *source, const void *of)
{
	const int64_t most = CK_BA_TILES * CK_BA_TILE / (a->H / a->KV);
	ck_tiles_open_whole();
	for (int64_t i = lo, rows; i < hi; i += rows) {
		const int64_t t = i % a->T, room = ck_kv_rows(i, hi, a->T, most);
		for (rows = 1; rows < room && a->slot[t + rows] == a->slot[t];)
			rows++;
		ck_ba_block(a, t, rows, i / a->T, source, of);
	}
	ck_tiles_close();
}

/* In pages. */
static inline struct ck_ba_rows ck_ba_pages(const struct ck_ba *b, const void *of, int64_t base, int64_t from, int64_t to)
{
	const struct ck_attention *a = b->a;
	(void)of, (void)from, (void)to;
	return (struct ck_ba_rows){ a->kc, a->vc, ck_kv_row(a->pages, a->slot[b->t] * a->PS, base, b->kv, a->KV) };
}

static inline void ck_attention_bf16(const struct ck_attention *a, int64_t lo, int64_t hi)
{
	ck_ba_run(a, lo, hi, ck_ba_pages, NULL);
}

#endif
