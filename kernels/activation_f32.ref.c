#include "kernel.h"

#include "act_ref.h"
#include "activation.h"

CK_FN(ck_activation_f32_ref)
{
	const struct ck_activation *a = args;
	for (int64_t r = lo; r < hi; r++)
		a->y[r] = ck_act_ref(a->act, a->x[r]);
}

CK_KERNEL(ck_activation_f32_ref, CK_BODY_REF(ck_activation_f32_ref),
	.op = "activation", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
