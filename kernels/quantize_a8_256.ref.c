#include "kernel.h"

#include "quantize_a8_256.h"

CK_FN(ck_quantize_a8_256_ref)
{
	ck_quantize_a8_256(args, lo, hi);
}

CK_KERNEL(ck_quantize_a8_256_ref, CK_BODY_REF(ck_quantize_a8_256_ref),
	.op = "quantize", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "y=a8_256", .packing = "", .where = "K % 256 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
