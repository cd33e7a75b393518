#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "quantize_bf16x3.h"

CK_FN(ck_quantize_bf16x3_avx2)
{
	ck_quantize_bf16x3(args, lo, hi);
}
#endif

CK_KERNEL(ck_quantize_bf16x3_avx2, CK_BODY_AVX2(ck_quantize_bf16x3_avx2),
	.op = "quantize", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "y=bf16x3", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
