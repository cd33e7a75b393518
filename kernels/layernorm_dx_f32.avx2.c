#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "norm_backward_vec.h"

CK_FN(ck_layernorm_dx_f32_avx2)
{
	ck_layernorm_dx_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_layernorm_dx_f32_avx2, CK_BODY_AVX2(ck_layernorm_dx_f32_avx2),
	.op = "layernorm_dx", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
