#include "kernel.h"

#include "rescale.h"

CK_FN(ck_rescale_f32_ref)
{
	const struct ck_rescale *a = args;
	const float scale = a->scale[0];
	if (scale == 1)
		return;
	for (int64_t r = lo; r < hi; r++)
		a->g[r] *= scale;
}

CK_KERNEL(ck_rescale_f32_ref, CK_BODY_REF(ck_rescale_f32_ref),
	.op = "rescale", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
