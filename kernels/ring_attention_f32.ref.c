#include "kernel.h"

#include "ring_attention_ref.h"

CK_FN(ck_ring_attention_f32_ref)
{
	ck_ring_attention_ref(args, lo, hi, ck_cache_get_f32, ck_cache_round_f32);
}

CK_KERNEL(ck_ring_attention_f32_ref, CK_BODY_REF(ck_ring_attention_f32_ref),
	.op = "ring_attention", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f32 vc=f32", .packing = "", .where = "H % KV == 0",
	.axis = "H*T", .grain = 1, .scratch = CK_RING_ATTENTION_REF_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
