#include "kernel.h"

#include "ring_store_ref.h"

CK_FN(ck_ring_store_q8_0_ref)
{
	ck_ring_store_ref(args, lo, hi, ck_cache_put_q8_0);
}

CK_KERNEL(ck_ring_store_q8_0_ref, CK_BODY_REF(ck_ring_store_q8_0_ref),
	.op = "ring_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=q8_0 vc=q8_0", .packing = "", .where = "D % 32 == 0",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
