#include "kernel.h"

#include "clip_scale.h"

CK_FN(ck_clip_scale_f32_ref)
{
	const struct ck_clip_scale *a = args;
	for (int64_t i = lo; i < hi; i++) {
		double sum = 0;
		for (int64_t l = 0; l < a->L; l++)
			sum += a->squares[l];
		const double norm = __builtin_sqrt(sum), scale = a->limit[i] / (norm + 1e-6);
		a->norm[i] = (float)norm;
		a->scale[i] = a->limit[i] > 0 && scale < 1 ? (float)scale : 1;
	}
}

CK_KERNEL(ck_clip_scale_f32_ref, CK_BODY_REF(ck_clip_scale_f32_ref),
	.op = "clip_scale", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "1", .grain = 1, .scratch = "", .reduce = "F64, ascending l", .rank = 0);
