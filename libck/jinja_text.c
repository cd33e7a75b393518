#include "jinja_text.h"

#include <string.h>

#include "unicode.h"

bool ck_jtext_white(const char *s, size_t n, size_t *size)
{
	uint32_t c = ck_uni_read(s, n, size);
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f) || c == 0x85 || c == 0xa0 || c == 0x1680
		|| (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool continues(char c)
{
	return (c & 0xc0) == 0x80;
}

size_t ck_jtext_length(struct ck_jtext t)
{
	size_t n = 0;
	for (size_t i = 0; i < t.n; i++)
		n += !continues(t.s[i]);
	return n;
}

size_t ck_jtext_step(struct ck_jtext t, size_t at)
{
	size_t n = 1;
	while (at + n < t.n && continues(t.s[at + n]))
		n++;
	return n;
}

struct ck_jtext ck_jtext_part(struct ck_jtext t, size_t from, size_t to)
{
	return (struct ck_jtext){ t.s + from, to - from, t.mark ? t.mark + from : NULL };
}

bool ck_jtext_is(struct ck_jtext t, const char *s)
{
	return strlen(s) == t.n && !memcmp(t.s, s, t.n);
}

bool ck_jtext_same(struct ck_jtext a, struct ck_jtext b)
{
	return a.n == b.n && (!a.n || !memcmp(a.s, b.s, a.n));
}

int ck_jtext_compare(struct ck_jtext a, struct ck_jtext b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.s, b.s, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

int64_t ck_jtext_find(struct ck_jtext t, struct ck_jtext what, size_t from)
{
	if (!what.n)
		return (int64_t)from;
	const char *p = from < t.n ? memmem(t.s + from, t.n - from, what.s, what.n) : NULL;
	return p ? p - t.s : -1;
}

static bool in_set(struct ck_jtext t, size_t at, size_t n, const struct ck_jtext *set)
{
	size_t size;
	if (!set)
		return ck_jtext_white(t.s + at, n, &size);
	for (size_t i = 0, k; i < set->n; i += k) {
		k = ck_jtext_step(*set, i);
		if (k == n && !memcmp(set->s + i, t.s + at, n))
			return true;
	}
	return false;
}

struct ck_jtext ck_jtext_strip(struct ck_jtext t, const struct ck_jtext *set, bool left, bool right)
{
	size_t from = 0, to = t.n;
	while (left && from < to && in_set(t, from, ck_jtext_step(t, from), set))
		from += ck_jtext_step(t, from);
	while (right && to > from) {
		size_t k = 1;
		while (to - k > from && continues(t.s[to - k]))
			k++;
		if (!in_set(t, to - k, k, set))
			break;
		to -= k;
	}
	return ck_jtext_part(t, from, to);
}

static void make_room(struct ck_jbuf *b, size_t n)
{
	if (n <= b->room - b->n)
		return;
	size_t room = 2 * b->room + n;
	char *s = ck_alloc(b->a, room);
	uint8_t *mark = ck_alloc(b->a, room);
	if (b->n) {
		memcpy(s, b->s, b->n);
		memcpy(mark, b->mark, b->n);
	}
	b->s = s;
	b->mark = mark;
	b->room = room;
}

void ck_jbuf_bytes(struct ck_jbuf *b, const char *s, size_t n, uint8_t mark)
{
	make_room(b, n);
	if (!n)
		return;
	memcpy(b->s + b->n, s, n);
	memset(b->mark + b->n, mark, n);
	b->n += n;
}

void ck_jbuf_str(struct ck_jbuf *b, const char *s)
{
	ck_jbuf_bytes(b, s, strlen(s), 0);
}

void ck_jbuf_add(struct ck_jbuf *b, struct ck_jtext t)
{
	ck_jbuf_bytes(b, t.s, t.n, 0);
	if (t.mark && t.n)
		memcpy(b->mark + b->n - t.n, t.mark, t.n);
}

struct ck_jtext ck_jbuf_text(const struct ck_jbuf *b)
{
	return (struct ck_jtext){ b->n ? b->s : "", b->n, b->n ? b->mark : NULL };
}
