#include "kernel.h"

#include "kv_store_plain.h"

CK_FN(ck_kv_store_q8_0_ref)
{
	ck_kv_store_plain(args, lo, hi, ck_cache_put_q8_0);
}

CK_KERNEL(ck_kv_store_q8_0_ref, CK_BODY_REF(ck_kv_store_q8_0_ref),
	.op = "kv_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=q8_0 vc=q8_0", .packing = "", .where = "D % 32 == 0",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
