#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "gradient_vec.h"

CK_FN(ck_accumulate_f32_avx512)
{
	ck_accumulate_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_accumulate_f32_avx512, CK_BODY_AVX512(ck_accumulate_f32_avx512),
	.op = "accumulate", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
