#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "quantize_plain.h"

CK_FN(ck_quantize_a8_32_avx512)
{
	ck_quantize_a8_32(args, lo, hi);
}
#endif

CK_KERNEL(ck_quantize_a8_32_avx512, CK_BODY_AVX512(ck_quantize_a8_32_avx512),
	.op = "quantize", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "y=a8_32", .packing = "", .where = "K % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
