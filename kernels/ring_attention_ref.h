/* Reference ring_attention: attention_ref.h, with positions of this step taken from its rows. */
#ifndef CK_KERNEL_RING_ATTENTION_REF_H
#define CK_KERNEL_RING_ATTENTION_REF_H

#include "attention_ref.h"
#include "ring.h"
#include "ring_attention.h"

#define CK_RING_ATTENTION_REF_SCRATCH "4*256 + 8*D + 4*T"

struct ck_att_ring {
	const struct ck_ring_attention *a;
	const int32_t *row;      /* of positions from `first` on */
	int64_t slot, first, kv;
	ck_cache_get_fn *get;
	ck_cache_round_fn *round;
};

static inline float ck_att_ring_ref(const void *from, int value, int64_t p, int64_t d)
{
	const struct ck_att_ring *x = from;
	const struct ck_ring_attention *a = x->a;
	if (p >= x->first)
		return x->round((value ? a->v : a->k) + (x->row[p - x->first] * a->KV + x->kv) * a->D, d);
	return x->get(value ? a->vc : a->kc, ck_ring_row(x->slot, p, x->kv, a->KV, a->W) * a->D + d);
}

static inline void ck_ring_attention_ref(const struct ck_ring_attention *a, int64_t lo, int64_t hi, ck_cache_get_fn *get,
	ck_cache_round_fn *round)
{
	const int64_t group = a->H / a->KV;
	int32_t *row = (int32_t *)a->scratch + CK_KV_PAGE + 2 * a->D;
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i % a->T, h = i / a->T, pos = a->pos[t];
		int64_t n = 0;
		for (int64_t u = 0; u <= t; u++)
			if (a->slot[u] == a->slot[t])
				row[n++] = (int32_t)u;
		const struct ck_att_ring ring = { a, row, a->slot[t], pos - n + 1, h / group, get, round };
		const struct ck_att_row r = { .q = a->q + (t * a->H + h) * a->D, .y = a->y + (t * a->H + h) * a->D,
			.scratch = a->scratch, .pos = pos, .D = a->D, .scale = a->scale, .softcap = a->softcap,
			.start = pos >= a->W ? pos - a->W + 1 : 0, .from = &ring, .get = ck_att_ring_ref };
		ck_att_row_ref(&r);
	}
}

#endif
