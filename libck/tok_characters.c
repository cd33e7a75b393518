/* BPE over characters, spaces as U+2581, as llama.cpp does it. SentencePiece (llama): a pair can be merged if its text is a
 * piece, the best score first; text need not be UTF-8. By merges (gemma4): line ends are apart from the rest.
 * Characters left over that are no piece become byte tokens.
 *
 * Between two characters that no piece has side by side nothing is ever merged: text is cut there into words. */
#include "tok_kind.h"
#include "tok_work.h"

static const char space[] = "\xe2\x96\x81"; /* U+2581 */
enum { SPACE = sizeof space - 1, WIDEST = 4 /* bytes of a character */ };

static bool is_lines(const char *s, size_t n)
{
	while (n && s[n - 1] == '\n')
		n--;
	return !n;
}

/* A character that is no piece. SentencePiece's that has not all its byte tokens is the unknown token. */
static void put_bytes(struct ck_tok_work *w, const char *s, size_t n)
{
	const struct ck_tok *t = w->t;
	bool all = true;
	for (size_t i = 0; i < n; i++)
		all = all && t->byte[(unsigned char)s[i]] >= 0;
	if (!all && t->image->form == CK_TOK_SPM) {
		ck_work_put(w, t->image->unknown);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (t->byte[(unsigned char)s[i]] >= 0)
			ck_work_put(w, ck_tok_of_string(t, t->byte[(unsigned char)s[i]]));
}

static void word(struct ck_tok_work *w, const char *s, size_t n)
{
	const struct ck_tok *t = w->t;
	int32_t whole = t->image->facts & CK_TOK_LINES && is_lines(s, n) ? ck_tok_find(t, s, n) : -1;
	if (whole >= 0) {
		ck_work_put(w, ck_tok_of_string(t, whole));
		return;
	}
	ck_merge_start(&w->merge, s, n);
	for (size_t i = 0, k; i < n; i += k) {
		k = ck_tok_character(s + i, n - i);
		ck_merge_add(&w->merge, ck_tok_find(t, s + i, k), (uint32_t)i, (uint32_t)k);
	}
	ck_merge_run(&w->merge);
	for (int32_t k = 0; k >= 0; k = w->merge.symbol[k].next) {
		const struct ck_symbol *y = &w->merge.symbol[k];
		if (y->id >= 0)
			ck_work_put(w, ck_tok_of_string(t, y->id));
		else
			put_bytes(w, s + y->at, y->n);
	}
}

/* Whether a word ends between two characters. */
static bool apart(const struct ck_tok *t, const char *l, size_t nl, const char *r, size_t nr)
{
	if (t->image->form == CK_TOK_CHARACTERS && (*l == '\n' || *r == '\n'))
		return *l != *r;
	return !ck_tok_joined(t, l, nl, r, nr);
}

/* Adds the character at s to the word, spaces as U+2581: as many bytes as its first one asks for, whatever they are, and
 * the rest of a space that ends in it. Returns the bytes of s; 0: it needs more. *size: bytes of the character. */
static size_t add(struct ck_tok_work *w, const char *s, size_t n, bool last, size_t *size)
{
	const size_t need = *s == ' ' ? SPACE : ck_tok_character(s, SIZE_MAX);
	char *to = w->room - w->n >= WIDEST + SPACE ? w->buf + w->n : ck_work_room(w, need + SPACE);
	size_t k = 0, out = 0;
	if (need == 1) {
		*to = *s;
		w->n++;
		return *size = 1;
	}
	for (; k < n && out < need; k++)
		if (s[k] == ' ') {
			memcpy(to + out, space, SPACE);
			out += SPACE;
		} else {
			to[out++] = s[k];
		}
	if (out < need && !last)
		return 0;
	*size = out < need ? out : need;
	w->n += out;
	return k;
}

static size_t cut(struct ck_tok_work *w, const char *s, size_t n, bool prefix, bool last)
{
	size_t done = 0, before = 0, size; /* before: bytes of the last character of the word */
	w->n = 0;
	if (prefix)
		add(w, " ", 1, true, &before);
	for (size_t i = 0, k; i < n; i += k) {
		size_t start = w->n;
		if (!(k = add(w, s + i, n - i, last, &size)))
			break;
		bool rest = w->n - start > size;
		if (i && apart(w->t, w->buf + start - before, before, w->buf + start, size)) {
			ck_work_word(w, w->buf, start);
			memmove(w->buf, w->buf + start, w->n -= start);
			done = i;
		}
		before = rest ? 1 : size;
	}
	if (last && w->n)
		ck_work_word(w, w->buf, w->n);
	return last ? n : done;
}

static size_t spm_encode(struct ck_tok_work *w, const char *text, size_t n, bool first, bool last)
{
	return cut(w, text, n, first && w->t->image->facts & CK_TOK_PREFIX, last);
}

static size_t encode(struct ck_tok_work *w, const char *text, size_t n, bool first, bool last)
{
	size_t size = n;
	const char *s = ck_work_clean(w, text, &size, last);
	(void)first;
	size_t done = cut(w, s, size, false, last);
	return last ? n : ck_work_origin(text, n, s, done);
}

const struct ck_tok_kind ck_tok_spm = { spm_encode, word };
const struct ck_tok_kind ck_tok_characters = { encode, word };
