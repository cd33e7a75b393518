/* Byte-level BPE, as llama.cpp does it: text is cut into words by the pre-tokenizer, words into bytes, and the pair of
 * neighbours that stands first in the list of merges is merged until none is there. A byte that is no piece is left out. */
#include "tok_kind.h"
#include "tok_work.h"

static void word(struct ck_tok_work *w, const char *s, size_t n)
{
	const struct ck_tok *t = w->t;
	int32_t whole = t->image->facts & CK_TOK_WHOLE ? ck_tok_find(t, s, n) : -1;
	if (whole >= 0) {
		ck_work_put(w, ck_tok_of_string(t, whole));
		return;
	}
	ck_merge_start(&w->merge, s, n);
	for (uint32_t i = 0; i < n; i++)
		ck_merge_add(&w->merge, t->byte[(unsigned char)s[i]], i, 1);
	ck_merge_run(&w->merge);
	for (int32_t k = 0; k >= 0; k = w->merge.symbol[k].next)
		if (w->merge.symbol[k].id >= 0)
			ck_work_put(w, ck_tok_of_string(t, w->merge.symbol[k].id));
}

static size_t encode(struct ck_tok_work *w, const char *text, size_t n, bool first, bool last)
{
	size_t size = n;
	const char *s = ck_work_clean(w, text, &size, last);
	(void)first;
	size_t done = ck_split(w->t->split, s, size, last, ck_work_word, w);
	return last ? n : ck_work_origin(text, n, s, done);
}

const struct ck_tok_kind ck_tok_bytes = { encode, word };
