#include "kernel.h"

#include "half.h"
#include "ring_attention_ref.h"

static float get(const void *ring, int64_t i)
{
	return ck_f16_to_f32(((const uint16_t *)ring)[i]);
}

static float rounded(float x)
{
	return ck_f16_to_f32(ck_f32_to_f16(x));
}

CK_FN(ck_ring_attention_f16_ref)
{
	ck_ring_attention_ref(args, lo, hi, get, rounded);
}

CK_KERNEL(ck_ring_attention_f16_ref, CK_BODY_REF(ck_ring_attention_f16_ref),
	.op = "ring_attention", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = CK_RING_ATTENTION_REF_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
