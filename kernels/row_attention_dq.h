/* row_attention_dq: the gradient of row_attention's q: dq[t][h] = sum over the rows s that t sees of
 * z[s] * scale * k[s], z = p * (dy . v[s] - delta), p = exp(score - lse), scores as in row_attention, delta = dy . y.
 *
 * softcap c > 0: z is times 1 - (score / c)^2.
 * Rounding: dot products: as row_dot; z and z * scale in F32; dq[d] = fma(z scale, k[d],
 * dq[d]) ascending s from 0. Axis T*KV: item t * KV + kv does all heads of the group. */
#ifndef CK_KERNEL_ROW_ATTENTION_DQ_H
#define CK_KERNEL_ROW_ATTENTION_DQ_H

#include <stdint.h>

#include "attention.h"

struct ck_row_attention_dq {
	float *dq;              /* [T][H][D] */
	const float *dy;        /* [T][H][D] */
	const float *q;         /* [T][H][D] */
	const float *k, *v;     /* [T][KV][D] */
	const float *lse;       /* [T][H] */
	const float *delta;     /* [T][H] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	int64_t T, H, KV, D;
	int64_t window;
	float scale, softcap;
	enum ck_mask mask;
	void *scratch;          /* as the descriptor asks for, 64-byte aligned */
};

#endif
