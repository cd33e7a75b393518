/* ring_attention on AMX in bf16: bf16_attention.h over chunks of keys and values that are gathered from the ring and from the
 * step's rows, once for a block of rows, as F32. CK_RING(what) is ck_cache_<what>_<type> of the ring's type. */
#ifndef CK_KERNEL_BF16_RING_ATTENTION_H
#define CK_KERNEL_BF16_RING_ATTENTION_H

#define CK_CACHE(what) ck_cache_##what##_f32
#include "bf16_attention.h"
#include "ring.h"
#include "ring_attention.h"

/* Behind what bf16_attention.h needs of scratch. */
struct ck_bra {
	const struct ck_ring_attention *a;
	float *k, *v;  /* [256][D], from the first position that is gathered */
	int32_t *rows; /* [T]: those of the step that are the slot's */
};

/* Rows of the step of row t's slot, in order. */
static inline int64_t ck_bra_list(const struct ck_bra *x, int64_t t)
{
	int64_t n = 0;
	for (int64_t u = 0; u < x->a->T; u++)
		if (x->a->slot[u] == x->a->slot[t])
			x->rows[n++] = (int32_t)u;
	return n;
}

static inline void ck_bra_row(float *to, const void *ring, int64_t at, int64_t D)
{
	for (int64_t d = 0; d < D; d += 16)
		ck_v_store(to + d, CK_RING(load)(ring, at + d));
}

static inline struct ck_ba_rows ck_bra_gather(const struct ck_ba *b, const void *of, int64_t base, int64_t from, int64_t to)
{
	const struct ck_bra *x = of;
	const struct ck_ring_attention *a = x->a;
	const int64_t D = a->D;
	ck_bra_list(x, b->t);
	const int64_t first = a->pos[x->rows[0]]; /* position that the step brings */
	for (int64_t p = base + from, i = 0; p < base + to; p++, i += D) {
		if (p >= first) {
			const int64_t new = (x->rows[p - first] * a->KV + b->kv) * D;
			CK_RING(round_row)(x->k + i, a->k + new, D);
			CK_RING(round_row)(x->v + i, a->v + new, D);
		} else {
			const int64_t old = ck_ring_row(a->slot[b->t], p, b->kv, a->KV, a->W) * D;
			ck_bra_row(x->k + i, a->kc, old, D);
			ck_bra_row(x->v + i, a->vc, old, D);
		}
	}
	return (struct ck_ba_rows){ x->k, x->v, -from };
}

static inline void ck_ring_attention_bf16(const struct ck_ring_attention *a, int64_t lo, int64_t hi)
{
	const struct ck_attention as = { .y = a->y, .q = a->q, .pos = a->pos, .slot = a->slot, .scratch = a->scratch, .T = a->T, .H = a->H,
		.KV = a->KV, .D = a->D, .window = a->W, .scale = a->scale, .softcap = a->softcap };
	struct ck_bra x = { .a = a, .k = (float *)(void *)((char *)a->scratch + (CK_BF16_ATTENTION_BYTES(a->D))) };
	x.v = x.k + CK_KV_PAGE * a->D;
	x.rows = (int32_t *)(void *)(x.v + CK_KV_PAGE * a->D);
	ck_ba_run(&as, lo, hi, ck_bra_gather, &x);
}

#endif
