#include "kernel.h"

#include "half.h"
#include "kv.h"
#include "kv_store.h"

CK_FN(ck_kv_store_f16_ref)
{
	const struct ck_kv_store *a = args;
	uint16_t *kc = a->kc, *vc = a->vc;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t kv = 0; kv < a->KV; kv++) {
			const int64_t at = ck_kv_row(a->pages, a->slot[t] * a->PS, a->pos[t], kv, a->KV) * a->D;
			for (int64_t d = 0; d < a->D; d++) {
				kc[at + d] = ck_f32_to_f16(a->k[(t * a->KV + kv) * a->D + d]);
				vc[at + d] = ck_f32_to_f16(a->v[(t * a->KV + kv) * a->D + d]);
			}
		}
}

CK_KERNEL(ck_kv_store_f16_ref, CK_BODY_REF(ck_kv_store_f16_ref),
	.op = "kv_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
