/* Diagnostics: one line on standard error, in the form compilers use.
 *
 *   where: error: what is wrong
 *   where: warning: ...
 *   where: note: where it came from, or what to do next
 *
 * `where` is file, file:line:col, file:line:col: error: /json/pointer, or NULL for the program's name.
 * Library functions report once, at the place that knows most, and return failure; tools exit with 1. */
#ifndef CK_DIAG_H
#define CK_DIAG_H

#include <stdbool.h>

#define CK_PRINTF(a, b) __attribute__((format(printf, a, b)))

/* Always false, so that callers can write `return ck_error(...)`. */
bool ck_error(const char *where, const char *fmt, ...) CK_PRINTF(2, 3);
void ck_warning(const char *where, const char *fmt, ...) CK_PRINTF(2, 3);
void ck_note(const char *where, const char *fmt, ...) CK_PRINTF(2, 3);

/* Report and end the process with status 1; only for what no caller can handle. */
_Noreturn void ck_die(const char *fmt, ...) CK_PRINTF(1, 2);

/* Set once by main: the name before messages without a place. */
void ck_set_program(const char *argv0);
const char *ck_program(void);

/* Where lines go instead of standard error: tests and fuzzers. NULL restores the default. */
typedef void ck_diag_sink(const char *line);
void ck_diag_redirect(ck_diag_sink *sink);

#endif
