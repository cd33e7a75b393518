#include "reply.h"

#include <string.h>

void ck_reply_open(struct ck_reply *r, const char *const *stops, bool hide, bool thinking, struct ck_arena *a)
{
	*r = (struct ck_reply){ .stops = stops, .hide = hide, .thinking = thinking, .a = a };
}

/* Whether what starts at s is `what`; *open: it may become so when more comes. */
static bool is(const char *s, size_t n, const char *what, bool *open)
{
	size_t k = strlen(what);
	if (n < k && !memcmp(s, what, n))
		*open = true;
	return n >= k && !memcmp(s, what, k);
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct ck_reply_part ck_reply_add(struct ck_reply *r, const char *s, size_t n, bool last)
{
	if (r->stopped)
		return (struct ck_reply_part){ "", 0 };
	if (r->n + n > r->room) {
		char *more = ck_alloc(r->a, r->room = 2 * (r->n + n) + 64);
		if (r->n)
			memcpy(more, r->text, r->n);
		r->text = more;
	}
	if (n)
		memcpy(r->text + r->n, s, n);
	r->n += n;

	char *show = ck_alloc(r->a, r->n - r->judged + 1);
	size_t shown = 0;
	while (r->judged < r->n) {
		const char *p = r->text + r->judged;
		const size_t left = r->n - r->judged, before = r->judged;
		bool open = false;
		for (const char *const *stop = r->stops; stop && *stop && !r->stopped; stop++)
			r->stopped = is(p, left, *stop, &open);
		if (r->stopped) {
			r->n = r->judged;
			break;
		}
		const char *mark = r->thinking ? CK_THINK_CLOSE : CK_THINK_OPEN;
		const bool turns = is(p, left, mark, &open);
		if (open && !last)
			break;
		r->judged += turns ? strlen(mark) : 1;
		const bool hidden = r->hide && (turns || r->thinking || (r->after && is_white(*p)));
		if (turns) {
			r->thinking = !r->thinking;
			r->after = !r->thinking;
		} else if (!r->thinking && !is_white(*p)) {
			r->after = false;
		}
		for (size_t i = before; !hidden && i < r->judged; i++)
			show[shown++] = r->text[i];
	}
	return (struct ck_reply_part){ show, shown };
}
