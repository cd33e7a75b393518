#include "kernel.h"
#include "packed_scratch.h"

#ifdef CK_HAVE_VNNI
#include "tile_q5_0.h"

#include "matmul_packed.h"

CK_FN(ck_gated_matmul_q5_0_gemm_vnni)
{
	ck_gated_matmul_packed(args, lo, hi);
}
#endif

CK_KERNEL(ck_gated_matmul_q5_0_gemm_vnni, CK_BODY_VNNI(ck_gated_matmul_q5_0_gemm_vnni),
	.op = "gated_matmul", .isa = "vnni", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_32 g=q5_0 u=q5_0", .packing = "g=n16 u=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = CK_PACKED_SCRATCH, .reduce = "ascending 32-k blocks", .rank = 0);
