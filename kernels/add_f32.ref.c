#include "kernel.h"

#include "add_plain.h"

CK_FN(ck_add_f32_ref)
{
	ck_add_plain(args, lo, hi);
}

CK_KERNEL(ck_add_f32_ref, CK_BODY_REF(ck_add_f32_ref),
	.op = "add", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
