#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "norm_backward_vec.h"

CK_FN(ck_rms_scale_f32_avx512)
{
	ck_rms_scale_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_rms_scale_f32_avx512, CK_BODY_AVX512(ck_rms_scale_f32_avx512),
	.op = "rms_scale", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
