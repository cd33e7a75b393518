/* What of a model's text is its reply, and what of that is shown, as it comes.
 *
 * A stop text ends the reply, and is no part of it. Text between the marks of thoughts is part of the reply; it is hidden on
 * request, with its marks and the white space behind them. What may still become a mark is held back. */
#ifndef CK_REPLY_H
#define CK_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

#define CK_THINK_OPEN  "<think>"
#define CK_THINK_CLOSE "</think>"

struct ck_reply_part { const char *s; size_t n; };

struct ck_reply {
	const char *const *stops; /* NULL-terminated, none empty; NULL: none */
	bool hide, thinking;
	bool stopped;             /* a stop text was met */
	char *text;               /* the reply: n bytes */
	size_t n, room;
	size_t judged;            /* of them; only these are the reply until the end */
	bool after;               /* hidden thoughts end here: white space is hidden too */
	struct ck_arena *a;
};

/* thinking: the prompt ended within thoughts. */
void ck_reply_open(struct ck_reply *r, const char *const *stops, bool hide, bool thinking, struct ck_arena *a);

/* More text, the last if `last`; what to show now, valid until the next call. */
struct ck_reply_part ck_reply_add(struct ck_reply *r, const char *s, size_t n, bool last);

#endif
