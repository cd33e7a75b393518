#include "kernel.h"

#include "rope_dx.h"

CK_FN(ck_rope_dx_f32_ref)
{
	const struct ck_rope_dx *a = args;
	const int64_t step = a->layout == CK_INTERLEAVED ? 2 : 1, other = a->layout == CK_INTERLEAVED ? 1 : a->P;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t h = 0; h < a->H; h++) {
			const float *dy = a->dy + (t * a->H + h) * a->D, *cs = a->cs + t * a->P * 2;
			float *dx = a->dx + (t * a->H + h) * a->D;
			for (int64_t p = 0; p < a->P; p++) {
				const float u = dy[p * step], v = dy[p * step + other], c = cs[p * 2], s = cs[p * 2 + 1];
				dx[p * step] = u * c + v * s;
				dx[p * step + other] = v * c - u * s;
			}
			for (int64_t d = 2 * a->P; d < a->D; d++)
				dx[d] = dy[d];
		}
}

CK_KERNEL(ck_rope_dx_f32_ref, CK_BODY_REF(ck_rope_dx_f32_ref),
	.op = "rope_dx", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
