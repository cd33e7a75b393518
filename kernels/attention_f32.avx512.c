#include "kernel.h"

#include "attention_scratch.h"
#ifdef CK_HAVE_AVX512
#define CK_CACHE(what) ck_cache_##what##_f32
#include "attention_vec.h"

CK_FN(ck_attention_f32_avx512)
{
	ck_attention_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_attention_f32_avx512, CK_BODY_AVX512(ck_attention_f32_avx512),
	.op = "attention", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "kc=f32 vc=f32", .packing = "", .where = "H % KV == 0",
	.axis = "H*T", .grain = 1, .scratch = CK_ATTENTION_VEC_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
