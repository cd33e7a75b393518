#include "corpus.h"

#include <inttypes.h>

#include "diag.h"
#include "hash.h"
#include "rng.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "ids are hashed as they stand in memory");

bool ck_corpus_read(struct ck_corpus *c, const char *path, int64_t vocab, int64_t seq, struct ck_arena *a)
{
	struct ck_bytes b;
	*c = (struct ck_corpus){ .path = path, .seq = seq };
	if (!ck_read_all(path, &b, a) || !ck_ids_parse(path, &b, vocab, &c->ids, a))
		return false;
	c->windows = c->ids.n ? ((int64_t)c->ids.n - 1) / seq : 0;
	c->xxh3 = XXH3_64bits(c->ids.v, c->ids.n * sizeof *c->ids.v);
	if (c->windows > INT32_MAX)
		return ck_error(path, "%" PRId64 " sequences: more than 2^31", c->windows);
	return c->windows > 0 || ck_error(path, "%zu tokens: a sequence of %" PRId64 " and its targets need %" PRId64, c->ids.n, seq, seq + 1);
}

static void put_order(struct ck_corpus *c, int64_t epoch)
{
	struct ck_rng r;
	ck_rng_seed(&r, c->seed, (uint64_t)epoch);
	for (int64_t i = 0; i < c->windows; i++)
		c->order[i] = (int32_t)i;
	for (int64_t i = c->windows - 1; i > 0; i--) {
		const int64_t k = (int64_t)((uint64_t)ck_rng_u32(&r) * (uint64_t)(i + 1) >> 32);
		const int32_t x = c->order[i];
		c->order[i] = c->order[k];
		c->order[k] = x;
	}
	c->epoch = epoch;
}

void ck_corpus_shuffle(struct ck_corpus *c, uint64_t seed, struct ck_arena *a)
{
	c->shuffle = true;
	c->seed = seed;
	c->order = ck_allocn(a, (size_t)c->windows, sizeof *c->order);
	put_order(c, 0);
}

const int32_t *ck_corpus_window(struct ck_corpus *c, int64_t k)
{
	int64_t at = k % c->windows;
	if (c->shuffle && c->epoch != k / c->windows)
		put_order(c, k / c->windows);
	if (c->shuffle)
		at = c->order[at];
	return c->ids.v + at * c->seq;
}
