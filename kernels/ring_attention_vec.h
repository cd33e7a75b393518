/* ring_attention over 16 lanes, by attention_block.h, on the ring and the step's rows. CK_CACHE(what) is
 * ck_cache_<what>_<type> of the ring's type. */
#ifndef CK_KERNEL_RING_ATTENTION_VEC_H
#define CK_KERNEL_RING_ATTENTION_VEC_H

#include "attention_block.h"
#include "ring.h"
#include "ring_attention.h"

/* Where a block's positions are: those from `first` on are rows[p - first] of the step, others in the ring. */
struct ck_ring_source {
	const struct ck_ring_attention *a;
	int64_t slot, first, kv;
	const int32_t *rows;
};

static inline struct ck_att_rows ck_ring_find(const void *of, bool value, int64_t p, int64_t n)
{
	const struct ck_ring_source *x = of;
	const struct ck_ring_attention *a = x->a;
	const bool one = p + n <= x->first && p % a->W + n <= a->W;
	return (struct ck_att_rows){ value ? a->vc : a->kc, one ? ck_ring_row(x->slot, p, x->kv, a->KV, a->W) * a->D : -1 };
}

static inline void ck_ring_convert(float *to, const void *of, bool value, int64_t p, int64_t n, int64_t step)
{
	const struct ck_ring_source *x = of;
	const struct ck_ring_attention *a = x->a;
	const int64_t D = a->D;
	for (int64_t i = p; i < p + n; i++, to += step) {
		if (i >= x->first) {
			CK_CACHE(round_row)(to, (value ? a->v : a->k) + (x->rows[i - x->first] * a->KV + x->kv) * D, D);
			for (int64_t d = D; d < step; d++)
				to[d] = 0;
			continue;
		}
		ck_att_unpack(to, value ? a->vc : a->kc, ck_ring_row(x->slot, i, x->kv, a->KV, a->W) * D, D);
	}
}

/* `rows` rows from t on, of one slot, of `heads` heads of one KV head. */
static inline void ck_ring_rows_of(const struct ck_ring_attention *a, int64_t t, int64_t rows, int64_t head, int64_t heads)
{
	const int64_t pos = a->pos[t], W = a->W;
	struct ck_ring_source source = { .a = a, .slot = a->slot[t], .kv = head / (a->H / a->KV) };
	struct ck_att_block b = { .source = { &source, ck_ring_find, ck_ring_convert }, .D = a->D, .queries = rows * heads,
		.scale = a->scale, .softcap = a->softcap };
	ck_att_open(&b, a->scratch);
	int32_t *list = (int32_t *)(void *)(b.span + CK_ATT_SPAN * b.step);
	int64_t n = 0;
	for (int64_t u = 0; u < t; u++)
		if (a->slot[u] == a->slot[t])
			list[n++] = (int32_t)u;
	source.first = pos - n;
	source.rows = list;
	for (int64_t r = 0; r < rows; r++)
		list[n++] = (int32_t)(t + r);

	for (int64_t i = 0; i < b.queries; i++) {
		const int64_t row = i / heads, at = pos + row;
		ck_att_query(&b, i, a->q + ((t + row) * a->H + head + i % heads) * a->D, at >= W ? at - W + 1 : 0, at + 1);
	}
	ck_att_run(&b);
	for (int64_t i = 0; i < b.queries; i++)
		ck_att_finish(&b, i, a->y + ((t + i / heads) * a->H + head + i % heads) * a->D);
}

static inline void ck_ring_attention_vec(const struct ck_ring_attention *a, int64_t lo, int64_t hi)
{
	while (lo < hi) {
		const struct ck_att_items x = ck_att_items(lo, hi, a->T, a->H / a->KV);
		for (int64_t t = x.row, n; t < x.row + x.rows; t += n) {
			n = ck_att_alike(a->slot + t, x.row + x.rows - t, x.heads);
			ck_ring_rows_of(a, t, n, x.head, x.heads);
		}
		lo += x.heads * x.rows;
	}
}

#endif
