#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "gradient_vec.h"

CK_FN(ck_accumulate_f32_avx2)
{
	ck_accumulate_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_accumulate_f32_avx2, CK_BODY_AVX2(ck_accumulate_f32_avx2),
	.op = "accumulate", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
