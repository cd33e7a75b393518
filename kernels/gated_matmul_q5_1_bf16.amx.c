#include "kernel.h"

#include "bf16_scratch.h"
#ifdef CK_HAVE_AMX
#include "q5_1.h"
#define CK_B_TYPE ck_q5_1
#include "bf16_block.h"

#include "bf16_gemm.h"

CK_FN(ck_gated_matmul_q5_1_bf16_amx)
{
	ck_gated_matmul_bf16(args, lo, hi);
}
#endif

CK_KERNEL(ck_gated_matmul_q5_1_bf16_amx, CK_BODY_AMX(ck_gated_matmul_q5_1_bf16_amx),
	.op = "gated_matmul", .isa = "amx", .numerics = "fast", .modes = "prefill",
	.dtypes = "x=bf16 g=q5_1 u=q5_1", .packing = "g=n16 u=n16", .where = "K % 32 == 0" CK_BF16_GEMM_MANY,
	.axis = "N", .grain = 16, .scratch = CK_BF16_GEMM_SCRATCH, .reduce = "ascending k", .rank = 0);
