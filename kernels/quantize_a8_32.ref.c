#include "kernel.h"

#include "quantize_plain.h"

CK_FN(ck_quantize_a8_32_ref)
{
	ck_quantize_a8_32(args, lo, hi);
}

CK_KERNEL(ck_quantize_a8_32_ref, CK_BODY_REF(ck_quantize_a8_32_ref),
	.op = "quantize", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "y=a8_32", .packing = "", .where = "K % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
