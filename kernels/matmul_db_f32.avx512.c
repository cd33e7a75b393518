#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "matmul_db_vec.h"

CK_FN(ck_matmul_db_f32_avx512)
{
	ck_matmul_db_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_db_f32_avx512, CK_BODY_AVX512(ck_matmul_db_f32_avx512),
	.op = "matmul_db", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending t", .rank = 0);
