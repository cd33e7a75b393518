/* Special tokens in raw text: the longest wins, of equally long ones the leftmost, as in llama.cpp, which looks for one
 * after the other, longest first. */
#include <stdlib.h>

#include "diag.h"
#include "reply.h"
#include "tok_kind.h"

static int32_t find(const struct ck_tok *t, const char *s, size_t n)
{
	for (uint32_t i = (uint32_t)XXH3_64bits(s, n) & t->specials; t->special[i] >= 0; i = (i + 1) & t->specials) {
		size_t m;
		const char *have = ck_tok_string(t, t->special[i], &m);
		if (m == n && !memcmp(have, s, n))
			return t->special[i];
	}
	return -1;
}

/* Whether a token frames nothing, so that anybody may write it: white space, one character, or a mark of thoughts. */
static bool is_harmless(const struct ck_tok *t, int32_t id)
{
	size_t n, white = 0;
	const char *s = ck_tok_string(t, id, &n);
	while (white < n && ck_tok_white(s[white]))
		white++;
	return white == n || ck_tok_character(s, n) == n || (n == strlen(CK_THINK_OPEN) && !memcmp(s, CK_THINK_OPEN, n))
		|| (n == strlen(CK_THINK_CLOSE) && !memcmp(s, CK_THINK_CLOSE, n));
}

static bool wanted(const struct ck_tok *t, int32_t id, bool marked, int flags)
{
	if ((t->attr[id] & CK_ATTR_TYPE) == CK_PIECE_USER)
		return !marked || is_harmless(t, id);
	return !marked && flags & CK_TOK_SPECIAL;
}

static int by_length(const void *x, const void *y)
{
	const struct ck_tok_found *a = x, *b = y;
	size_t na = a->to - a->from, nb = b->to - b->from;
	return na != nb ? (na < nb) - (na > nb) : (a->from > b->from) - (a->from < b->from);
}

static int by_place(const void *x, const void *y)
{
	const struct ck_tok_found *a = x, *b = y;
	return (a->from > b->from) - (a->from < b->from);
}

static bool any_mark(const uint8_t *mark, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (mark[i])
			return true;
	return false;
}

void ck_tok_specials(const struct ck_tok *t, const char *text, size_t n, const uint8_t *mark, int flags,
	struct ck_tok_founds *out, struct ck_arena *a)
{
	const struct ck_tok_lengths *lengths = &t->lengths[!!(flags & CK_TOK_SPECIAL)];
	*out = (struct ck_tok_founds){ 0 };
	if (!lengths->sum)
		return;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		for (uint32_t k = lengths->from[c]; k < lengths->from[c + 1]; k++) {
			uint32_t m = lengths->v[k];
			int32_t id = m <= n - i ? find(t, text + i, m) : -1;
			if (id >= 0 && wanted(t, id, mark && any_mark(mark + i, m), flags))
				CK_PUSH(a, out, (struct ck_tok_found){ i, i + m, id });
		}
	}
	if (!out->n)
		return;
	/* A longer one that overlaps covers the first or last byte of a shorter one; so does white space taken beside it. */
	unsigned char *taken = calloc(n, 1);
	if (!taken)
		ck_die("out of memory: %zu bytes of text", n);
	size_t kept = 0;
	qsort(out->v, out->n, sizeof *out->v, by_length);
	for (size_t i = 0; i < out->n; i++) {
		struct ck_tok_found f = out->v[i];
		if (taken[f.from] || taken[f.to - 1])
			continue;
		while (t->attr[f.id] & CK_ATTR_LSTRIP && f.from && !taken[f.from - 1] && ck_tok_white(text[f.from - 1]))
			f.from--;
		while (t->attr[f.id] & CK_ATTR_RSTRIP && f.to < n && !taken[f.to] && ck_tok_white(text[f.to]))
			f.to++;
		memset(taken + f.from, 1, f.to - f.from);
		out->v[kept++] = f;
	}
	free(taken);
	out->n = kept;
	qsort(out->v, out->n, sizeof *out->v, by_place);
}
