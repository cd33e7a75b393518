/* Where a KV cache keeps a position: pages of [KV][256] rows of D elements (kv_store.h). */
#ifndef CK_KERNEL_KV_H
#define CK_KERNEL_KV_H

#include <stdint.h>

enum { CK_KV_PAGE = 256 };

/* Row of the cache that holds position pos of head kv; pages + first is the slot's table. */
static inline int64_t ck_kv_row(const int32_t *pages, int64_t first, int64_t pos, int64_t kv, int64_t KV)
{
	return (pages[first + pos / CK_KV_PAGE] * KV + kv) * CK_KV_PAGE + pos % CK_KV_PAGE;
}

/* Of items i = kv * T + t up to hi: how many from i on are rows of one KV head, and at most `most`. */
static inline int64_t ck_kv_rows(int64_t i, int64_t hi, int64_t T, int64_t most)
{
	const int64_t left = T - i % T < hi - i ? T - i % T : hi - i;
	return left < most ? left : most;
}

#endif
