/* delta_rule over 16 lanes of V. */
#ifndef CK_KERNEL_DELTA_RULE_VEC_H
#define CK_KERNEL_DELTA_RULE_VEC_H

#include "delta_rule.h"
#include "vec.h"

static inline void ck_delta_rule_vec(const struct ck_delta_rule *a, int64_t lo, int64_t hi)
{
	const int64_t K = a->K, V = a->V;
	for (int64_t h = lo; h < hi; h++)
		for (int64_t t = 0; t < a->T; t++) {
			const int64_t g = a->heads == CK_TILED ? h % a->KH : h / (a->VH / a->KH);
			const float *q = a->q + (t * a->KH + g) * K, *k = a->k + (t * a->KH + g) * K, *v = a->v + (t * a->VH + h) * V;
			const ck_v decay = ck_v_set(a->decay[t * a->VH + h]), beta = ck_v_set(a->beta[t * a->VH + h]);
			float *head = a->s + (a->slot[t] * a->VH + h) * K * V, *y = a->y + (t * a->VH + h) * V;
			for (int64_t j = 0; j < V; j += 16) {
				const int64_t n = V - j < 16 ? V - j : 16;
				float *s = head + j;
				ck_v known = ck_v_set(0), out = ck_v_set(0);
				for (int64_t i = 0; i < K; i++) {
					const ck_v x = a->pos[t] ? ck_v_mul(ck_v_load_n(s + i * V, n), decay) : ck_v_set(0);
					ck_v_store_n(s + i * V, x, n);
					known = ck_v_fma(x, ck_v_set(k[i]), known);
				}
				const ck_v e = ck_v_mul(ck_v_sub(ck_v_load_n(v + j, n), known), beta);
				for (int64_t i = 0; i < K; i++) {
					const ck_v x = ck_v_fma(ck_v_set(k[i]), e, ck_v_load_n(s + i * V, n));
					ck_v_store_n(s + i * V, x, n);
					out = ck_v_fma(x, ck_v_set(q[i] * a->scale), out);
				}
				ck_v_store_n(y + j, out, n);
			}
		}
}

#endif
