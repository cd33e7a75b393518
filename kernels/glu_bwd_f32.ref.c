#include "kernel.h"

#include "act_ref.h"
#include "glu_bwd.h"

CK_FN(ck_glu_bwd_f32_ref)
{
	const struct ck_glu_bwd *a = args;
	for (int64_t r = lo; r < hi; r++) {
		const float dy = a->dy[r], g = a->g[r], u = a->u[r];
		a->dg[r] = dy * u * ck_act_grad_ref(a->act, g);
		a->du[r] = dy * ck_act_ref(a->act, g);
	}
}

CK_KERNEL(ck_glu_bwd_f32_ref, CK_BODY_REF(ck_glu_bwd_f32_ref),
	.op = "glu_bwd", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
