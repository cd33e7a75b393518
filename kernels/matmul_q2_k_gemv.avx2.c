#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "tile_q2_k.h"

#include "matmul_blocks.h"

CK_FN(ck_matmul_q2_k_gemv_avx2)
{
	ck_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_matmul_q2_k_gemv_avx2, CK_BODY_AVX2(ck_matmul_q2_k_gemv_avx2),
	.op = "matmul", .isa = "avx2", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8_256 w=q2_k", .packing = "w=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);
