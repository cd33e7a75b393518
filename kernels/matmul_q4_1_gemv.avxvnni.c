#include "kernel.h"

#ifdef CK_HAVE_AVXVNNI
#include "tile_q4_1.h"

#include "matmul_blocks.h"

CK_FN(ck_matmul_q4_1_gemv_avxvnni)
{
	ck_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_matmul_q4_1_gemv_avxvnni, CK_BODY_AVXVNNI(ck_matmul_q4_1_gemv_avxvnni),
	.op = "matmul", .isa = "avxvnni", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8s_32 w=q4_1", .packing = "w=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 32-k blocks", .rank = 0);
