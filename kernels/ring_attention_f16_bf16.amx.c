#include "kernel.h"

#include "bf16_attention_scratch.h"
#ifdef CK_HAVE_AMX
#define CK_RING(what) ck_cache_##what##_f16
#include "bf16_ring_attention.h"

CK_FN(ck_ring_attention_f16_bf16_amx)
{
	ck_ring_attention_bf16(args, lo, hi);
}
#endif

CK_KERNEL(ck_ring_attention_f16_bf16_amx, CK_BODY_AMX(ck_ring_attention_f16_bf16_amx),
	.op = "ring_attention", .isa = "amx", .numerics = "fast", .modes = "prefill",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = CK_BF16_ATTENTION_WHERE,
	.axis = "KV*T", .grain = 1, .scratch = CK_BF16_RING_ATTENTION_SCRATCH, .reduce = "chunks of 256 positions, ascending", .rank = 0);
