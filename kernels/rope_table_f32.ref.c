#include "kernel.h"

#include "math.h"
#include "rope_table.h"

CK_FN(ck_rope_table_f32_ref)
{
	const struct ck_rope_table *a = args;
	const float ratio = ck_powf(a->base, -1.0f / (float)a->P);
	for (int64_t t = lo; t < hi; t++) {
		float theta = (float)a->pos[t] * a->scale;
		for (int64_t p = 0; p < a->P; p++) {
			const float angle = a->freqs ? theta / a->freqs[p] : theta;
			a->y[(t * a->P + p) * 2] = ck_cosf(angle);
			a->y[(t * a->P + p) * 2 + 1] = ck_sinf(angle);
			theta *= ratio;
		}
	}
}

CK_KERNEL(ck_rope_table_f32_ref, CK_BODY_REF(ck_rope_table_f32_ref),
	.op = "rope_table", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
