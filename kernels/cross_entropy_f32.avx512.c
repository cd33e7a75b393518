#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "cross_entropy_vec.h"

CK_FN(ck_cross_entropy_f32_avx512)
{
	ck_cross_entropy_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_cross_entropy_f32_avx512, CK_BODY_AVX512(ck_cross_entropy_f32_avx512),
	.op = "cross_entropy", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
