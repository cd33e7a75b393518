#include "kernel.h"

#ifdef CK_HAVE_VNNI
#include "tile_q4_k.h"

#include "matmul_blocks.h"

CK_FN(ck_matmul_q4_k_gemv_vnni)
{
	ck_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_matmul_q4_k_gemv_vnni, CK_BODY_VNNI(ck_matmul_q4_k_gemv_vnni),
	.op = "matmul", .isa = "vnni", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8_256 w=q4_k", .packing = "w=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);
