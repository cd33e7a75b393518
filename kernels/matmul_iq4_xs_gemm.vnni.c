#include "kernel.h"
#include "packed_scratch.h"

#ifdef CK_HAVE_VNNI
#include "tile_iq4_xs.h"

#include "matmul_packed.h"

CK_FN(ck_matmul_iq4_xs_gemm_vnni)
{
	ck_matmul_packed(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_iq4_xs_gemm_vnni, CK_BODY_VNNI(ck_matmul_iq4_xs_gemm_vnni),
	.op = "matmul", .isa = "vnni", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_256 w=iq4_xs", .packing = "w=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = CK_PACKED_SCRATCH, .reduce = "ascending 256-k blocks", .rank = 0);
