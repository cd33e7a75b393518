#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "activation_vec.h"

CK_FN(ck_activation_f32_avx2)
{
	ck_activation_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_activation_f32_avx2, CK_BODY_AVX2(ck_activation_f32_avx2),
	.op = "activation", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
