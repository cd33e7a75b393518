#include "kernel.h"

#include "dot_ref.h"

CK_FN(ck_matmul_f16_ref)
{
	ck_matmul_ref(args, lo, hi, ck_dot_f16_ref);
}

CK_KERNEL(ck_matmul_f16_ref, CK_BODY_REF(ck_matmul_f16_ref),
	.op = "matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=f32 w=f16", .packing = "w=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
