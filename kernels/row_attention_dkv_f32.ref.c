#include "kernel.h"

#include "row_attention_dkv.h"
#include "row_attention_ref.h"

static void add_row(const struct ck_row_attention_dkv *a, int64_t t, int64_t h, const float *k, const float *v, float *dk, float *dv)
{
	const int64_t D = a->D, row = t * a->H + h;
	const float *q = a->q + row * D, *dy = a->dy + row * D;
	const struct ck_row_pair x = ck_row_pair(q, k, v, dy, D, a->scale, a->softcap, a->lse[row], a->delta[row]);
	const float z = x.z * a->scale;
	for (int64_t d = 0; d < D; d++) {
		dk[d] = __builtin_fmaf(z, q[d], dk[d]);
		dv[d] = __builtin_fmaf(x.p, dy[d], dv[d]);
	}
}

CK_FN(ck_row_attention_dkv_f32_ref)
{
	const struct ck_row_attention_dkv *a = args;
	const int64_t group = a->H / a->KV;
	for (int64_t i = lo; i < hi; i++) {
		const int64_t s = i / a->KV, first = i % a->KV * group, at = i * a->D;
		for (int64_t d = 0; d < a->D; d++)
			a->dk[at + d] = a->dv[at + d] = 0;
		for (int64_t t = 0; t < a->T; t++)
			for (int64_t h = first; h < first + group && ck_row_sees(a->pos, a->slot, a->window, t, s); h++)
				add_row(a, t, h, a->k + at, a->v + at, a->dk + at, a->dv + at);
	}
}

CK_KERNEL(ck_row_attention_dkv_f32_ref, CK_BODY_REF(ck_row_attention_dkv_f32_ref),
	.op = "row_attention_dkv", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "H % KV == 0",
	.axis = "T*KV", .grain = 1, .scratch = "", .reduce = "dot products in 16 lanes, folded by halves; ascending t, within it ascending h", .rank = 0);
