#include "kernel.h"
#include "packed_scratch.h"

#ifdef CK_HAVE_VNNI
#include "tile_q3_k.h"

#include "matmul_packed.h"

CK_FN(ck_gated_matmul_q3_k_gemm_vnni)
{
	ck_gated_matmul_packed(args, lo, hi);
}
#endif

CK_KERNEL(ck_gated_matmul_q3_k_gemm_vnni, CK_BODY_VNNI(ck_gated_matmul_q3_k_gemm_vnni),
	.op = "gated_matmul", .isa = "vnni", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_256 g=q3_k u=q3_k", .packing = "g=n16 u=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = CK_PACKED_SCRATCH, .reduce = "ascending 256-k blocks", .rank = 0);
