/* ring_attention over 16 lanes: attention_vec.h on chunks of keys and values that are gathered from the ring and from
 * the step's rows, once for a block of rows, as F32. CK_RING(what) is ck_cache_<what>_<type> of the ring's type. */
#ifndef CK_KERNEL_RING_ATTENTION_VEC_H
#define CK_KERNEL_RING_ATTENTION_VEC_H

#define CK_CACHE(what) ck_cache_##what##_f32
#include "attention_vec.h"
#include "ring.h"
#include "ring_attention.h"

/* Where a block's positions come from: those from `first` on are rows[p - first] of the step. */
struct ck_ring_source {
	int64_t slot, first, kv;
	const int32_t *rows;
};

static inline void ck_ring_gather(const struct ck_ring_attention *a, const struct ck_ring_source *x, float *k, float *v,
	int64_t from, int64_t to)
{
	const int64_t D = a->D;
	for (int64_t p = from; p < to; p++, k += D, v += D) {
		const int64_t new = p < x->first ? 0 : (x->rows[p - x->first] * a->KV + x->kv) * D;
		const int64_t old = ck_ring_row(x->slot, p, x->kv, a->KV, a->W) * D;
		if (p >= x->first) {
			CK_RING(round_row)(k, a->k + new, D);
			CK_RING(round_row)(v, a->v + new, D);
			continue;
		}
		for (int64_t d = 0; d < D; d += 16) {
			const int64_t n = D - d < 16 ? D - d : 16;
			ck_v_store_n(k + d, CK_RING(load_n)(a->kc, old + d, n), n);
			ck_v_store_n(v + d, CK_RING(load_n)(a->vc, old + d, n), n);
		}
	}
}

/* `rows` rows from t on, of one slot, all query heads of KV head kv. */
static inline void ck_ring_block(const struct ck_ring_attention *a, int64_t t, int64_t rows, int64_t kv)
{
	const int64_t D = a->D, group = a->H / a->KV, stride = D + CK_ATT_STATE, W = a->W;
	float *state = (float *)a->scratch + 4 * CK_KV_PAGE, *gathered = state + CK_ATT_ROWS * group * stride;
	int32_t *list = (int32_t *)(void *)(gathered + 2 * CK_KV_PAGE * D);
	float *k = gathered, *v = k + CK_KV_PAGE * D;
	const struct ck_attention chunk = { .kc = k, .vc = v, .scratch = a->scratch, .D = D, .scale = a->scale, .softcap = a->softcap };
	const int64_t pos = a->pos[t], last = pos + rows - 1, oldest = pos >= W ? pos - W + 1 : 0;
	int64_t n = 0;
	for (int64_t u = 0; u < t; u++)
		if (a->slot[u] == a->slot[t])
			list[n++] = (int32_t)u;
	const struct ck_ring_source source = { a->slot[t], pos - n, kv, list };
	for (int64_t r = 0; r < rows; r++)
		list[n++] = (int32_t)(t + r);

	for (int64_t base = oldest / CK_KV_PAGE * CK_KV_PAGE; base <= last; base += CK_KV_PAGE) {
		const int64_t low = oldest > base ? oldest : base, high = last < base + CK_KV_PAGE ? last + 1 : base + CK_KV_PAGE;
		ck_ring_gather(a, &source, k + (low - base) * D, v + (low - base) * D, low, high);
		for (int64_t r = 0; r < rows; r++) {
			const int64_t start = pos + r >= W ? pos + r - W + 1 : 0, from = start > base ? start - base : 0;
			const int64_t to = pos + r - base + 1 < CK_KV_PAGE ? pos + r - base + 1 : CK_KV_PAGE;
			if (from < to)
				ck_att_group(&chunk, a->q + ((t + r) * a->H + kv * group) * D, state + r * group * stride, stride, 0, from, to,
					start >= base, group);
		}
	}
	for (int64_t r = 0; r < rows; r++)
		ck_att_finish(a->y + ((t + r) * a->H + kv * group) * D, state + r * group * stride, stride, group, D);
}

static inline void ck_ring_attention_vec(const struct ck_ring_attention *a, int64_t lo, int64_t hi)
{
	for (int64_t i = lo, rows; i < hi; i += rows) {
		const int64_t t = i % a->T, most = ck_kv_rows(i, hi, a->T, CK_ATT_ROWS);
		for (rows = 1; rows < most && a->slot[t + rows] == a->slot[t];)
			rows++;
		ck_ring_block(a, t, rows, i / a->T);
	}
}

#endif
