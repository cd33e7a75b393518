#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "quantize_bf16x3.h"

CK_FN(ck_quantize_bf16x3_avx512)
{
	ck_quantize_bf16x3(args, lo, hi);
}
#endif

CK_KERNEL(ck_quantize_bf16x3_avx512, CK_BODY_AVX512(ck_quantize_bf16x3_avx512),
	.op = "quantize", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "y=bf16x3", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
