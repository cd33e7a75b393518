#include "kernel.h"

#include "gemm_f32_scratch.h"
#ifdef CK_HAVE_AVX512
#include "matmul_dw_vec.h"

CK_FN(ck_matmul_dw_f32_avx512)
{
	ck_matmul_dw_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_dw_f32_avx512, CK_BODY_AVX512(ck_matmul_dw_f32_avx512),
	.op = "matmul_dw", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 8, .scratch = CK_GEMM_F32_SCRATCH, .reduce = "ascending t", .rank = 0);
