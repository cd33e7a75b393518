#include "kernel.h"

#include "row_attention.h"
#include "row_attention_ref.h"

static void head(const struct ck_row_attention *a, int64_t t, int64_t kv, int64_t h)
{
	const int64_t D = a->D;
	const float *q = a->q + (t * a->H + h) * D;
	float *y = a->y + (t * a->H + h) * D, m = -__builtin_inff(), l = 0;
	for (int64_t d = 0; d < D; d++)
		y[d] = 0;
	for (int64_t s = 0; s < a->T; s++)
		if (ck_row_sees(a->pos, a->slot, a->window, t, s)) {
			const float score = ck_row_score(q, a->k + (s * a->KV + kv) * D, D, a->scale, a->softcap);
			m = score > m ? score : m;
		}
	for (int64_t s = 0; s < a->T; s++)
		if (ck_row_sees(a->pos, a->slot, a->window, t, s)) {
			const int64_t at = (s * a->KV + kv) * D;
			const float e = ck_expf(ck_row_score(q, a->k + at, D, a->scale, a->softcap) - m);
			l += e;
			for (int64_t d = 0; d < D; d++)
				y[d] = __builtin_fmaf(e, a->v[at + d], y[d]);
		}
	const float r = 1.0f / l;
	for (int64_t d = 0; d < D; d++)
		y[d] *= r;
	a->lse[t * a->H + h] = m + ck_logf(l);
}

CK_FN(ck_row_attention_f32_ref)
{
	const struct ck_row_attention *a = args;
	CK_ROW_HEADS(a, lo, hi, head);
}

CK_KERNEL(ck_row_attention_f32_ref, CK_BODY_REF(ck_row_attention_f32_ref),
	.op = "row_attention", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = "", .reduce = "dot products in 16 lanes, folded by halves; ascending s", .rank = 0);
