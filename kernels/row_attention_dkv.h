/* row_attention_dkv: the gradients of row_attention's k and v: dk[s] = sum of z * scale * q[t][h], dv[s] = sum of
 * p * dy[t][h] over the rows t that see s and the heads h of the group; p and z as in row_attention_dq.
 *
 * Rounding: as row_attention_dq; dk[d] = fma(z scale, q[d], dk[d]) and dv[d] = fma(p, dy[d], dv[d]) with t ascending and h
 * ascending within, from 0. Axis T*KV: item s * KV + kv. */
#ifndef CK_KERNEL_ROW_ATTENTION_DKV_H
#define CK_KERNEL_ROW_ATTENTION_DKV_H

#include <stdint.h>

#include "attention.h"

struct ck_row_attention_dkv {
	float *dk, *dv;         /* [T][KV][D] */
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
