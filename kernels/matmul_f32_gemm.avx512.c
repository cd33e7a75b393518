#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "tile_f32.h"

#include "matmul_vec.h"

CK_FN(ck_matmul_f32_gemm_avx512)
{
	ck_matmul_vec(args, lo, hi, 0, 6, 4);
}
#endif

CK_KERNEL(ck_matmul_f32_gemm_avx512, CK_BODY_AVX512(ck_matmul_f32_gemm_avx512),
	.op = "matmul", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "x=f32 w=f32", .packing = "w=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
