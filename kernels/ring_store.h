/* ring_store: writes row t of k and v at position pos[t] of slot[t]'s ring, rounded once to the ring's type.
 *
 * A ring is [KV][W][D] for each slot; position p stands at p % W, so that it holds the slot's last W. Of rows that fall
 * on the same place only the last is written. Rows of a slot are in the order of their positions. Axis KV*T:
 * item kv * T + t. */
#ifndef CK_KERNEL_RING_STORE_H
#define CK_KERNEL_RING_STORE_H

#include <stdint.h>

struct ck_ring_store {
	void *kc, *vc;          /* [S][KV][W][D] */
	const float *k, *v;     /* [T][KV][D] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	int64_t T, KV, D, S, W;
};

#endif
