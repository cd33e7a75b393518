/* What the gradients of rmsnorm and layernorm need again, and these gradients, over 16 lanes. */
#ifndef CK_KERNEL_NORM_BACKWARD_VEC_H
#define CK_KERNEL_NORM_BACKWARD_VEC_H

#include "layer_stats.h"
#include "layernorm_db.h"
#include "layernorm_dw.h"
#include "layernorm_dx.h"
#include "rms_scale.h"
#include "rmsnorm_dw.h"
#include "rmsnorm_dx.h"
#include "row_sums_vec.h"
#include "vec.h"

static inline int64_t ck_norm_lanes(int64_t e, int64_t end)
{
	return end - e < 16 ? end - e : 16;
}

/* x in n lanes: the others are 0, so that they add nothing even where x is not finite. */
static inline ck_v ck_norm_set(float x, int64_t n)
{
	const ck_v v = ck_v_set(x);
	float lane[16];
	if (n == 16)
		return v;
	ck_v_store(lane, v);
	return ck_v_load_n(lane, n);
}

static inline float ck_norm_mean(ck_v64 sum, int64_t E)
{
	return (float)(ck_v64_fold(sum) / (double)E);
}

/* 1 / sqrt(mean((x - m)^2) + eps) */
static inline float ck_norm_scale(const float *x, float m, int64_t E, float eps)
{
	ck_v64 sum = ck_v64_zero();
	for (int64_t e = 0; e < E; e += 16) {
		const int64_t n = ck_norm_lanes(e, E);
		const ck_v d = ck_v_sub(ck_v_load_n(x + e, n), ck_norm_set(m, n));
		sum = ck_v64_add(sum, ck_v_mul(d, d));
	}
	return 1.0f / __builtin_sqrtf(ck_norm_mean(sum, E) + eps);
}

static inline void ck_rms_scale_vec(const struct ck_rms_scale *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r++)
		a->s[r] = ck_norm_scale(a->x + r * a->E, 0, a->E, a->eps);
}

static inline void ck_rmsnorm_dx_vec(const struct ck_rmsnorm_dx *a, int64_t lo, int64_t hi)
{
	const int64_t E = a->E;
	for (int64_t r = lo; r < hi; r++) {
		const float *dy = a->dy + r * E, *x = a->x + r * E;
		ck_v64 sum = ck_v64_zero();
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = ck_norm_lanes(e, E);
			const ck_v dn = ck_v_mul(ck_v_load_n(dy + e, n), ck_v_load_n(a->w + e, n));
			sum = ck_v64_add(sum, ck_v_mul(dn, ck_v_mul(ck_v_load_n(x + e, n), ck_norm_set(a->s[r], n))));
		}
		const ck_v c = ck_v_set(ck_norm_mean(sum, E)), s = ck_v_set(a->s[r]);
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = ck_norm_lanes(e, E);
			const ck_v dn = ck_v_mul(ck_v_load_n(dy + e, n), ck_v_load_n(a->w + e, n));
			const ck_v v = ck_v_mul(ck_v_mul(ck_v_load_n(x + e, n), s), c);
			ck_v_store_n(a->dx + r * E + e, ck_v_mul(s, ck_v_sub(dn, v)), n);
		}
	}
}

static inline void ck_rmsnorm_dw_vec(const struct ck_rmsnorm_dw *a, int64_t lo, int64_t hi)
{
	for (int64_t e = lo; e < hi; e += 16) {
		const int64_t n = ck_norm_lanes(e, hi);
		ck_v sum = ck_v_set(0);
		for (int64_t r = 0; r < a->R; r++) {
			const ck_v v = ck_v_mul(ck_v_load_n(a->x + r * a->E + e, n), ck_v_set(a->s[r]));
			sum = ck_v_fma(ck_v_load_n(a->dy + r * a->E + e, n), v, sum);
		}
		ck_v_store_n(a->dw + e, sum, n);
	}
}

static inline void ck_layer_stats_vec(const struct ck_layer_stats *a, int64_t lo, int64_t hi)
{
	const int64_t E = a->E;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * E;
		ck_v64 sum = ck_v64_zero();
		for (int64_t e = 0; e < E; e += 16)
			sum = ck_v64_add(sum, ck_v_load_n(x + e, ck_norm_lanes(e, E)));
		a->s[2 * r] = ck_norm_mean(sum, E);
		a->s[2 * r + 1] = ck_norm_scale(x, a->s[2 * r], E, a->eps);
	}
}

/* (x - mean) scale in n lanes. */
static inline ck_v ck_layer_normed(const float *x, const float *s, int64_t n)
{
	return ck_v_mul(ck_v_sub(ck_v_load_n(x, n), ck_norm_set(s[0], n)), ck_norm_set(s[1], n));
}

static inline void ck_layernorm_dx_vec(const struct ck_layernorm_dx *a, int64_t lo, int64_t hi)
{
	const int64_t E = a->E;
	for (int64_t r = lo; r < hi; r++) {
		const float *dy = a->dy + r * E, *x = a->x + r * E, *s = a->s + 2 * r;
		ck_v64 sum = ck_v64_zero(), product = ck_v64_zero();
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = ck_norm_lanes(e, E);
			const ck_v dn = ck_v_mul(ck_v_load_n(dy + e, n), ck_v_load_n(a->w + e, n));
			sum = ck_v64_add(sum, dn);
			product = ck_v64_add(product, ck_v_mul(dn, ck_layer_normed(x + e, s, n)));
		}
		const ck_v mean = ck_v_set(ck_norm_mean(sum, E)), c = ck_v_set(ck_norm_mean(product, E)), scale = ck_v_set(s[1]);
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = ck_norm_lanes(e, E);
			const ck_v dn = ck_v_mul(ck_v_load_n(dy + e, n), ck_v_load_n(a->w + e, n));
			const ck_v v = ck_v_sub(ck_v_sub(dn, mean), ck_v_mul(ck_layer_normed(x + e, s, n), c));
			ck_v_store_n(a->dx + r * E + e, ck_v_mul(scale, v), n);
		}
	}
}

static inline void ck_layernorm_dw_vec(const struct ck_layernorm_dw *a, int64_t lo, int64_t hi)
{
	for (int64_t e = lo; e < hi; e += 16) {
		const int64_t n = ck_norm_lanes(e, hi);
		ck_v sum = ck_v_set(0);
		for (int64_t r = 0; r < a->R; r++)
			sum = ck_v_fma(ck_v_load_n(a->dy + r * a->E + e, n), ck_layer_normed(a->x + r * a->E + e, a->s + 2 * r, n), sum);
		ck_v_store_n(a->dw + e, sum, n);
	}
}

static inline void ck_layernorm_db_vec(const struct ck_layernorm_db *a, int64_t lo, int64_t hi)
{
	ck_row_sums_vec(a->db, a->dy, a->R, a->E, lo, hi);
}

#endif
