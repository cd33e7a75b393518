#include "kernel.h"

#include "gemm_f32_scratch.h"
#ifdef CK_HAVE_AVX512
#include "matmul_rows_vec.h"

CK_FN(ck_matmul_f32_rows_avx512)
{
	ck_matmul_rows_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_f32_rows_avx512, CK_BODY_AVX512(ck_matmul_f32_rows_avx512),
	.op = "matmul", .isa = "avx512", .numerics = "exact", .modes = "train",
	.dtypes = "x=f32 w=f32", .packing = "", .where = "",
	.axis = "N", .grain = 16, .scratch = CK_GEMM_F32_SCRATCH, .reduce = "ascending k", .rank = 0);
