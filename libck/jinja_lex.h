/* The tokens of a template: text between tags, its white space stripped as the tags say, and what is in the tags. */
#ifndef CK_JINJA_LEX_H
#define CK_JINJA_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

enum ck_jtype {
	CK_J_END,                             /* of the template */
	CK_J_DATA, CK_J_BLOCK, CK_J_BLOCK_END, CK_J_PRINT, CK_J_PRINT_END,
	CK_J_NAME, CK_J_STRING, CK_J_INT, CK_J_REAL,
	CK_J_OP                               /* text: "+", "//", ... */
};

struct ck_jtoken {
	enum ck_jtype type;
	int line, col;                        /* from 1; columns in bytes */
	const char *s;                        /* of a string: its value */
	size_t n;
	int64_t i;
	double r;
};

struct ck_jtokens { struct ck_jtoken *v; size_t n; };

/* False after a diagnostic. The last token is CK_J_END. */
bool ck_jinja_lex(const char *name, const char *text, size_t n, struct ck_arena *a, struct ck_jtokens *out);

#endif
