#include "kernel.h"

#include "math.h"
#include "rope_table.h"

/* How much of pair p's angle is not scaled. */
static float unscaled(const struct ck_rope_table *a, int64_t p)
{
	float range = a->high - a->low, at;
	if (a->high <= 0)
		return 0;
	at = ((float)p - a->low) / (range > 0.001f ? range : 0.001f);
	return 1 - (at < 0 ? 0 : at > 1 ? 1 : at);
}

CK_FN(ck_rope_table_f32_ref)
{
	const struct ck_rope_table *a = args;
	const float ratio = ck_powf(a->base, -1.0f / (float)a->P);
	for (int64_t t = lo; t < hi; t++) {
		float theta = (float)a->pos[t] * a->scale, plain = (float)a->pos[t];
		for (int64_t p = 0; p < a->P; p++) {
			const float m = unscaled(a, p), mixed = m > 0 ? (1 - m) * theta + m * plain : theta;
			const float angle = a->freqs ? mixed / a->freqs[p] : mixed;
			a->y[(t * a->P + p) * 2] = a->factor * ck_cosf(angle);
			a->y[(t * a->P + p) * 2 + 1] = a->factor * ck_sinf(angle);
			theta *= ratio;
			plain *= ratio;
		}
	}
}

CK_KERNEL(ck_rope_table_f32_ref, CK_BODY_REF(ck_rope_table_f32_ref),
	.op = "rope_table", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
