/* What moves gradients about, over 16 lanes: zero, accumulate, embedding_dw, select_dx. */
#ifndef CK_KERNEL_GRADIENT_VEC_H
#define CK_KERNEL_GRADIENT_VEC_H

#include "accumulate.h"
#include "embedding_dw.h"
#include "select_dx.h"
#include "vec.h"
#include "zero.h"

static inline void ck_fill_vec(float *y, float x, int64_t n)
{
	for (int64_t i = 0; i < n; i += 16)
		ck_v_store_n(y + i, ck_v_set(x), n - i < 16 ? n - i : 16);
}

/* y += x */
static inline void ck_add_to_vec(float *y, const float *x, int64_t n)
{
	for (int64_t i = 0; i < n; i += 16) {
		const int64_t k = n - i < 16 ? n - i : 16;
		ck_v_store_n(y + i, ck_v_add(ck_v_load_n(y + i, k), ck_v_load_n(x + i, k)), k);
	}
}

static inline void ck_zero_vec(const struct ck_zero *a, int64_t lo, int64_t hi)
{
	ck_fill_vec(a->g + lo, 0, hi - lo);
}

static inline void ck_accumulate_vec(const struct ck_accumulate *a, int64_t lo, int64_t hi)
{
	ck_add_to_vec(a->g + lo, a->x + lo, hi - lo);
}

/* Rows [lo, hi) of y, of E: 0, then row i of x, ascending, added to row to[i]. */
static inline void ck_scatter_vec(float *y, const float *x, const int32_t *to, int64_t n, int64_t E, int64_t lo, int64_t hi)
{
	ck_fill_vec(y + lo * E, 0, (hi - lo) * E);
	for (int64_t i = 0; i < n; i++)
		if (to[i] >= lo && to[i] < hi)
			ck_add_to_vec(y + to[i] * E, x + i * E, E);
}

static inline void ck_embedding_dw_vec(const struct ck_embedding_dw *a, int64_t lo, int64_t hi)
{
	const ck_v scale = ck_v_set(a->scale);
	ck_scatter_vec(a->dw, a->dy, a->id, a->T, a->E, lo, hi);
	for (int64_t i = lo * a->E; a->scale != 1 && i < hi * a->E; i += 16) {
		const int64_t n = hi * a->E - i < 16 ? hi * a->E - i : 16;
		ck_v_store_n(a->dw + i, ck_v_mul(ck_v_load_n(a->dw + i, n), scale), n);
	}
}

static inline void ck_select_dx_vec(const struct ck_select_dx *a, int64_t lo, int64_t hi)
{
	ck_scatter_vec(a->dx, a->dy, a->row, a->O, a->E, lo, hi);
}

#endif
