#include "idfile.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "diag.h"

bool ck_read_all(const char *path, struct ck_bytes *b, struct ck_arena *a)
{
	bool input = !strcmp(path, "-");
	FILE *f = input ? stdin : fopen(path, "rb");
	const char *name = input ? "standard input" : path;
	if (!f)
		return ck_error(name, "cannot open: %s", strerror(errno));
	size_t room = 1 << 16, n;
	*b = (struct ck_bytes){ ck_alloc(a, room + 1), 0 };
	while ((n = fread(b->s + b->n, 1, room - b->n, f)) > 0)
		if ((b->n += n) == room) {
			char *more = ck_alloc(a, 2 * room + 1);
			memcpy(more, b->s, room);
			b->s = more;
			room *= 2;
		}
	bool ok = !ferror(f) || ck_error(name, "cannot read: %s", strerror(errno));
	if (!input)
		fclose(f);
	return ok;
}

bool ck_ids_parse(const char *path, const struct ck_bytes *b, int64_t vocab, struct ck_ids *ids, struct ck_arena *a)
{
	int line = 1;
	const char *s = b->s, *end = b->s + b->n, *start = s;
	while (s < end) {
		if (*s == '\n') {
			line++;
			start = s + 1;
		}
		if (strchr(" \t\r\n,", *s) && *s) {
			s++;
			continue;
		}
		const char *token = s;
		int64_t id = 0;
		for (; s < end && *s >= '0' && *s <= '9' && id < vocab; s++)
			id = id * 10 + (*s - '0');
		if (s == token || (s < end && (!*s || !strchr(" \t\r\n,", *s))) || id >= vocab)
			return ck_error(ck_printf(a, "%s:%d:%d", path, line, (int)(token - start) + 1),
				"not a token id from 0 to %" PRId64, vocab - 1);
		CK_PUSH(a, ids, (int32_t)id);
	}
	return true;
}
