/* kv_store to F16 over 16 lanes. */
#ifndef CK_KERNEL_KV_STORE_F16_VEC_H
#define CK_KERNEL_KV_STORE_F16_VEC_H

#include "kv.h"
#include "kv_store.h"
#include "vec.h"

static inline void ck_kv_store_f16_vec(const struct ck_kv_store *a, int64_t lo, int64_t hi)
{
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i % a->T, kv = i / a->T;
		const int64_t from = (t * a->KV + kv) * a->D;
		const int64_t to = ck_kv_row(a->pages, a->slot[t] * a->PS, a->pos[t], kv, a->KV) * a->D;
		for (int64_t d = 0; d < a->D; d += 16) {
			const int64_t n = a->D - d < 16 ? a->D - d : 16;
			ck_v_store_f16_n((uint16_t *)a->kc + to + d, ck_v_load_n(a->k + from + d, n), n);
			ck_v_store_f16_n((uint16_t *)a->vc + to + d, ck_v_load_n(a->v + from + d, n), n);
		}
	}
}

#endif
