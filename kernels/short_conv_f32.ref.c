#include "kernel.h"

#include "act_ref.h"
#include "short_conv.h"

CK_FN(ck_short_conv_f32_ref)
{
	const struct ck_short_conv *a = args;
	const int64_t N = a->N, J = a->J;
	for (int64_t n = lo; n < hi; n++)
		for (int64_t t = 0; t < a->T; t++) {
			const int64_t pos = a->pos[t];
			float *c = a->c + a->slot[t] * (J - 1) * N + n;
			float sum = 0;
			for (int64_t j = 0; j < J - 1; j++) {
				const int64_t p = pos - (J - 1) + j;
				if (p >= 0)
					sum = __builtin_fmaf(a->w[n * J + j], c[p % (J - 1) * N], sum);
			}
			sum = __builtin_fmaf(a->w[n * J + J - 1], a->x[t * N + n], sum);
			c[pos % (J - 1) * N] = a->x[t * N + n];
			a->y[t * N + n] = ck_act_ref(a->act, sum);
		}
}

CK_KERNEL(ck_short_conv_f32_ref, CK_BODY_REF(ck_short_conv_f32_ref),
	.op = "short_conv", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "J > 1",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending position", .rank = 0);
