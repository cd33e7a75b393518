#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "quantize_plain.h"

CK_FN(ck_quantize_a8_32_avx2)
{
	ck_quantize_a8_32(args, lo, hi);
}
#endif

CK_KERNEL(ck_quantize_a8_32_avx2, CK_BODY_AVX2(ck_quantize_a8_32_avx2),
	.op = "quantize", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "y=a8_32", .packing = "", .where = "K % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
