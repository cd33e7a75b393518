/* ring_attention: attention over the last W positions of a sequence, max(0, pos[t] - W + 1) to pos[t], of which those
 * that this step brings are rows of k and v and those before it are in the slot's ring (ring.h). y may be q.
 *
 * It runs before the step's ring_store, which overwrites what the first rows still see. k and v are rounded to the
 * ring's type, as ring_store will, so the bits do not depend on how a sequence is cut into steps; they are those of
 * attention (attention.h) with window W. Rows of a slot are in the order of their positions, without gaps.
 * Under fast, the same of attention's bounds. Axis H*T, as attention; on AMX KV*T. */
#ifndef CK_KERNEL_RING_ATTENTION_H
#define CK_KERNEL_RING_ATTENTION_H

#include <stdint.h>

#include "attention.h"

struct ck_ring_attention {
	float *y;               /* [T][H][D] */
	const float *q;         /* [T][H][D] */
	const float *k, *v;     /* [T][KV][D] */
	const void *kc, *vc;    /* [S][KV][W][D] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	void *scratch;          /* as the descriptor asks for, 64-byte aligned */
	int64_t T, H, KV, D, S, W;
	float scale, softcap;
	enum ck_mask mask;
};

#endif
