#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "tile_q6_k.h"

#include "matmul_blocks.h"

CK_FN(ck_matmul_q6_k_gemv_avx512)
{
	ck_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_matmul_q6_k_gemv_avx512, CK_BODY_AVX512(ck_matmul_q6_k_gemv_avx512),
	.op = "matmul", .isa = "avx512", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8_256 w=q6_k", .packing = "w=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);
