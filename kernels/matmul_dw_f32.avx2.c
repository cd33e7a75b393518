#include "kernel.h"

#include "gemm_f32_scratch.h"
#ifdef CK_HAVE_AVX2
#include "matmul_dw_vec.h"

CK_FN(ck_matmul_dw_f32_avx2)
{
	ck_matmul_dw_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_dw_f32_avx2, CK_BODY_AVX2(ck_matmul_dw_f32_avx2),
	.op = "matmul_dw", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 8, .scratch = CK_GEMM_F32_SCRATCH, .reduce = "ascending t", .rank = 0);
