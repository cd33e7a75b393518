#include "kernel.h"

#ifdef CK_HAVE_AVXVNNI
#include "tile_q3_k.h"

#include "matmul_blocks.h"

CK_FN(ck_gated_matmul_q3_k_gemv_avxvnni)
{
	ck_gated_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_gated_matmul_q3_k_gemv_avxvnni, CK_BODY_AVXVNNI(ck_gated_matmul_q3_k_gemv_avxvnni),
	.op = "gated_matmul", .isa = "avxvnni", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8_256 g=q3_k u=q3_k", .packing = "g=n16 u=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);
