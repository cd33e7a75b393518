#include <stdlib.h>

#include "diag.h"
#include "tok_kind.h"
#include "tok_work.h"
#include "unicode.h"
#include "utf8.h"

enum { CACHED = 1 << 15, KEY = 22, IDS = 10, WIDEST = 3 /* bytes of U+FFFD */ };

/* Words already done, each in the one place its hash gives. */
struct ck_word_cache {
	struct entry { uint8_t n, nids; char key[KEY]; int32_t id[IDS]; } entry[CACHED];
};
_Static_assert(sizeof(struct entry) == 64, "an entry is a cache line");

void ck_work_open(struct ck_tok_work *w, const struct ck_tok *t)
{
	*w = (struct ck_tok_work){ .t = t, .merge = { .t = t } };
}

void ck_work_cache(struct ck_tok_work *w)
{
	if (!w->cache && !(w->cache = calloc(1, sizeof *w->cache)))
		ck_die("out of memory");
}

void ck_work_free(struct ck_tok_work *w)
{
	ck_merge_free(&w->merge);
	free(w->cache);
	free(w->buf);
	free(w->clean.s);
}

char *ck_work_room(struct ck_tok_work *w, size_t n)
{
	if (n > w->room - w->n) {
		w->room = w->n + n > 2 * w->room ? w->n + n : 2 * w->room;
		w->buf = realloc(w->buf, w->room);
		if (!w->buf)
			ck_die("out of memory: a word of %zu bytes", w->n + n);
	}
	return w->buf + w->n;
}

void ck_work_put(struct ck_tok_work *w, int32_t id)
{
	if (id >= 0)
		CK_PUSH(w->a, w->ids, id);
}

void ck_work_word(void *work, const char *s, size_t n)
{
	struct ck_tok_work *w = work;
	if (!w->cache || n > KEY) {
		w->t->kind->word(w, s, n);
		return;
	}
	struct entry *e = &w->cache->entry[XXH3_64bits(s, n) & (CACHED - 1)];
	if (e->n == n && !memcmp(e->key, s, n)) {
		for (uint8_t i = 0; i < e->nids; i++)
			CK_PUSH(w->a, w->ids, e->id[i]);
		return;
	}
	size_t before = w->ids->n;
	w->t->kind->word(w, s, n);
	if (w->ids->n - before > IDS)
		return;
	e->n = (uint8_t)n;
	e->nids = (uint8_t)(w->ids->n - before);
	memcpy(e->key, s, n);
	if (e->nids)
		memcpy(e->id, w->ids->v + before, e->nids * sizeof *e->id);
}

/* Bytes of s that are whole characters, or can never be. */
static size_t whole(const char *s, size_t n)
{
	size_t back = n < 3 ? n : 3, k;
	for (size_t i = n - back; i < n; i += k) {
		ck_uni_read(s + i, n - i, &k);
		size_t need = ck_tok_character(s + i, SIZE_MAX);
		if (k == 1 && need > n - i && (unsigned char)s[i] >= 0xc0)
			return i;
	}
	return n;
}

const char *ck_work_clean(struct ck_tok_work *w, const char *s, size_t *n, bool last)
{
	size_t size = last ? *n : whole(s, *n), out = 0;
	*n = size;
	if (ck_utf8_valid(s, size))
		return s;
	if (size * WIDEST > w->clean.room) {
		w->clean.room = size * WIDEST;
		free(w->clean.s);
		if (!(w->clean.s = malloc(w->clean.room)))
			ck_die("out of memory: %zu bytes of text", size);
	}
	for (size_t i = 0, k; i < size; i += k)
		out += ck_uni_write(ck_uni_read(s + i, size - i, &k), w->clean.s + out);
	*n = out;
	return w->clean.s;
}

size_t ck_work_origin(const char *s, size_t n, const char *clean, size_t done)
{
	char c[4];
	if (s == clean)
		return done;
	size_t i = 0;
	for (size_t k, out = 0; out < done; i += k)
		out += ck_uni_write(ck_uni_read(s + i, n - i, &k), c);
	return i;
}
