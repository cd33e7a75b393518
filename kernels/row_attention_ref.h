/* What the references of row_attention and of its gradients share. */
#ifndef CK_KERNEL_ROW_ATTENTION_REF_H
#define CK_KERNEL_ROW_ATTENTION_REF_H

#include <stdbool.h>
#include <stdint.h>

#include "math.h"

/* Row t sees row s. */
static inline bool ck_row_sees(const int32_t *pos, const int32_t *slot, int64_t window, int64_t t, int64_t s)
{
	return slot[s] == slot[t] && pos[s] <= pos[t] && (window <= 0 || (int64_t)pos[s] > pos[t] - window);
}

static inline float ck_row_dot_ref(const float *a, const float *b, int64_t D)
{
	float acc[16] = { 0 };
	for (int64_t d = 0; d < D; d++)
		acc[d % 16] = __builtin_fmaf(a[d], b[d], acc[d % 16]);
	for (int half = 8; half; half /= 2)
		for (int i = 0; i < half; i++)
			acc[i] += acc[i + half];
	return acc[0];
}

static inline float ck_row_score(const float *q, const float *k, int64_t D, float scale, float softcap)
{
	const float s = ck_row_dot_ref(q, k, D) * scale;
	return softcap > 0 ? softcap * ck_tanhf(s / softcap) : s;
}

/* head(a, t, kv, h) of items [lo, hi) of axis T*KV: all heads of each group. */
#define CK_ROW_HEADS(a, lo, hi, head) do { \
	const int64_t group = (a)->H / (a)->KV; \
	for (int64_t i = (lo); i < (hi); i++) \
		for (int64_t g = 0; g < group; g++) \
			head(a, i / (a)->KV, i % (a)->KV, i % (a)->KV * group + g); \
} while (0)

/* p and z of row_attention_dq.h for one pair of rows. */
struct ck_row_pair { float p, z; };

static inline struct ck_row_pair ck_row_pair(const float *q, const float *k, const float *v, const float *dy, int64_t D,
	float scale, float softcap, float lse, float delta)
{
	const float score = ck_row_score(q, k, D, scale, softcap), p = ck_expf(score - lse);
	float z = p * (ck_row_dot_ref(dy, v, D) - delta);
	if (softcap > 0)
		z *= 1.0f - score / softcap * (score / softcap);
	return (struct ck_row_pair){ p, z };
}

#endif
