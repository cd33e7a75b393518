#include "kernel.h"

#include "kv.h"
#include "kv_store.h"

CK_FN(ck_kv_store_f32_ref)
{
	const struct ck_kv_store *a = args;
	float *kc = a->kc, *vc = a->vc;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t kv = 0; kv < a->KV; kv++) {
			const int64_t at = ck_kv_row(a->pages, a->slot[t] * a->PS, a->pos[t], kv, a->KV) * a->D;
			for (int64_t d = 0; d < a->D; d++) {
				kc[at + d] = a->k[(t * a->KV + kv) * a->D + d];
				vc[at + d] = a->v[(t * a->KV + kv) * a->D + d];
			}
		}
}

CK_KERNEL(ck_kv_store_f32_ref, CK_BODY_REF(ck_kv_store_f32_ref),
	.op = "kv_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f32 vc=f32", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
