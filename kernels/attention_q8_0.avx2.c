#include "kernel.h"

#include "attention_scratch.h"
#ifdef CK_HAVE_AVX2
#define CK_CACHE(what) ck_cache_##what##_q8_0
#include "attention_vec.h"

CK_FN(ck_attention_q8_0_avx2)
{
	ck_attention_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_attention_q8_0_avx2, CK_BODY_AVX2(ck_attention_q8_0_avx2),
	.op = "attention", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "kc=q8_0 vc=q8_0", .packing = "", .where = "H % KV == 0 && D % 32 == 0",
	.axis = "H*T", .grain = 1, .scratch = CK_ATTENTION_VEC_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
