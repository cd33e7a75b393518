#include "jsonpos.h"

#include <stdlib.h>
#include <string.h>

struct scan {
	const char *p, *end;
};

static void space(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\t' || *s->p == '\r'))
		s->p++;
}

static bool string(struct scan *s)
{
	if (s->p >= s->end || *s->p != '"')
		return false;
	for (s->p++; s->p < s->end && *s->p != '"'; s->p++)
		if (*s->p == '\\')
			s->p++;
	return s->p++ < s->end;
}

/* Passes over one value: brackets are counted, not matched, since jansson already checked them. */
static bool skip(struct scan *s)
{
	int depth = 0;
	do {
		space(s);
		if (s->p >= s->end)
			return false;
		char c = *s->p;
		if (c == '"') {
			if (!string(s))
				return false;
		} else {
			if (c == '{' || c == '[')
				depth++;
			else if (c == '}' || c == ']')
				depth--;
			s->p++;
			if (c != '{' && c != '[' && c != '}' && c != ']' && c != ',' && c != ':')
				while (s->p < s->end && !strchr(",:]} \n\t\r", *s->p))
					s->p++;
		}
	} while (depth > 0);
	return true;
}

/* Moves to the member or element named by the n bytes at key; false leaves s at the container. */
static bool enter(struct scan *s, const char *key, size_t n)
{
	struct scan t = *s;
	space(&t);
	if (t.p >= t.end || (*t.p != '{' && *t.p != '['))
		return false;
	bool object = *t.p++ == '{';
	size_t want = object ? 0 : strtoul(key, NULL, 10);
	for (size_t i = 0;; i++) {
		space(&t);
		if (t.p >= t.end || *t.p == '}' || *t.p == ']')
			return false;
		const char *name = t.p + 1;
		if (object) {
			if (!string(&t))
				return false;
			size_t len = (size_t)(t.p - 1 - name);
			space(&t);
			if (t.p >= t.end || *t.p++ != ':')
				return false;
			space(&t);
			if (len == n && !memcmp(name, key, n)) {
				*s = t;
				return true;
			}
		} else if (i == want) {
			*s = t;
			return true;
		}
		if (!skip(&t))
			return false;
		space(&t);
		if (t.p < t.end && *t.p == ',')
			t.p++;
	}
}

bool ck_json_position(const char *text, size_t size, const char *pointer, int *line, int *col)
{
	struct scan s = { text, text + size };
	space(&s);
	while (*pointer == '/') {
		size_t n = strcspn(pointer + 1, "/");
		if (!enter(&s, pointer + 1, n))
			break;
		pointer += 1 + n;
	}
	*line = *col = 1;
	for (const char *p = text; p < s.p; p++) {
		++*col;
		if (*p == '\n') {
			++*line;
			*col = 1;
		}
	}
	return s.p < s.end;
}
