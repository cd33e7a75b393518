#include "kernel.h"

#include "slice.h"

CK_FN(ck_slice_f32_ref)
{
	const struct ck_slice *a = args;
	const int64_t part = a->M / a->G;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t g = 0; g < a->G; g++)
			for (int64_t i = 0; i < part; i++)
				a->y[t * a->M + g * part + i] = a->x[(t * a->G + g) * a->N + a->at + i];
}

CK_KERNEL(ck_slice_f32_ref, CK_BODY_REF(ck_slice_f32_ref),
	.op = "slice", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "M % G == 0 && at >= 0 && G * at + M <= G * N",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
