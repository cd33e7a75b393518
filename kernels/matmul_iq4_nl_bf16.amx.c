#include "kernel.h"

#include "bf16_scratch.h"
#ifdef CK_HAVE_AMX
#include "iq4_nl.h"
#define CK_B_TYPE ck_iq4_nl
#include "bf16_block.h"

#include "bf16_gemm.h"

CK_FN(ck_matmul_iq4_nl_bf16_amx)
{
	ck_matmul_bf16(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_iq4_nl_bf16_amx, CK_BODY_AMX(ck_matmul_iq4_nl_bf16_amx),
	.op = "matmul", .isa = "amx", .numerics = "fast", .modes = "prefill",
	.dtypes = "x=bf16 w=iq4_nl", .packing = "w=n16", .where = "K % 32 == 0" CK_BF16_GEMM_MANY,
	.axis = "N", .grain = 16, .scratch = CK_BF16_GEMM_SCRATCH, .reduce = "ascending k", .rank = 0);
