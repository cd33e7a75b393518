#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "row_attention_vec.h"

CK_FN(ck_row_dot_f32_avx2)
{
	ck_row_dot_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_row_dot_f32_avx2, CK_BODY_AVX2(ck_row_dot_f32_avx2),
	.op = "row_dot", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 lanes, folded by halves", .rank = 0);
