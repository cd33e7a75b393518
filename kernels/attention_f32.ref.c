#include "kernel.h"

#include "attention_ref.h"

CK_FN(ck_attention_f32_ref)
{
	ck_attention_ref(args, lo, hi, ck_cache_get_f32);
}

CK_KERNEL(ck_attention_f32_ref, CK_BODY_REF(ck_attention_f32_ref),
	.op = "attention", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "kc=f32 vc=f32", .packing = "", .where = "H % KV == 0",
	.axis = "H*T", .grain = 1, .scratch = CK_ATTENTION_REF_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
