#include "kernel.h"

#include "quantize_bf16x3.h"

CK_FN(ck_quantize_bf16x3_ref)
{
	ck_quantize_bf16x3(args, lo, hi);
}

CK_KERNEL(ck_quantize_bf16x3_ref, CK_BODY_REF(ck_quantize_bf16x3_ref),
	.op = "quantize", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "y=bf16x3", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
