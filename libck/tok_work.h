/* What encoding needs while it goes on: scratch space, and the words it has seen. */
#ifndef CK_TOK_WORK_H
#define CK_TOK_WORK_H

#include "tok.h"
#include "tok_merge.h"

struct ck_tok_work {
	const struct ck_tok *t;
	struct ck_arena *a;          /* of ids */
	struct ck_ids *ids;
	struct ck_merge merge;
	struct ck_word_cache *cache; /* NULL: none */
	char *buf;                   /* a word being made */
	size_t n, room;
	struct { char *s; size_t room; } clean;
};

void ck_work_open(struct ck_tok_work *w, const struct ck_tok *t);
void ck_work_cache(struct ck_tok_work *w); /* from now on remember words; pays for text of some kB */
void ck_work_free(struct ck_tok_work *w);

char *ck_work_room(struct ck_tok_work *w, size_t n); /* room for n bytes more of buf; returns its end */
void ck_work_put(struct ck_tok_work *w, int32_t id); /* not if id is -1 */

/* Adds the ids of a word, as seen before or by kind->word. work: struct ck_tok_work. */
void ck_work_word(void *work, const char *s, size_t n);

/* s as the UTF-8 that ck_uni_read and ck_uni_write make of it; *n becomes its size. Of text that goes on (!last), a last
 * character that is not whole stays away. Valid until the next call. */
const char *ck_work_clean(struct ck_tok_work *w, const char *s, size_t *n, bool last);

/* The bytes of s that the first `done` bytes of what ck_work_clean made of it stand for. */
size_t ck_work_origin(const char *s, size_t n, const char *clean, size_t done);

#endif
