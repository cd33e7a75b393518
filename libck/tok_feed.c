#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok_kind.h"

enum { BEFORE = 4 };

/* Cuts fall where no special token reaches across; where one could, text is taken as a whole. */
void ck_tok_feed_open(struct ck_tok_feed *f, const struct ck_tok *t, int flags)
{
	*f = (struct ck_tok_feed){ .tok = t, .flags = flags, .first = true };
	for (int32_t id = 0; !f->whole && id < t->vocab.n; id++) {
		const struct ck_piece *p = &t->vocab.v[id];
		for (uint32_t i = 1; ck_tok_is_special(p, flags) && i < p->n; i++)
			f->whole |= t->kind->apart(t, p->s[i - 1], p->s[i]);
	}
}

static bool can_cut(const struct ck_tok_feed *f, size_t i)
{
	const char *s = f->held + i;
	for (int k = 1; k <= BEFORE; k++)
		if ((unsigned char)s[-k] >= 0x80)
			return false;
	return isalnum((unsigned char)s[-2]) && f->tok->kind->apart(f->tok, s[-1], s[0]);
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
	if (!f->begun)
		ck_tok_begin(f->tok, f->flags, a, out);
	f->begun = true;
	size_t tried = f->n; /* no cut below it */
	if (n)
		append(f, s, n);
	size_t end = f->n;
	if (!last) {
		end = f->whole ? 0 : f->n - !!f->n;
		while (end >= tried && end >= BEFORE && !can_cut(f, end))
			end--;
		if (end < tried || end < BEFORE)
			return true;
	}
	if (end && !ck_tok_text(f->tok, f->held, end, f->flags, &f->first, a, out))
		return false;
	if (f->n > end)
		memmove(f->held, f->held + end, f->n - end);
	f->n -= end;
	if (last)
		ck_tok_end(f->tok, f->flags, a, out);
	return true;
}

void ck_tok_feed_free(struct ck_tok_feed *f)
{
	free(f->held);
}
