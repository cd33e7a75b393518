/* Attention of a block of queries, rows of one slot and heads that read one KV head, over 16 lanes (attention.h).
 *
 * Keys and values are read in spans of positions: converted to F32 once for all queries of the block, or, where one tile
 * has them all, read as they are in the cache. CK_CACHE(what) is ck_cache_<what>_<type> of the cache's type. */
#ifndef CK_KERNEL_ATTENTION_BLOCK_H
#define CK_KERNEL_ATTENTION_BLOCK_H

#include "attention_scratch.h"
#include "attention_tile.h"

/* Keys, or values, of the positions from p to p + n of a source; p is a multiple of 16. */
struct ck_att_rows {
	const void *cache;
	int64_t at; /* element of position p, if those that are wanted lie one after the other there; else -1 */
};

struct ck_att_source {
	const void *of;
	struct ck_att_rows (*find)(const void *of, bool value, int64_t p, int64_t n);
	void (*convert)(float *to, const void *of, bool value, int64_t p, int64_t n, int64_t step); /* rows `step` apart */
};

/* A block, and what of it a chunk of positions concerns. */
struct ck_att_block {
	struct ck_att_source source;
	int64_t D, step, queries;  /* step: D in whole vectors */
	float scale, softcap;
	float *score, *q, *o, *O, *span; /* of each query 256, and thrice D; a span's keys or values */
	int64_t start[CK_ATT_QUERIES], end[CK_ATT_QUERIES]; /* positions that each query sees */
	float M[CK_ATT_QUERIES], L[CK_ATT_QUERIES];
	int64_t base;
	int from[CK_ATT_QUERIES], to[CK_ATT_QUERIES]; /* those of the chunk, from its base; none: both 0 */
};

static inline void ck_att_open(struct ck_att_block *b, float *scratch)
{
	b->step = (b->D + 15) / 16 * 16;
	b->score = scratch;
	b->q = b->score + CK_ATT_QUERIES * CK_KV_PAGE;
	b->o = b->q + CK_ATT_QUERIES * b->step;
	b->O = b->o + CK_ATT_QUERIES * b->step;
	b->span = b->O + CK_ATT_QUERIES * b->step;
}

/* Query i: q, which sees positions [start, end). */
static inline void ck_att_query(struct ck_att_block *b, int64_t i, const float *q, int64_t start, int64_t end)
{
	for (int64_t d = 0; d < b->D; d += 16)
		ck_v_store(b->q + i * b->step + d, ck_v_load_n(q + d, b->D - d < 16 ? b->D - d : 16));
	b->start[i] = start;
	b->end[i] = end;
}

/* A span of positions [p, p + n) of the chunk as tiles read it. */
struct ck_att_span {
	const void *rows;
	int64_t at, stride, p, n;
	uintptr_t ahead; /* bytes to the span that is read next */
	bool direct;
};

/* Where rows are found; 0 if they are not in one place. */
static inline uintptr_t ck_att_address(const struct ck_att_rows *r)
{
	return r->at < 0 ? 0 : (uintptr_t)CK_CACHE(at)(r->cache, r->at);
}

static inline int ck_att_least(const int *x, int n)
{
	int least = x[0];
	for (int i = 1; i < n; i++)
		least = x[i] < least ? x[i] : least;
	return least;
}

static inline int ck_att_most(const int *x, int n)
{
	int most = x[0];
	for (int i = 1; i < n; i++)
		most = x[i] > most ? x[i] : most;
	return most;
}

/* Scores of queries h on, in a span. */
CK_INLINE void ck_att_score(struct ck_att_block *b, const struct ck_att_span *s, int64_t h, int queries, bool direct)
{
	const int keys = ck_att_keys(queries);
	int64_t i = ck_att_least(b->from + h, queries), end = ck_att_most(b->to + h, queries);
	i = i > s->p ? i / keys * keys : s->p;
	end = end < s->p + s->n ? end : s->p + s->n;
	for (; i < end; i += keys)
		ck_att_dots(b->score + h * CK_KV_PAGE + i, b->q + h * b->step, b->step, s->rows, s->at + (i - s->p) * s->stride,
			s->stride, s->ahead, queries, direct);
}

/* All of D of some queries, over positions from to to of the chunk, in a span. */
CK_INLINE void ck_att_value(struct ck_att_block *b, const struct ck_att_span *s, int64_t h, int64_t from, int64_t to, int queries,
	bool direct)
{
	const int64_t D = s->stride, at = s->at - s->p * s->stride;
	float *o = b->o + h * b->step;
	const float *score = b->score + h * CK_KV_PAGE;
	int64_t d = 0;
	from = from > s->p ? from : s->p;
	to = to < s->p + s->n ? to : s->p + s->n;
	if (from >= to)
		return;
	for (; d + CK_ATT_VECS * 16 <= D; d += CK_ATT_VECS * 16)
		ck_att_sums(o + d, b->step, score, s->rows, at + d, D, 16, s->ahead, from, to, queries, CK_ATT_VECS, direct);
	for (; CK_ATT_VECS > 2 && d + 32 <= D; d += 32)
		ck_att_sums(o + d, b->step, score, s->rows, at + d, D, 16, s->ahead, from, to, queries, 2, direct);
	for (; d < D; d += 16)
		ck_att_sums(o + d, b->step, score, s->rows, at + d, D, D - d < 16 ? D - d : 16, s->ahead, from, to, queries, 1, direct);
}

/* The same of all positions that each sees: those that not all do, each query for itself. */
CK_INLINE void ck_att_weigh(struct ck_att_block *b, const struct ck_att_span *s, int64_t h, int queries, bool direct)
{
	const int from = ck_att_most(b->from + h, queries), to = ck_att_least(b->to + h, queries);
	if (from >= to) {
		for (int i = 0; i < queries; i++)
			ck_att_value(b, s, h + i, b->from[h + i], b->to[h + i], 1, direct);
		return;
	}
	for (int i = 0; i < queries; i++)
		ck_att_value(b, s, h + i, b->from[h + i], from, 1, direct);
	ck_att_value(b, s, h, from, to, queries, direct);
	for (int i = 0; i < queries; i++)
		ck_att_value(b, s, h + i, to, b->to[h + i], 1, direct);
}

#define CK_ATT_TILES(step, b, s, n, direct) do { \
	int64_t h = 0; \
	for (; h + (n) <= (b)->queries; h += (n)) \
		step(b, s, h, n, direct); \
	for (; (n) > 4 && h + 4 <= (b)->queries; h += 4) \
		step(b, s, h, 4, direct); \
	for (; (n) > 3 && h + 3 <= (b)->queries; h += 3) \
		step(b, s, h, 3, direct); \
	for (; (n) > 2 && h + 2 <= (b)->queries; h += 2) \
		step(b, s, h, 2, direct); \
	for (; h < (b)->queries; h++) \
		step(b, s, h, 1, direct); \
} while (0)

/* Spans of the chunk's positions [from, to), of keys or of values. `next` is read after them. */
static inline void ck_att_spans(struct ck_att_block *b, bool value, int64_t from, int64_t to, struct ck_att_rows next)
{
	const int64_t size = b->step > 128 ? CK_ATT_SPAN / 2 : CK_ATT_SPAN;
	for (int64_t p = from / size * size; p < to; p += size) {
		struct ck_att_span s = { .p = p, .n = to - p < size ? (to - p + 15) / 16 * 16 : size };
		const struct ck_att_rows rows = b->source.find(b->source.of, value, b->base + p, s.n);
		s.direct = rows.at >= 0 && b->queries <= 4;
		if (s.direct) {
			const struct ck_att_rows after = p + size < to ? (struct ck_att_rows){ rows.cache, rows.at + size * b->D } : next;
			s.rows = rows.cache;
			s.at = rows.at;
			s.stride = b->D;
			s.ahead = after.at < 0 ? 0 : ck_att_address(&after) - ck_att_address(&rows);
		} else {
			const int64_t first = p > from ? p : from, end = p + size < to ? p + size : to;
			b->source.convert(b->span + (first - p) * b->step, b->source.of, value, b->base + first, end - first, b->step);
			s.rows = b->span;
			s.stride = b->step;
		}
		if (value && s.direct)
			CK_ATT_TILES(ck_att_weigh, b, &s, 4, true);
		else if (value)
			CK_ATT_TILES(ck_att_weigh, b, &s, CK_ATT_WEIGHING, false);
		else if (s.direct)
			CK_ATT_TILES(ck_att_score, b, &s, CK_ATT_ASKING, true);
		else
			CK_ATT_TILES(ck_att_score, b, &s, CK_ATT_ASKING, false);
	}
}

/* Products of a query become scores, and those exp(score - m); m is their maximum. Returns the sum. Lanes outside
 * [from, to) become 0. */
static inline float ck_att_exp(const struct ck_att_block *b, float *score, int64_t from, int64_t to, float *m)
{
	const int64_t first = from / 16 * 16;
	const ck_v scale = ck_v_set(b->scale), cap = ck_v_set(b->softcap);
	ck_v most = ck_v_set(-__builtin_inff()), sum = ck_v_set(0);
	for (int64_t i = first; i < to; i += 16) {
		ck_v s = ck_v_mul(ck_v_load(score + i), scale);
		if (b->softcap > 0)
			s = ck_v_mul(cap, ck_v_tanh(ck_v_div(s, cap)));
		ck_v_store(score + i, s);
	}
	for (int64_t i = first; i < from; i++)
		score[i] = -__builtin_inff();
	for (int64_t i = to; i % 16; i++)
		score[i] = -__builtin_inff();
	for (int64_t i = first; i < to; i += 16)
		most = ck_v_max(ck_v_load(score + i), most);
	float lane[16];
	ck_v_store(lane, most);
	*m = lane[0];
	for (int i = 1; i < 16; i++)
		*m = lane[i] > *m ? lane[i] : *m;
	for (int64_t i = first; i < to; i += 16) {
		const ck_v e = ck_v_exp(ck_v_sub(ck_v_load(score + i), ck_v_set(*m)));
		sum = ck_v_add(sum, e);
		ck_v_store(score + i, e);
	}
	return ck_v_fold(sum);
}

/* Query i after a chunk: f and g, by which its sums so far and those of the chunk are to be multiplied. */
static inline void ck_att_merge(struct ck_att_block *b, int64_t i, float m, float l, float *f, float *g)
{
	*f = *g = 1;
	if (b->start[i] >= b->base) {
		b->M[i] = m;
		b->L[i] = l;
		return;
	}
	const float top = b->M[i] > m ? b->M[i] : m;
	*f = ck_expf(b->M[i] - top);
	*g = ck_expf(m - top);
	b->M[i] = top;
	b->L[i] = b->L[i] * *f + l * *g;
}

/* What of the chunk at b->base each query sees; of it all, [from, to). Whether any does. */
static inline bool ck_att_see(struct ck_att_block *b, int64_t *from, int64_t *to)
{
	*from = CK_KV_PAGE;
	*to = 0;
	for (int64_t i = 0; i < b->queries; i++) {
		const int64_t first = b->start[i] > b->base ? b->start[i] - b->base : 0, left = b->end[i] - b->base;
		const int64_t last = left < CK_KV_PAGE ? left : CK_KV_PAGE;
		b->from[i] = first < last ? (int)first : 0;
		b->to[i] = first < last ? (int)last : 0;
		if (first < last) {
			*from = first < *from ? first : *from;
			*to = last > *to ? last : *to;
		}
	}
	return *from < *to;
}

/* The chunk at b->base for all queries, of which none sees positions from `end` on. */
static inline void ck_att_chunk(struct ck_att_block *b, int64_t end)
{
	int64_t from, to;
	float f[CK_ATT_QUERIES], g[CK_ATT_QUERIES];
	if (!ck_att_see(b, &from, &to))
		return;
	ck_att_spans(b, false, from, to, b->source.find(b->source.of, true, b->base + from / 16 * 16, 16));
	for (int64_t i = 0; i < b->queries; i++) {
		if (b->from[i] >= b->to[i])
			continue;
		float m;
		const float l = ck_att_exp(b, b->score + i * CK_KV_PAGE, b->from[i], b->to[i], &m);
		ck_att_merge(b, i, m, l, &f[i], &g[i]);
		for (int64_t d = 0; d < b->step; d += 16)
			ck_v_store(b->o + i * b->step + d, ck_v_set(0));
	}
	ck_att_spans(b, true, from, to, b->base + CK_KV_PAGE < end ? b->source.find(b->source.of, false, b->base + CK_KV_PAGE, 16)
		: (struct ck_att_rows){ .at = -1 });
	for (int64_t i = 0; i < b->queries; i++) {
		float *o = b->o + i * b->step, *O = b->O + i * b->step;
		if (b->from[i] >= b->to[i])
			continue;
		for (int64_t d = 0; d < b->step; d += 16)
			ck_v_store(O + d, b->start[i] >= b->base ? ck_v_load(o + d)
				: ck_v_add(ck_v_mul(ck_v_load(O + d), ck_v_set(f[i])), ck_v_mul(ck_v_load(o + d), ck_v_set(g[i]))));
	}
}

/* All chunks. */
static inline void ck_att_run(struct ck_att_block *b)
{
	int64_t first = b->start[0], end = b->end[0];
	for (int64_t i = 1; i < b->queries; i++) {
		first = b->start[i] < first ? b->start[i] : first;
		end = b->end[i] > end ? b->end[i] : end;
	}
	for (b->base = first / CK_KV_PAGE * CK_KV_PAGE; b->base < end; b->base += CK_KV_PAGE)
		ck_att_chunk(b, end);
}

/* y of query i. */
static inline void ck_att_finish(const struct ck_att_block *b, int64_t i, float *y)
{
	const ck_v inverse = ck_v_set(1.0f / b->L[i]);
	for (int64_t d = 0; d < b->D; d += 16)
		ck_v_store_n(y + d, ck_v_mul(ck_v_load(b->O + i * b->step + d), inverse), b->D - d < 16 ? b->D - d : 16);
}

/* A run of items [i, hi) of the axis H*T, item h * T + t: heads of one KV head, all with the same rows. */
struct ck_att_items { int64_t head, heads, row, rows; };

static inline struct ck_att_items ck_att_items(int64_t i, int64_t hi, int64_t T, int64_t group)
{
	const int64_t h = i / T, t = i % T, left = hi - i, whole = left / T, same = group - h % group;
	const int64_t heads = whole < same ? whole : same;
	if (t || !whole)
		return (struct ck_att_items){ h, 1, t, left < T - t ? left : T - t };
	return (struct ck_att_items){ h, heads < CK_ATT_QUERIES ? heads : CK_ATT_QUERIES, 0, T };
}

/* How many of n rows, those of one slot, make a block with so many heads. */
static inline int64_t ck_att_alike(const int32_t *slot, int64_t n, int64_t heads)
{
	const int64_t most = CK_ATT_QUERIES / heads;
	int64_t rows = 1;
	while (rows < n && rows < most && slot[rows] == *slot)
		rows++;
	return rows;
}

#endif
