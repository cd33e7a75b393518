#include <string.h>

#include "tok_kind.h"

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */
enum { REPLACEMENT = sizeof replacement - 1, CHARACTER = 4 };

void ck_tok_stream_open(struct ck_tok_stream *s, const struct ck_tok *t, struct ck_arena *a)
{
	size_t room = ck_tok_longest(t) + CHARACTER;
	*s = (struct ck_tok_stream){ .tok = t, .held = ck_alloc(a, room), .text = ck_allocn(a, room, REPLACEMENT) };
}

/* The longest prefix of s that is a character or could become one; *whole says which. At least 1 byte.
 * Ranges of the second byte are those of Unicode's table 3-7. */
static size_t well_formed(const unsigned char *s, size_t n, bool *whole)
{
	unsigned char lo = 0x80, hi = 0xbf, b = s[0];
	size_t need = b < 0x80 ? 1 : b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0;
	lo = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : lo;
	hi = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : hi;
	size_t k = 1;
	for (; k < need && k < n && s[k] >= lo && s[k] <= hi; k++)
		lo = 0x80, hi = 0xbf;
	*whole = k == need;
	return k;
}

/* Turns held bytes into text. Unless at the end, a last character that may still become whole stays. */
static struct ck_tok_text settle(struct ck_tok_stream *s, bool end)
{
	size_t n = 0, i = 0;
	while (i < s->nheld) {
		bool whole;
		size_t k = well_formed((const unsigned char *)s->held + i, s->nheld - i, &whole);
		bool possible = (unsigned char)s->held[i] >= 0xc2 && (unsigned char)s->held[i] < 0xf5;
		if (!whole && !end && possible && i + k == s->nheld)
			break;
		memcpy(s->text + n, whole ? s->held + i : replacement, whole ? k : REPLACEMENT);
		n += whole ? k : REPLACEMENT;
		i += k;
	}
	memmove(s->held, s->held + i, s->nheld - i);
	s->nheld -= i;
	return (struct ck_tok_text){ s->text, n };
}

struct ck_tok_text ck_tok_stream_next(struct ck_tok_stream *s, int32_t id)
{
	const struct ck_tok_image *h = s->tok->image;
	bool prefixed = h->facts & CK_TOK_PREFIX || h->form == CK_TOK_WORDS;
	char *piece = s->held + s->nheld;
	size_t n = ck_tok_piece(s->tok, id, s->special, piece);
	if (n && !s->started) {
		s->started = true;
		if (prefixed && *piece == ' ')
			memmove(piece, piece + 1, --n);
	}
	s->nheld += n;
	return settle(s, false);
}

struct ck_tok_text ck_tok_stream_end(struct ck_tok_stream *s)
{
	return settle(s, true);
}
