#include "kernel.h"

#include "rope_dx_plain.h"

CK_FN(ck_rope_dx_f32_ref)
{
	ck_rope_dx_plain(args, lo, hi);
}

CK_KERNEL(ck_rope_dx_f32_ref, CK_BODY_REF(ck_rope_dx_f32_ref),
	.op = "rope_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
