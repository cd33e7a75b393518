#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "gradient_vec.h"

CK_FN(ck_select_dx_f32_avx512)
{
	ck_select_dx_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_select_dx_f32_avx512, CK_BODY_AVX512(ck_select_dx_f32_avx512),
	.op = "select_dx", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "ascending o", .rank = 0);
