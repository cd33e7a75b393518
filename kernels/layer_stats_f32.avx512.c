#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "norm_backward_vec.h"

CK_FN(ck_layer_stats_f32_avx512)
{
	ck_layer_stats_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_layer_stats_f32_avx512, CK_BODY_AVX512(ck_layer_stats_f32_avx512),
	.op = "layer_stats", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
