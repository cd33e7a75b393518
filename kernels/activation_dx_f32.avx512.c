#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "act_grad_vec.h"

CK_FN(ck_activation_dx_f32_avx512)
{
	ck_activation_dx_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_activation_dx_f32_avx512, CK_BODY_AVX512(ck_activation_dx_f32_avx512),
	.op = "activation_dx", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
