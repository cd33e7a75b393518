/* kv_store in plain C for every ISA. */
#ifndef CK_KERNEL_KV_STORE_PLAIN_H
#define CK_KERNEL_KV_STORE_PLAIN_H

#include "cache.h"
#include "kv.h"
#include "kv_store.h"
#include "unroll.h"

CK_INLINE void ck_kv_store_plain(const struct ck_kv_store *a, int64_t lo, int64_t hi, ck_cache_put_fn *put)
{
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i % a->T, kv = i / a->T;
		const int64_t to = ck_kv_row(a->pages, a->slot[t] * a->PS, a->pos[t], kv, a->KV) * a->D;
		put(a->kc, to, a->k + (t * a->KV + kv) * a->D, a->D);
		put(a->vc, to, a->v + (t * a->KV + kv) * a->D, a->D);
	}
}

#endif
