#include "kernel.h"

#ifdef CK_HAVE_VNNI
#include "tile_q5_k.h"

#include "matmul_blocks.h"

CK_FN(ck_gated_matmul_q5_k_gemv_vnni)
{
	ck_gated_matmul_blocks(args, lo, hi, CK_FEW_ROWS);
}
#endif

CK_KERNEL(ck_gated_matmul_q5_k_gemv_vnni, CK_BODY_VNNI(ck_gated_matmul_q5_k_gemv_vnni),
	.op = "gated_matmul", .isa = "vnni", .numerics = "exact", .modes = "decode",
	.dtypes = "x=a8_256 g=q5_k u=q5_k", .packing = "g=n16 u=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);
