/* Which caches are rings. */
#ifndef CK_RINGS_H
#define CK_RINGS_H

#include "arena.h"
#include "schema.h"

/* Where a layer's attention sees fewer positions than the context has, its cache becomes a ring of that many: attention
 * and kv_store become ring_attention and ring_store, which give the same bits. Of ir1's blocks, before they are unrolled. */
void ck_make_rings(struct ck_artifact *art, int64_t ctx, struct ck_arena *a);

#endif
