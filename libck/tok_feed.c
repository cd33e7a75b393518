#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok_kind.h"
#include "tok_work.h"

enum { TEXT_LIMIT = 512 << 20, CACHE_FROM = 32 << 10 };

/* Adds ids of text; if it goes on, only those that are certain. Special tokens are certain where the longest that could
 * overlap, and what could overlap that, are seen. Returns the bytes the ids stand for. */
static size_t encode(struct ck_tok_work *w, const char *text, size_t n, const uint8_t *mark, int flags, bool *first, bool last)
{
	const struct ck_tok *t = w->t;
	const struct ck_tok_lengths *lengths = &t->lengths[!!(flags & CK_TOK_SPECIAL)];
	struct ck_arena scratch = { 0 };
	struct ck_tok_founds found;
	size_t certain = last ? n : n > lengths->sum ? n - lengths->sum : 0, at = 0, end = certain;
	ck_tok_specials(t, text, n, mark, flags, &found, &scratch);
	for (size_t i = 0; i < found.n; i++) {
		const struct ck_tok_found *f = &found.v[i];
		if (f->to > certain) {
			end = f->from < end ? f->from : end;
			break;
		}
		if (f->from > at)
			t->kind->encode(w, text + at, f->from - at, *first, true);
		ck_work_put(w, f->id);
		at = f->to;
		*first = true;
	}
	ck_arena_free(&scratch);
	while (!last && end > at && ck_tok_white(text[end - 1]))
		end--; /* a special token may take it */
	if (end > at) {
		size_t done = t->kind->encode(w, text + at, end - at, *first, last);
		*first = *first && !done;
		at += done;
	}
	return at;
}

static void put_around(struct ck_tok_work *w, int flags, int32_t id)
{
	if (flags & CK_TOK_FRAME)
		ck_work_put(w, id);
}

static bool fits(size_t n)
{
	return n < TEXT_LIMIT || ck_error(NULL, "a text of %zu bytes is too long to tokenize at once", n);
}

bool ck_tok_encode_marked(const struct ck_tok *t, const char *text, size_t n, const uint8_t *mark, int flags, struct ck_arena *a,
	struct ck_ids *out)
{
	struct ck_tok_work w;
	bool first = true;
	*out = (struct ck_ids){ 0 };
	if (!fits(n))
		return false;
	ck_work_open(&w, t);
	w.a = a;
	w.ids = out;
	if (n >= CACHE_FROM)
		ck_work_cache(&w);
	put_around(&w, flags, t->image->opening);
	encode(&w, text, n, mark, flags, &first, true);
	put_around(&w, flags, t->image->closing);
	ck_work_free(&w);
	return true;
}

bool ck_tok_encode(const struct ck_tok *t, const char *text, size_t n, int flags, struct ck_arena *a, struct ck_ids *out)
{
	return ck_tok_encode_marked(t, text, n, NULL, flags, a, out);
}

struct ck_tok_feed {
	struct ck_tok_work w;
	int flags;
	char *held;
	size_t n, room;
	size_t due;  /* below it no more ids can be told than were */
	bool begun, first;
};

struct ck_tok_feed *ck_tok_feed_open(const struct ck_tok *t, int flags)
{
	struct ck_tok_feed *f = calloc(1, sizeof *f);
	if (!f)
		ck_die("out of memory");
	f->flags = flags;
	f->first = true;
	ck_work_open(&f->w, t);
	return f;
}

static void append(struct ck_tok_feed *f, const char *s, size_t n)
{
	if (n > f->room - f->n) {
		size_t room = f->n + n > 2 * f->room ? f->n + n : 2 * f->room;
		f->held = realloc(f->held, room);
		if (!f->held)
			ck_die("out of memory: %zu bytes of text", room);
		f->room = room;
	}
	memcpy(f->held + f->n, s, n);
	f->n += n;
}

bool ck_tok_feed(struct ck_tok_feed *f, const char *s, size_t n, bool last, struct ck_arena *a, struct ck_ids *out)
{
	*out = (struct ck_ids){ 0 };
	f->w.a = a;
	f->w.ids = out;
	if (!f->begun)
		put_around(&f->w, f->flags, f->w.t->image->opening);
	f->begun = true;
	if (!fits(f->n + n))
		return false;
	if (n)
		append(f, s, n);
	if (!last && f->n < f->due)
		return true;
	if (f->n >= CACHE_FROM)
		ck_work_cache(&f->w);
	size_t done = f->n ? encode(&f->w, f->held, f->n, NULL, f->flags, &f->first, last) : 0;
	f->n -= done;
	if (f->n)
		memmove(f->held, f->held + done, f->n);
	f->due = 2 * f->n; /* so that text that cannot be cut is read again a bounded number of times */
	if (last)
		put_around(&f->w, f->flags, f->w.t->image->closing);
	return true;
}

void ck_tok_feed_free(struct ck_tok_feed *f)
{
	if (f) {
		ck_work_free(&f->w);
		free(f->held);
	}
	free(f);
}
