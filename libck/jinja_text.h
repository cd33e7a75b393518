/* Texts of templates: UTF-8, counted in code points as Python does, each byte marked if it came from input. */
#ifndef CK_JINJA_TEXT_H
#define CK_JINJA_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct ck_jtext { const char *s; size_t n; const uint8_t *mark; }; /* mark NULL: no byte is */

/* Whether s, n > 0 bytes, starts with what str.isspace() takes; *size receives its bytes. */
bool ck_jtext_white(const char *s, size_t n, size_t *size);

size_t ck_jtext_length(struct ck_jtext t);                       /* code points */
size_t ck_jtext_step(struct ck_jtext t, size_t at);              /* bytes of the code point there */
struct ck_jtext ck_jtext_part(struct ck_jtext t, size_t from, size_t to); /* bytes [from, to) */
bool ck_jtext_is(struct ck_jtext t, const char *s);
bool ck_jtext_same(struct ck_jtext a, struct ck_jtext b);
int ck_jtext_compare(struct ck_jtext a, struct ck_jtext b);      /* by code points */

/* The first place of what in t from byte `from`; -1: none. Linear time. */
int64_t ck_jtext_find(struct ck_jtext t, struct ck_jtext what, size_t from);

/* Without the characters in set, or white space if it is NULL, at the left and right. Takes t.n * set->n steps at most. */
struct ck_jtext ck_jtext_strip(struct ck_jtext t, const struct ck_jtext *set, bool left, bool right);

/* A text as it is put together. */
struct ck_jbuf { char *s; uint8_t *mark; size_t n, room; struct ck_arena *a; };
void ck_jbuf_add(struct ck_jbuf *b, struct ck_jtext t);
void ck_jbuf_str(struct ck_jbuf *b, const char *s);              /* unmarked */
void ck_jbuf_bytes(struct ck_jbuf *b, const char *s, size_t n, uint8_t mark);
struct ck_jtext ck_jbuf_text(const struct ck_jbuf *b);

#endif
