#include "kernel.h"

#include "math.h"
#include "softcap.h"

CK_FN(ck_softcap_f32_ref)
{
	const struct ck_softcap *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->y[r] = a->cap * ck_tanhf(a->x[r] / a->cap);
}

CK_KERNEL(ck_softcap_f32_ref, CK_BODY_REF(ck_softcap_f32_ref),
	.op = "softcap", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
