/* Reference ring_store: which rows outlive the step. */
#ifndef CK_KERNEL_RING_STORE_REF_H
#define CK_KERNEL_RING_STORE_REF_H

#include "cache.h"
#include "ring.h"
#include "ring_store.h"

static inline int ck_ring_kept(const struct ck_ring_store *a, int64_t t)
{
	for (int64_t u = t + 1; u < a->T; u++)
		if (a->slot[u] == a->slot[t] && a->pos[u] - a->pos[t] >= a->W)
			return 0;
	return 1;
}

static inline void ck_ring_store_ref(const struct ck_ring_store *a, int64_t lo, int64_t hi, ck_cache_put_fn *put)
{
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i % a->T, kv = i / a->T;
		if (!ck_ring_kept(a, t))
			continue;
		const int64_t to = ck_ring_row(a->slot[t], a->pos[t], kv, a->KV, a->W) * a->D, from = (t * a->KV + kv) * a->D;
		put(a->kc, to, a->k + from, a->D);
		put(a->vc, to, a->v + from, a->D);
	}
}

#endif
