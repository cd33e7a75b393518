/* WordPiece as llama.cpp does it: each code point becomes the first one of its canonical decomposition, in lower case;
 * white space parts words, punctuation and Chinese characters are words alone, control characters, NUL and U+FFFD are left
 * out. A word, with U+2581 before it, is cut into the longest pieces from its start on, or is the unknown token. */
#include "tok_kind.h"
#include "tok_work.h"
#include "unicode.h"

static const char space[] = "\xe2\x96\x81";
enum { SPACE = sizeof space - 1, WIDEST = 4 };

static void word(struct ck_tok_work *w, const char *s, size_t n)
{
	const struct ck_tok *t = w->t;
	const size_t before = w->ids->n, longest = t->image->longest;
	for (size_t i = 0, k; i < n; i += k) {
		int32_t found = -1;
		for (k = n - i < longest ? n - i : longest; k && (found = ck_tok_find(t, s + i, k)) < 0;)
			k--;
		if (found < 0) {
			w->ids->n = before;
			break;
		}
		ck_work_put(w, ck_tok_of_string(t, found));
	}
	if (w->ids->n == before)
		ck_work_put(w, t->image->unknown);
}

/* Chinese characters; the sixth range starts where Hugging Face's tokenizers have it, not where Unicode has it. */
static bool is_chinese(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df)
		|| (c >= 0x2a700 && c <= 0x2b73f) || (c >= 0x2b740 && c <= 0x2b81f) || (c >= 0x2b920 && c <= 0x2ceaf)
		|| (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

static void append(struct ck_tok_work *w, uint32_t c)
{
	if (!w->n) {
		memcpy(ck_work_room(w, SPACE), space, SPACE);
		w->n = SPACE;
	}
	w->n += ck_uni_write(c, ck_work_room(w, WIDEST));
}

static void flush(struct ck_tok_work *w)
{
	if (w->n)
		ck_work_word(w, w->buf, w->n);
	w->n = 0;
}

static size_t encode(struct ck_tok_work *w, const char *text, size_t n, bool first, bool last)
{
	size_t size = n, done = 0;
	const char *s = ck_work_clean(w, text, &size, last);
	(void)first;
	w->n = 0;
	for (size_t i = 0, k; i < size; i += k) {
		uint32_t c = ck_uni_base(ck_uni_read(s + i, size - i, &k));
		unsigned class = ck_uni_class(c), category = class & CK_UNI_CATEGORY;
		if (class & CK_UNI_WHITE) {
			flush(w);
		} else if (c && c != CK_UNI_REPLACEMENT && category != CK_UNI_CONTROL) {
			bool alone = category == CK_UNI_PUNCTUATION || (c < 0x7f && category == CK_UNI_SYMBOL) || is_chinese(c);
			if (alone)
				flush(w);
			append(w, ck_uni_lower(c));
			if (alone)
				flush(w);
		}
		if (!w->n)
			done = i + k;
	}
	if (!last)
		return ck_work_origin(text, n, s, done);
	flush(w);
	return n;
}

const struct ck_tok_kind ck_tok_words = { encode, word };
