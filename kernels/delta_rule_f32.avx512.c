#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "delta_rule_vec.h"

CK_FN(ck_delta_rule_f32_avx512)
{
	ck_delta_rule_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_delta_rule_f32_avx512, CK_BODY_AVX512(ck_delta_rule_f32_avx512),
	.op = "delta_rule", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "VH % KH == 0",
	.axis = "VH", .grain = 1, .scratch = "", .reduce = "ascending key element", .rank = 0);
