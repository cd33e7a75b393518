#include "kernel.h"

#include "delta_rule.h"

CK_FN(ck_delta_rule_f32_ref)
{
	const struct ck_delta_rule *a = args;
	const int64_t K = a->K, V = a->V;
	for (int64_t h = lo; h < hi; h++)
		for (int64_t t = 0; t < a->T; t++) {
			const int64_t g = a->heads == CK_TILED ? h % a->KH : h / (a->VH / a->KH);
			const float *q = a->q + (t * a->KH + g) * K, *k = a->k + (t * a->KH + g) * K, *v = a->v + (t * a->VH + h) * V;
			const float decay = a->decay[t * a->VH + h], beta = a->beta[t * a->VH + h];
			float *s = a->s + (a->slot[t] * a->VH + h) * K * V, *y = a->y + (t * a->VH + h) * V;
			for (int64_t j = 0; j < V; j++) {
				float known = 0, out = 0;
				for (int64_t i = 0; i < K; i++) {
					s[i * V + j] = a->pos[t] ? s[i * V + j] * decay : 0;
					known = __builtin_fmaf(s[i * V + j], k[i], known);
				}
				const float e = (v[j] - known) * beta;
				for (int64_t i = 0; i < K; i++) {
					s[i * V + j] = __builtin_fmaf(k[i], e, s[i * V + j]);
					out = __builtin_fmaf(s[i * V + j], q[i] * a->scale, out);
				}
				y[j] = out;
			}
		}
}

CK_KERNEL(ck_delta_rule_f32_ref, CK_BODY_REF(ck_delta_rule_f32_ref),
	.op = "delta_rule", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "VH % KH == 0",
	.axis = "VH", .grain = 1, .scratch = "", .reduce = "ascending key element", .rank = 0);
