/* Merging neighbours, best pair first: what SentencePiece BPE and BPE by merges have in common. */
#ifndef CK_TOK_MERGE_H
#define CK_TOK_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ck_tok;

struct ck_symbol { int32_t prev, next, id; uint32_t at, n; }; /* n 0: merged away; id: a string, -1: none */

struct ck_merge {
	const struct ck_tok *t;
	const char *text;         /* symbols' `at` is in it */
	struct ck_symbol *symbol; /* what is left is linked from 0 by next, -1 at the end */
	int32_t n;
	struct ck_merge_pair *heap;
	int32_t npairs, room;
};

/* Empties the list and makes room for n symbols of text. */
void ck_merge_start(struct ck_merge *m, const char *text, size_t n);
void ck_merge_add(struct ck_merge *m, int32_t id, uint32_t at, uint32_t n);

/* The pair of lowest rank is merged, of equal ones the leftmost, until none is there. */
void ck_merge_run(struct ck_merge *m);
void ck_merge_free(struct ck_merge *m);

#endif
