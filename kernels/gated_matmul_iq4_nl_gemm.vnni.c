#include "kernel.h"
#include "packed_scratch.h"

#ifdef CK_HAVE_VNNI
#include "tile_iq4_nl.h"

#include "matmul_packed.h"

CK_FN(ck_gated_matmul_iq4_nl_gemm_vnni)
{
	ck_gated_matmul_packed(args, lo, hi);
}
#endif

CK_KERNEL(ck_gated_matmul_iq4_nl_gemm_vnni, CK_BODY_VNNI(ck_gated_matmul_iq4_nl_gemm_vnni),
	.op = "gated_matmul", .isa = "vnni", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_32 g=iq4_nl u=iq4_nl", .packing = "g=n16 u=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = CK_PACKED_SCRATCH, .reduce = "ascending 32-k blocks", .rank = 0);
