#include "kernel.h"

#include "dot_ref.h"

CK_FN(ck_matmul_q8_0_ref)
{
	ck_matmul_ref(args, lo, hi, ck_dot_q8_0_ref);
}

CK_KERNEL(ck_matmul_q8_0_ref, CK_BODY_REF(ck_matmul_q8_0_ref),
	.op = "matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_32 w=q8_0", .packing = "w=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 32-k blocks", .rank = 0);
