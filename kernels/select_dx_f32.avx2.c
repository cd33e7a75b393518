#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "gradient_vec.h"

CK_FN(ck_select_dx_f32_avx2)
{
	ck_select_dx_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_select_dx_f32_avx2, CK_BODY_AVX2(ck_select_dx_f32_avx2),
	.op = "select_dx", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "ascending o", .rank = 0);
