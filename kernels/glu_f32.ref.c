#include "kernel.h"

#include "act_ref.h"
#include "glu.h"

CK_FN(ck_glu_f32_ref)
{
	const struct ck_glu *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->y[r] = ck_act_ref(a->act, a->g[r]) * a->u[r];
}

CK_KERNEL(ck_glu_f32_ref, CK_BODY_REF(ck_glu_f32_ref),
	.op = "glu", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
