#include "kernel.h"

#include "decay.h"
#include "math.h"

CK_FN(ck_decay_f32_ref)
{
	const struct ck_decay *a = args;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t h = 0; h < a->H; h++)
			a->y[t * a->H + h] = ck_expf(a->a[h] * ck_softplusf(a->x[t * a->H + h] + a->b[h]));
}

CK_KERNEL(ck_decay_f32_ref, CK_BODY_REF(ck_decay_f32_ref),
	.op = "decay", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
