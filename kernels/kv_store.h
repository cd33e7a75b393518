/* kv_store: writes row t of k and v at position pos[t] of slot[t], rounded once to the cache's type.
 *
 * A cache is pages of [KV][256][D]; position p of slot s is element p % 256 of page pages[s][p / 256].
 * Positions and slots are checked before the step. Axis KV*T: item kv * T + t. */
#ifndef CK_KERNEL_KV_STORE_H
#define CK_KERNEL_KV_STORE_H

#include <stdint.h>

struct ck_kv_store {
	void *kc, *vc;          /* [PG][KV][256][D] */
	const float *k, *v;     /* [T][KV][D] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	const int32_t *pages;   /* [S][PS] */
	int64_t T, KV, D, S, PS, PG;
};

#endif
