#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "tile_q5_1.h"

#include "matmul_blocks.h"

CK_FN(ck_gated_matmul_q5_1_gemv_avx512)
{
	ck_gated_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_gated_matmul_q5_1_gemv_avx512, CK_BODY_AVX512(ck_gated_matmul_q5_1_gemv_avx512),
	.op = "gated_matmul", .isa = "avx512", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8s_32 g=q5_1 u=q5_1", .packing = "g=n16 u=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 32-k blocks", .rank = 0);
