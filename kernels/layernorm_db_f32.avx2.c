#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "norm_backward_vec.h"

CK_FN(ck_layernorm_db_f32_avx2)
{
	ck_layernorm_db_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_layernorm_db_f32_avx2, CK_BODY_AVX2(ck_layernorm_db_f32_avx2),
	.op = "layernorm_db", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "E", .grain = 16, .scratch = "", .reduce = "ascending r", .rank = 0);
