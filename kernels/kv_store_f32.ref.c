#include "kernel.h"

#include "kv_store_plain.h"

CK_FN(ck_kv_store_f32_ref)
{
	ck_kv_store_plain(args, lo, hi, ck_cache_put_f32);
}

CK_KERNEL(ck_kv_store_f32_ref, CK_BODY_REF(ck_kv_store_f32_ref),
	.op = "kv_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f32 vc=f32", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
