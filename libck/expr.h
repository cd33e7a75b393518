/* Small expressions: template conditions and shapes, fusion patterns, kernel `where`, `axis` and `scratch`.
 *
 *   c ? a : b   || &&   == != < <= > >=   + -   * / %   ! -   ( )
 *   12  0.5  'text'  true  false  name  has(name)  min(a, ...)  max(a, ...)  sqrt(a)
 *
 * Names are letters, digits, _ and '.', and mean what the caller's scope says. Integers stay integers; overflow,
 * division by zero and integer division that is not exact are errors, as is a result that is not finite. && || ?: has
 * evaluate only what they need. An integer may be a multiple of one symbol without a value (T, 64*T): such terms
 * can be multiplied by integers, divided, added to their like and compared for equality with their like. */
#ifndef CK_EXPR_H
#define CK_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ck_term {
	enum { CK_TERM_BOOL, CK_TERM_INT, CK_TERM_REAL, CK_TERM_TEXT } type;
	union {
		bool b;
		int64_t i;
		double r;
		struct { const char *s; size_t n; } text; /* part of the expression, or the scope's */
	};
	const char *dyn; /* of an integer: the symbol it is i times, or NULL */
};

struct ck_scope {
	/* Value of a name of n bytes. False: there is none. */
	bool (*lookup)(void *user, const char *name, size_t n, struct ck_term *out);
	void *user;
};

struct ck_expr_error {
	size_t at;       /* byte offset in the expression */
	char text[200];  /* what is wrong */
};

bool ck_expr(const char *text, const struct ck_scope *scope, struct ck_term *out, struct ck_expr_error *err);

/* The same, and an error unless the result has the type asked for; an integer serves as real. */
bool ck_expr_bool(const char *text, const struct ck_scope *scope, bool *out, struct ck_expr_error *err);
bool ck_expr_int(const char *text, const struct ck_scope *scope, int64_t *out, struct ck_expr_error *err);

#endif
