#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "tile_bf16.h"

#include "matmul_vec.h"

CK_FN(ck_gated_matmul_bf16_gemm_avx2)
{
	ck_gated_matmul_vec(args, lo, hi, 0, 2, 1);
}
#endif

CK_KERNEL(ck_gated_matmul_bf16_gemm_avx2, CK_BODY_AVX2(ck_gated_matmul_bf16_gemm_avx2),
	.op = "gated_matmul", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "x=bf16 g=bf16 u=bf16", .packing = "g=n16 u=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
