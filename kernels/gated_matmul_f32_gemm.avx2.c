#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "tile_f32.h"

#include "matmul_vec.h"

CK_FN(ck_gated_matmul_f32_gemm_avx2)
{
	ck_gated_matmul_vec(args, lo, hi, 0, 3, 1);
}
#endif

CK_KERNEL(ck_gated_matmul_f32_gemm_avx2, CK_BODY_AVX2(ck_gated_matmul_f32_gemm_avx2),
	.op = "gated_matmul", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "x=f32 g=f32 u=f32", .packing = "g=n16 u=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
