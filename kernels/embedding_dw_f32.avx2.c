#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "gradient_vec.h"

CK_FN(ck_embedding_dw_f32_avx2)
{
	ck_embedding_dw_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_embedding_dw_f32_avx2, CK_BODY_AVX2(ck_embedding_dw_f32_avx2),
	.op = "embedding_dw", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "V", .grain = 1, .scratch = "", .reduce = "ascending t", .rank = 0);
