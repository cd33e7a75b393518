/* Reference attention: one head at a time, one position at a time. Scratch: 256 scores, O and o of D. */
#ifndef CK_KERNEL_ATTENTION_REF_H
#define CK_KERNEL_ATTENTION_REF_H

#include "attention.h"
#include "cache.h"
#include "kv.h"
#include "math.h"

#define CK_ATTENTION_REF_SCRATCH "4*256 + 8*D"

/* Element d of position p of a row's sequence, in F32: of its key, or of its value. */
typedef float ck_att_fn(const void *from, int value, int64_t p, int64_t d);

/* One row of one head: positions [start, pos]. */
struct ck_att_row {
	const float *q;
	float *y, *scratch;
	int64_t start, pos, D;
	float scale, softcap;
	const void *from;
	ck_att_fn *get;
};

static inline float ck_fold16_ref(float *lane)
{
	for (int half = 8; half; half /= 2)
		for (int i = 0; i < half; i++)
			lane[i] += lane[i + half];
	return lane[0];
}

static inline void ck_att_row_ref(const struct ck_att_row *a)
{
	const int64_t D = a->D;
	float *score = a->scratch, *O = score + CK_KV_PAGE, *o = O + D, M = 0, L = 0;

	for (int64_t p = a->start; p <= a->pos;) {
		const int64_t page = p / CK_KV_PAGE * CK_KV_PAGE, left = a->pos - p + 1;
		const int64_t from = p - page, to = left < CK_KV_PAGE - from ? from + left : CK_KV_PAGE;
		float m = -__builtin_inff(), sum[16] = { 0 };
		for (int64_t i = from; i < to; i++) {
			float lane[16] = { 0 };
			for (int64_t d = 0; d < D; d++)
				lane[d % 16] = __builtin_fmaf(a->q[d], a->get(a->from, 0, page + i, d), lane[d % 16]);
			float s = ck_fold16_ref(lane) * a->scale;
			if (a->softcap > 0)
				s = a->softcap * ck_tanhf(s / a->softcap);
			score[i] = s;
			m = s > m ? s : m;
		}
		for (int64_t d = 0; d < D; d++)
			o[d] = 0;
		for (int64_t i = from; i < to; i++) {
			const float e = ck_expf(score[i] - m);
			sum[i % 16] += e;
			for (int64_t d = 0; d < D; d++)
				o[d] = __builtin_fmaf(e, a->get(a->from, 1, page + i, d), o[d]);
		}
		const float l = ck_fold16_ref(sum);
		if (p == a->start) {
			M = m;
			L = l;
			for (int64_t d = 0; d < D; d++)
				O[d] = o[d];
		} else {
			const float top = M > m ? M : m, f = ck_expf(M - top), g = ck_expf(m - top);
			M = top;
			L = L * f + l * g;
			for (int64_t d = 0; d < D; d++)
				O[d] = O[d] * f + o[d] * g;
		}
		p += to - from;
	}
	for (int64_t d = 0; d < D; d++)
		a->y[d] = O[d] * (1.0f / L);
}

struct ck_att_pages { const struct ck_attention *a; int64_t table, kv; ck_cache_get_fn *get; };

static inline float ck_att_paged_ref(const void *from, int value, int64_t p, int64_t d)
{
	const struct ck_att_pages *x = from;
	return x->get(value ? x->a->vc : x->a->kc, ck_kv_row(x->a->pages, x->table, p, x->kv, x->a->KV) * x->a->D + d);
}

static inline void ck_attention_ref(const struct ck_attention *a, int64_t lo, int64_t hi, ck_cache_get_fn *get)
{
	const int64_t group = a->H / a->KV;
	for (int64_t i = lo; i < hi; i++) {
		const int64_t t = i % a->T, h = i / a->T, kv = h / group, pos = a->pos[t];
		const struct ck_att_pages pages = { a, a->slot[t] * a->PS, kv, get };
		const struct ck_att_row row = { .q = a->q + (t * a->H + h) * a->D, .y = a->y + (t * a->H + h) * a->D,
			.scratch = a->scratch, .pos = pos, .D = a->D, .scale = a->scale, .softcap = a->softcap,
			.start = a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0, .from = &pages, .get = ck_att_paged_ref };
		ck_att_row_ref(&row);
	}
}

#endif
