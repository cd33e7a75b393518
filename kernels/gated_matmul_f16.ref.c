#include "kernel.h"

#include "dot_ref.h"

CK_FN(ck_gated_matmul_f16_ref)
{
	ck_gated_matmul_ref(args, lo, hi, ck_dot_f16_ref);
}

CK_KERNEL(ck_gated_matmul_f16_ref, CK_BODY_REF(ck_gated_matmul_f16_ref),
	.op = "gated_matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=f32 g=f16 u=f16", .packing = "g=n16 u=n16", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending k", .rank = 0);
