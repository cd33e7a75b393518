#include "kernel.h"

#include "kv_store_plain.h"

CK_FN(ck_kv_store_bf16_ref)
{
	ck_kv_store_plain(args, lo, hi, ck_cache_put_bf16);
}

CK_KERNEL(ck_kv_store_bf16_ref, CK_BODY_REF(ck_kv_store_bf16_ref),
	.op = "kv_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=bf16 vc=bf16", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
