#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "row_attention_vec.h"

CK_FN(ck_row_dot_f32_avx512)
{
	ck_row_dot_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_row_dot_f32_avx512, CK_BODY_AVX512(ck_row_dot_f32_avx512),
	.op = "row_dot", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 lanes, folded by halves", .rank = 0);
