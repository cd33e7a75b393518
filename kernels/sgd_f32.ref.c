#include "kernel.h"

#include "sgd.h"

CK_FN(ck_sgd_f32_ref)
{
	const struct ck_sgd *a = args;
	const float lr = a->lr[0];
	for (int64_t r = lo; r < hi; r++) {
		float d = a->g[r] + a->decay * a->w[r];
		if (a->m)
			d = a->m[r] = a->momentum * a->m[r] + d;
		a->w[r] = a->w[r] - lr * d;
	}
}

CK_KERNEL(ck_sgd_f32_ref, CK_BODY_REF(ck_sgd_f32_ref),
	.op = "sgd", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
