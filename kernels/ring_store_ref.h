/* Reference ring_store: which rows outlive the step, and what puts an element. */
#ifndef CK_KERNEL_RING_STORE_REF_H
#define CK_KERNEL_RING_STORE_REF_H

#include "ring.h"
#include "ring_store.h"

/* Rounds x into element i of a ring. */
typedef void ck_ring_put_fn(void *ring, int64_t i, float x);

static inline int ck_ring_kept(const struct ck_ring_store *a, int64_t t)
{
	for (int64_t u = t + 1; u < a->T; u++)
		if (a->slot[u] == a->slot[t] && a->pos[u] - a->pos[t] >= a->W)
			return 0;
	return 1;
}

static inline void ck_ring_store_ref(const struct ck_ring_store *a, int64_t lo, int64_t hi, ck_ring_put_fn *put)
{
	for (int64_t t = lo; t < hi; t++)
		for (int64_t kv = 0; kv < a->KV && ck_ring_kept(a, t); kv++) {
			const int64_t to = ck_ring_row(a->slot[t], a->pos[t], kv, a->KV, a->W) * a->D, from = (t * a->KV + kv) * a->D;
			for (int64_t d = 0; d < a->D; d++) {
				put(a->kc, to + d, a->k[from + d]);
				put(a->vc, to + d, a->v[from + d]);
			}
		}
}

#endif
