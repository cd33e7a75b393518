#include "kernel.h"

#include "half.h"
#include "ring_store_ref.h"

static void put(void *ring, int64_t i, float x)
{
	((uint16_t *)ring)[i] = ck_f32_to_f16(x);
}

CK_FN(ck_ring_store_f16_ref)
{
	ck_ring_store_ref(args, lo, hi, put);
}

CK_KERNEL(ck_ring_store_f16_ref, CK_BODY_REF(ck_ring_store_f16_ref),
	.op = "ring_store", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
