#include "kernel.h"

#include "select_dx.h"

CK_FN(ck_select_dx_f32_ref)
{
	const struct ck_select_dx *a = args;
	for (int64_t t = lo; t < hi; t++) {
		float *dx = a->dx + t * a->E;
		for (int64_t e = 0; e < a->E; e++)
			dx[e] = 0;
		for (int64_t o = 0; o < a->O; o++)
			for (int64_t e = 0; e < a->E && a->row[o] == t; e++)
				dx[e] += a->dy[o * a->E + e];
	}
}

CK_KERNEL(ck_select_dx_f32_ref, CK_BODY_REF(ck_select_dx_f32_ref),
	.op = "select_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "ascending o", .rank = 0);
