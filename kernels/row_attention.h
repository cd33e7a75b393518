/* row_attention: y[t][h] = sum over s of softmax(scale * q[t][h] . k[s]) v[s] over the rows s of this step that row t
 * sees: those of its slot with pos[s] <= pos[t] and, if window > 0, pos[s] > pos[t] - window. It is attention where the
 * rows of each slot are its whole sequence, so that k and v need no cache. Head h reads KV head h / (H / KV).
 *
 * lse[t][h] = m + log(l): what its gradients need to have the softmax again, exp(score - lse).
 * softcap c > 0: scores x become c * tanh(x / c).
 * Rounding: dot product: as row_dot; times scale, rounded. m = max of the scores;
 * e = exp(score - m); l += e and o[d] = fma(e, v[d], o[d]), both ascending s from 0; y = o * (1 / l). Axis T*KV: item
 * t * KV + kv does all heads of the group. */
#ifndef CK_KERNEL_ROW_ATTENTION_H
#define CK_KERNEL_ROW_ATTENTION_H

#include <stdint.h>

#include "attention.h"

struct ck_row_attention {
	float *y;               /* [T][H][D] */
	float *lse;             /* [T][H] */
	const float *q;         /* [T][H][D] */
	const float *k, *v;     /* [T][KV][D] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	int64_t T, H, KV, D;
	int64_t window;
	float scale, softcap;
	enum ck_mask mask;
	void *scratch;          /* as the descriptor asks for, 64-byte aligned */
};

#endif
