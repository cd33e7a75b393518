/* Jinja2 as the chat templates of models use it, with the settings Hugging Face gives it: trim_blocks, lstrip_blocks, loop
 * controls, {% generation %}, tojson that escapes nothing but what JSON must, lists that cannot be changed.
 *
 * Templates and data are hostile. What is outside the subset is an error that names it, where the template has it:
 * name:line:col: error: ... There is no clock, no file, no network: what a template says follows from its text and data. */
#ifndef CK_JINJA_H
#define CK_JINJA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jinja_text.h"

struct ck_jinja; /* a template, parsed */

/* NULL after a diagnostic. name stands in diagnostics; both live as long as a. */
const struct ck_jinja *ck_jinja_parse(const char *name, const char *text, size_t n, struct ck_arena *a);

/* What a template may ask for by name. */
struct ck_jinja_data {
	const json_t *trusted;  /* object: each key is a variable; it hides one of input */
	const json_t *input;    /* object, or NULL: the same, but bytes of its strings are marked wherever they end up */
	const char *date;       /* "2025-01-31", perhaps with " 23:59:59", for strftime_now, which takes %a %A %b %B %d %H %I %j %m %M %p %S
	                         * %y %Y and %%, and %-d for %d without zero; NULL: that name is undefined */
	uint64_t work;          /* steps, and bytes made, after which rendering fails; 0: CK_JINJA_WORK */
};

/* Whether there is such a date. */
bool ck_jinja_is_date(const char *s);

enum { CK_JINJA_WORK = 1 << 26 };

/* out->mark[i] != 0: byte i comes from input. False after a diagnostic. */
bool ck_jinja_render(const struct ck_jinja *t, const struct ck_jinja_data *data, struct ck_arena *a, struct ck_jtext *out);

#endif
