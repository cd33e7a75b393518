#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "glu_vec.h"

CK_FN(ck_glu_f32_avx512)
{
	ck_glu_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_glu_f32_avx512, CK_BODY_AVX512(ck_glu_f32_avx512),
	.op = "glu", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
