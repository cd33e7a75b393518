#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "tile_bf16.h"

#include "matmul_vec.h"

CK_FN(ck_gated_matmul_bf16_gemm_avx512)
{
	ck_gated_matmul_vec(args, lo, hi, 0, 6, 2);
}
#endif

CK_KERNEL(ck_gated_matmul_bf16_gemm_avx512, CK_BODY_AVX512(ck_gated_matmul_bf16_gemm_avx512),
	.op = "gated_matmul", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "x=bf16 g=bf16 u=bf16", .packing = "g=n16 u=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
