#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "gradient_vec.h"

CK_FN(ck_zero_f32_avx2)
{
	ck_zero_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_zero_f32_avx2, CK_BODY_AVX2(ck_zero_f32_avx2),
	.op = "zero", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
