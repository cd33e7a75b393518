#include "kernel.h"

#include "row_attention_dq.h"
#include "row_attention_ref.h"

static void head(const struct ck_row_attention_dq *a, int64_t t, int64_t kv, int64_t h)
{
	const int64_t D = a->D, row = t * a->H + h;
	float *dq = a->dq + row * D;
	for (int64_t d = 0; d < D; d++)
		dq[d] = 0;
	for (int64_t s = 0; s < a->T; s++)
		if (ck_row_sees(a->pos, a->slot, a->window, t, s)) {
			const float *k = a->k + (s * a->KV + kv) * D, *v = a->v + (s * a->KV + kv) * D;
			const float z = ck_row_pair(a->q + row * D, k, v, a->dy + row * D, D, a->scale, a->softcap, a->lse[row],
				a->delta[row]).z * a->scale;
			for (int64_t d = 0; d < D; d++)
				dq[d] = __builtin_fmaf(z, k[d], dq[d]);
		}
}

CK_FN(ck_row_attention_dq_f32_ref)
{
	const struct ck_row_attention_dq *a = args;
	CK_ROW_HEADS(a, lo, hi, head);
}

CK_KERNEL(ck_row_attention_dq_f32_ref, CK_BODY_REF(ck_row_attention_dq_f32_ref),
	.op = "row_attention_dq", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = "", .reduce = "dot products in 16 lanes, folded by halves; ascending s", .rank = 0);
