#include "kernel.h"

#include "select.h"

CK_FN(ck_select_f32_ref)
{
	const struct ck_select *a = args;
	for (int64_t o = lo; o < hi; o++)
		for (int64_t e = 0; e < a->E; e++)
			a->y[o * a->E + e] = a->x[a->row[o] * a->E + e];
}

CK_KERNEL(ck_select_f32_ref, CK_BODY_REF(ck_select_f32_ref),
	.op = "select", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "O", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
