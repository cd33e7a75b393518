#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "gradient_vec.h"

CK_FN(ck_zero_f32_avx512)
{
	ck_zero_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_zero_f32_avx512, CK_BODY_AVX512(ck_zero_f32_avx512),
	.op = "zero", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
