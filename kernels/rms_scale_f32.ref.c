#include "kernel.h"

#include "rms_ref.h"
#include "rms_scale.h"

CK_FN(ck_rms_scale_f32_ref)
{
	const struct ck_rms_scale *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->s[r] = ck_rms_scale_ref(a->x + r * a->E, a->E, a->eps);
}

CK_KERNEL(ck_rms_scale_f32_ref, CK_BODY_REF(ck_rms_scale_f32_ref),
	.op = "rms_scale", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 1, .scratch = "", .reduce = "16 F64 lanes, folded by halves", .rank = 0);
