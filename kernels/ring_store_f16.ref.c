#include "kernel.h"

#include "ring_store_ref.h"

CK_FN(ck_ring_store_f16_ref)
{
	ck_ring_store_ref(args, lo, hi, ck_cache_put_f16);
}

CK_KERNEL(ck_ring_store_f16_ref, CK_BODY_REF(ck_ring_store_f16_ref),
	.op = "ring_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
