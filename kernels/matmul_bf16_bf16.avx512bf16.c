#include "bf16_scratch.h"
#include "kernel.h"

#ifdef CK_HAVE_AVX512BF16
#include "bf16_pairs.h"

#include "matmul_vec.h"

CK_FN(ck_matmul_bf16_bf16_avx512bf16)
{
	ck_matmul_vec(args, lo, hi, 0, 6, 4);
}
#endif

CK_KERNEL(ck_matmul_bf16_bf16_avx512bf16, CK_BODY_AVX512BF16(ck_matmul_bf16_bf16_avx512bf16),
	.op = "matmul", .isa = "avx512bf16", .numerics = "fast", .modes = "prefill",
	.dtypes = "x=bf16 w=bf16", .packing = "w=n16", .where = "K % 2 == 0" CK_BF16_GEMM_MANY,
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
