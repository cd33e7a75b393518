#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "norm_backward_vec.h"

CK_FN(ck_rms_scale_f32_avx2)
{
	ck_rms_scale_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_rms_scale_f32_avx2, CK_BODY_AVX2(ck_rms_scale_f32_avx2),
	.op = "rms_scale", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
