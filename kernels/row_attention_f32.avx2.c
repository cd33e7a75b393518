#include "kernel.h"

#include "row_attention_scratch.h"
#ifdef CK_HAVE_AVX2
#include "row_attention_vec.h"

CK_FN(ck_row_attention_f32_avx2)
{
	ck_row_attention_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_row_attention_f32_avx2, CK_BODY_AVX2(ck_row_attention_f32_avx2),
	.op = "row_attention", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = CK_ROW_ATTENTION_SCRATCH, .reduce = "dot products in 16 lanes, folded by halves; ascending s", .rank = 0);
