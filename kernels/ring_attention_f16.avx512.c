#include "kernel.h"

#include "attention_scratch.h"
#ifdef CK_HAVE_AVX512
#define CK_CACHE uint16_t
#define CK_CACHE_LOAD ck_v_load_f16
#define CK_CACHE_LOAD_N ck_v_load_f16_n
#define CK_CACHE_STORE_N ck_v_store_f16_n
#include "ring_attention_vec.h"

CK_FN(ck_ring_attention_f16_avx512)
{
	ck_ring_attention_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_ring_attention_f16_avx512, CK_BODY_AVX512(ck_ring_attention_f16_avx512),
	.op = "ring_attention", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = CK_RING_ATTENTION_VEC_SCRATCH, .reduce = "chunks of 256 positions, ascending; lanes of 16, folded by halves", .rank = 0);
