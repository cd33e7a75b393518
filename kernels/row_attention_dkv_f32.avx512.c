#include "kernel.h"

#include "row_attention_scratch.h"
#ifdef CK_HAVE_AVX512
#include "row_attention_vec.h"

CK_FN(ck_row_attention_dkv_f32_avx512)
{
	ck_row_attention_dkv_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_row_attention_dkv_f32_avx512, CK_BODY_AVX512(ck_row_attention_dkv_f32_avx512),
	.op = "row_attention_dkv", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = CK_ROW_ATTENTION_DKV_SCRATCH, .reduce = "dot products in 16 lanes, folded by halves; ascending t, within it ascending h", .rank = 0);
