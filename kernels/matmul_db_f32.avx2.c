#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "matmul_db_vec.h"

CK_FN(ck_matmul_db_f32_avx2)
{
	ck_matmul_db_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_db_f32_avx2, CK_BODY_AVX2(ck_matmul_db_f32_avx2),
	.op = "matmul_db", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending t", .rank = 0);
