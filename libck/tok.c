#include "tok.h"

#include "diag.h"
#include "tok_compile.h"
#include "tok_kind.h"

static const char space[] = "\xe2\x96\x81"; /* U+2581 */
enum { SPACE = sizeof space - 1 };

struct ck_tok *ck_tok_map(const void *image, size_t size, const char *path, struct ck_arena *a)
{
	struct ck_tok *t = ck_alloc(a, sizeof *t);
	return ck_tok_bind(t, image, size, path, a) ? t : NULL;
}

struct ck_tok *ck_tok_open(const struct ck_gguf *g, struct ck_arena *a)
{
	struct ck_tok_bytes image;
	return ck_tok_compile(g, &image, a) ? ck_tok_map(image.p, image.n, g->path, a) : NULL;
}

const void *ck_tok_image(const struct ck_tok *t, size_t *size)
{
	*size = t->image->size;
	return t->image;
}

int32_t ck_tok_count(const struct ck_tok *t)
{
	return (int32_t)t->image->tokens;
}

bool ck_tok_is_end(const struct ck_tok *t, int32_t id)
{
	return id >= 0 && id < ck_tok_count(t) && t->attr[id] & CK_ATTR_END;
}

struct ck_tok_info ck_tok_info(const struct ck_tok *t)
{
	const struct ck_tok_image *h = t->image;
	return (struct ck_tok_info){ h->model, h->pre, ck_tok_count(t), h->bos, h->eos, h->unknown, h->separator,
		h->opening, h->closing, h->longest };
}

size_t ck_tok_longest(const struct ck_tok *t)
{
	return t->image->longest;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int ck_tok_byte(const char *s, size_t n)
{
	if (n != 6 || memcmp(s, "<0x", 3) || s[5] != '>' || hex_digit(s[3]) < 0 || hex_digit(s[4]) < 0)
		return -1;
	return hex_digit(s[3]) * 16 + hex_digit(s[4]);
}

static size_t with_spaces(const char *s, size_t n, char *buf)
{
	size_t out = 0;
	for (size_t i = 0; i < n;) {
		bool blank = n - i >= SPACE && !memcmp(s + i, space, SPACE);
		buf[out++] = blank ? ' ' : s[i];
		i += blank ? SPACE : 1;
	}
	return out;
}

size_t ck_tok_piece(const struct ck_tok *t, int32_t id, bool special, char *buf)
{
	size_t n;
	if (id < 0 || id >= ck_tok_count(t))
		return 0;
	const char *s = ck_tok_string(t, id, &n);
	switch (t->attr[id] & CK_ATTR_TYPE) {
	case CK_PIECE_NORMAL:
		if (t->image->form != CK_TOK_BYTES)
			return with_spaces(s, n, buf);
		break;
	case CK_PIECE_BYTE:
		*buf = (char)ck_tok_byte(s, n);
		return 1;
	case CK_PIECE_UNKNOWN:
	case CK_PIECE_CONTROL:
		if (!special)
			return 0;
		break;
	case CK_PIECE_USER:
		break;
	default:
		return 0;
	}
	memcpy(buf, s, n);
	return n;
}
