/* cross_entropy and its gradient over 16 lanes. */
#ifndef CK_KERNEL_CROSS_ENTROPY_VEC_H
#define CK_KERNEL_CROSS_ENTROPY_VEC_H

#include "cross_entropy.h"
#include "cross_entropy_dx.h"
#include "vec.h"

static inline float ck_row_max(const float *x, int64_t n)
{
	ck_v max[4], v;
	float lane[16], m = -__builtin_inff();
	int64_t i = 0;
	for (int j = 0; j < 4; j++)
		max[j] = ck_v_set(m);
	for (; i + 64 <= n; i += 64)
		for (int j = 0; j < 4; j++)
			max[j] = ck_v_max(ck_v_load(x + i + j * 16), max[j]);
	v = ck_v_max(ck_v_max(max[0], max[1]), ck_v_max(max[2], max[3]));
	ck_v_store(lane, v);
	for (int j = 0; j < 16; j++)
		m = lane[j] > m ? lane[j] : m;
	for (; i < n; i++)
		m = x[i] > m ? x[i] : m;
	return m;
}

static inline void ck_cross_entropy_vec(const struct ck_cross_entropy *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const float *x = a->x + t * a->V, max = ck_row_max(x, a->V);
		const ck_v m = ck_v_set(max);
		ck_v64 sum = ck_v64_zero();
		int64_t v = 0;
		for (; v + 16 <= a->V; v += 16)
			sum = ck_v64_add(sum, ck_v_exp(ck_v_sub(ck_v_load(x + v), m)));
		if (v < a->V) {
			float lane[16];
			ck_v_store(lane, ck_v_exp(ck_v_sub(ck_v_load_n(x + v, a->V - v), m)));
			sum = ck_v64_add(sum, ck_v_load_n(lane, a->V - v));
		}
		a->lse[t] = max + ck_logf((float)ck_v64_fold(sum));
		a->nll[t] = a->target[t] < 0 ? 0 : a->lse[t] - x[a->target[t]];
	}
}

static inline void ck_cross_entropy_dx_vec(const struct ck_cross_entropy_dx *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const float *x = a->x + t * a->V;
		float *dx = a->dx + t * a->V;
		const int32_t target = a->target[t];
		const float at = target < 0 ? 0 : a->dy[t] * (ck_expf(x[target] - a->lse[t]) - 1.0f); /* dx may be x */
		const ck_v dy = ck_v_set(a->dy[t]), lse = ck_v_set(a->lse[t]);
		for (int64_t v = 0; v < a->V; v += 16) {
			const int64_t n = a->V - v < 16 ? a->V - v : 16;
			const ck_v p = ck_v_exp(ck_v_sub(ck_v_load_n(x + v, n), lse));
			ck_v_store_n(dx + v, target < 0 ? ck_v_set(0) : ck_v_mul(dy, p), n);
		}
		if (target >= 0)
			dx[target] = at;
	}
}

#endif
