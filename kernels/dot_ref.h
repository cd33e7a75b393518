/* Reference dot products of matmul.h and the ops made of them: plain loops, one element at a time. */
#ifndef CK_KERNEL_DOT_REF_H
#define CK_KERNEL_DOT_REF_H

#include "a8.h"
#include "act_ref.h"
#include "bf16.h"
#include "gated_matmul.h"
#include "matmul.h"
#include "n16.h"

/* Row t of x times row n of w. */
typedef float ck_dot_fn(const void *x, int64_t t, const void *w, int64_t n, int64_t K);

static inline float ck_dot_f32_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	const float *row = (const float *)x + t * K, *panel = ck_n16_f32(w, n / CK_PANEL, K);
	float acc = 0;
	for (int64_t k = 0; k < K; k++)
		acc = __builtin_fmaf(panel[k * CK_PANEL + n % CK_PANEL], row[k], acc);
	return acc;
}

/* w as stored: row after row. */
static inline float ck_dot_f32_rows_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	const float *row = (const float *)x + t * K, *weight = (const float *)w + n * K;
	float acc = 0;
	for (int64_t k = 0; k < K; k++)
		acc = __builtin_fmaf(weight[k], row[k], acc);
	return acc;
}

static inline float ck_dot_f16_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	const float *row = (const float *)x + t * K;
	const uint16_t *panel = ck_n16_f16(w, n / CK_PANEL, K);
	float acc = 0;
	for (int64_t k = 0; k < K; k++)
		acc = __builtin_fmaf(ck_f16_to_f32(panel[k * CK_PANEL + n % CK_PANEL]), row[k], acc);
	return acc;
}

static inline float ck_dot_bf16_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	const uint16_t *row = (const uint16_t *)x + t * K, *panel = ck_n16_f16(w, n / CK_PANEL, K);
	float acc = 0;
	for (int64_t k = 0; k < K; k++)
		acc = __builtin_fmaf(ck_bf16_to_f32(panel[k * CK_PANEL + n % CK_PANEL]), ck_bf16_to_f32(row[k]), acc);
	return acc;
}

static inline float ck_dot_q8_0_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	const struct ck_a8 row = ck_a8_row(x, t, K);
	const uint8_t *panel = ck_n16_q8_0(w, n / CK_PANEL, K);
	float acc = 0;
	for (int64_t b = 0; b < K / CK_Q8_BLOCK; b++) {
		const uint16_t *scale = (const uint16_t *)(const void *)(panel + ck_q8_scales(b));
		const uint8_t *line = panel + ck_q8_lines_at(b, K / CK_Q8_BLOCK) + n % CK_PANEL * 4;
		int32_t sum = 0;
		for (int k = 0; k < CK_Q8_BLOCK; k++)
			sum += (line[k / 4 * CK_Q8_LINE + k % 4] - 128) * row.q[b * CK_Q8_BLOCK + k];
		acc = __builtin_fmaf((float)sum, ck_f16_to_f32(scale[n % CK_PANEL]) * row.d[b], acc);
	}
	return acc;
}

static inline void ck_matmul_ref(const struct ck_matmul *a, int64_t lo, int64_t hi, ck_dot_fn *dot)
{
	for (int64_t t = 0; t < a->T; t++)
		for (int64_t n = lo; n < hi; n++) {
			float y = dot(a->x, t, a->w, n, a->K);
			if (a->b)
				y += a->b[n];
			if (a->r)
				y += a->r[t * a->N + n];
			a->y[t * a->N + n] = y;
		}
}

static inline void ck_gated_matmul_ref(const struct ck_gated_matmul *a, int64_t lo, int64_t hi, ck_dot_fn *dot)
{
	for (int64_t t = 0; t < a->T; t++)
		for (int64_t n = lo; n < hi; n++) {
			const float g = dot(a->x, t, a->g, n, a->K), u = dot(a->x, t, a->u, n, a->K);
			a->y[t * a->N + n] = ck_act_ref(a->act, g) * u;
		}
}

#endif
