/* Merging neighbours, best pair first: what SentencePiece BPE and byte-level BPE have in common. */
#ifndef CK_TOK_MERGE_H
#define CK_TOK_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ck_symbol { int32_t prev, next, id; uint32_t at, n; }; /* n 0: merged away; id -1: no piece */

struct ck_merge {
	/* Whether l and the r that follows it make a piece: which, and how good it is (the highest is merged first, of equal
	 * ones the leftmost). */
	bool (*pair)(const struct ck_merge *m, const struct ck_symbol *l, const struct ck_symbol *r, int32_t *id, float *score);
	const void *with;      /* for pair */
	const char *text;      /* symbols' `at` is in it */
	struct ck_symbol *symbol; /* what is left is linked from 0 by next, -1 at the end */
	int32_t n;
	struct ck_merge_pair *heap;
	int32_t npairs, room;
};

/* Empties the list and makes room for n symbols. */
void ck_merge_start(struct ck_merge *m, size_t n);
void ck_merge_add(struct ck_merge *m, int32_t id, uint32_t at, uint32_t n);
void ck_merge_run(struct ck_merge *m);
void ck_merge_free(struct ck_merge *m);

#endif
