/* Where a ring keeps a position: the last W of each slot, position p in row p % W (ring_store.h). */
#ifndef CK_KERNEL_RING_H
#define CK_KERNEL_RING_H

#include <stdint.h>

/* Row of a ring [S][KV][W] that holds position pos of a slot for head kv. */
static inline int64_t ck_ring_row(int64_t slot, int64_t pos, int64_t kv, int64_t KV, int64_t W)
{
	return (slot * KV + kv) * W + pos % W;
}

#endif
