#include "kernel.h"

#include "bf16_scratch.h"
#ifdef CK_HAVE_AMX
#include "bf16_f32.h"

#include "bf16_gemm.h"

CK_FN(ck_matmul_f32_bf16_amx)
{
	ck_matmul_bf16(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_f32_bf16_amx, CK_BODY_AMX(ck_matmul_f32_bf16_amx),
	.op = "matmul", .isa = "amx", .numerics = "fast", .modes = "prefill",
	.dtypes = "x=bf16x3 w=f32", .packing = "w=n16", .where = "K % 32 == 0" CK_BF16_GEMM_MANY,
	.axis = "N", .grain = 16, .scratch = CK_BF16_GEMM_SCRATCH, .reduce = "ascending 32 k, six products each", .rank = 0);
