/* Token ids cut into windows of seq, each with the id behind it, and the order in which a run takes them.
 *
 * The k-th window that a run takes is of epoch k / windows. Without shuffle they follow each other; with it each epoch has
 * them in an order of its own: Fisher and Yates's exchanges, from the last place to the second, the partner of place i being
 * (x (i + 1)) >> 32 of the next output x of PCG32 (rng.h) with the run's seed and the epoch as stream. So the seed and k are
 * all that the order depends on. */
#ifndef CK_CORPUS_H
#define CK_CORPUS_H

#include <stdbool.h>

#include "idfile.h"

struct ck_corpus {
	const char *path;
	struct ck_ids ids;
	int64_t seq, windows;
	uint64_t xxh3;          /* of the ids, as I32 in little endian */
	bool shuffle;
	uint64_t seed;
	int64_t epoch;          /* whose order this is */
	int32_t *order;         /* [windows]; NULL: as they stand */
};

/* A file of ids, or standard input if path is "-". False after a diagnostic. */
bool ck_corpus_read(struct ck_corpus *c, const char *path, int64_t vocab, int64_t seq, struct ck_arena *a);

/* From now on windows are taken in the orders of seed. */
void ck_corpus_shuffle(struct ck_corpus *c, uint64_t seed, struct ck_arena *a);

/* The seq + 1 ids of the k-th window that a run takes. */
const int32_t *ck_corpus_window(struct ck_corpus *c, int64_t k);

#endif
