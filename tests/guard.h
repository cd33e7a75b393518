/* Memory between two pages that fault, and a random number generator: for tests of kernels. */
#ifndef CK_TEST_GUARD_H
#define CK_TEST_GUARD_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct guarded {
	uint8_t *map;
	size_t size;
};

struct guards {
	struct guarded v[16];
	int n;
	int high; /* buffers end at the upper guard; otherwise they begin at the lower one */
};

/* n bytes, aligned to the largest power of two that divides n, at most a page. */
static inline void *guard_alloc(struct guards *g, size_t n)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE), body = (n + page - 1) / page * page;
	uint8_t *map = mmap(NULL, body + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED || g->n == sizeof g->v / sizeof *g->v || (body && mprotect(map + page, body, PROT_READ | PROT_WRITE)))
		abort();
	g->v[g->n++] = (struct guarded){ map, body + 2 * page };
	return g->high ? map + page + body - n : map + page;
}

/* What was allocated can only be read from now on. */
static inline void guard_read_only(const struct guards *g, const void *p)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	for (int i = 0; i < g->n; i++)
		if ((const uint8_t *)p >= g->v[i].map && (const uint8_t *)p < g->v[i].map + g->v[i].size)
			if (mprotect(g->v[i].map + page, g->v[i].size - 2 * page, PROT_READ))
				abort();
}

static inline void guard_free(struct guards *g)
{
	for (int i = 0; i < g->n; i++)
		if (munmap(g->v[i].map, g->v[i].size))
			abort();
	g->n = 0;
}

struct rng { uint64_t s; };

static inline uint32_t rng_next(struct rng *r) /* PCG-like: multiply, add, high bits */
{
	r->s = r->s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(r->s >> 32);
}

static inline int64_t rng_in(struct rng *r, int64_t lo, int64_t hi) /* both included */
{
	return lo + (int64_t)(rng_next(r) % (uint64_t)(hi - lo + 1));
}

static inline float rng_f32(struct rng *r) /* (-1, 1) */
{
	return (float)((int32_t)rng_next(r) >> 8) * 0x1p-23f;
}

#endif
