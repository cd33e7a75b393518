#include "diag.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program = "ck";
static ck_diag_sink *sink;

void ck_set_program(const char *argv0)
{
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;
	if (argv0)
		program = slash ? slash + 1 : argv0;
}

const char *ck_program(void)
{
	return program;
}

void ck_diag_redirect(ck_diag_sink *s)
{
	sink = s;
}

static void report(const char *where, const char *severity, const char *fmt, va_list ap)
{
	char line[4096];
	int n = snprintf(line, sizeof line, "%s: %s: ", where ? where : program, severity);
	if (n < 0 || (size_t)n >= sizeof line)
		n = 0;
	vsnprintf(line + n, sizeof line - (size_t)n, fmt, ap);
	if (sink)
		sink(line);
	else
		fprintf(stderr, "%s\n", line);
}

bool ck_error(const char *where, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(where, "error", fmt, ap);
	va_end(ap);
	return false;
}

void ck_warning(const char *where, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(where, "warning", fmt, ap);
	va_end(ap);
}

void ck_note(const char *where, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(where, "note", fmt, ap);
	va_end(ap);
}

/* exit is for one thread: a second one would end the process before the first has removed temporary files. */
void ck_die(const char *fmt, ...)
{
	static atomic_flag dying = ATOMIC_FLAG_INIT;
	va_list ap;
	while (atomic_flag_test_and_set(&dying))
		pause();
	va_start(ap, fmt);
	report(NULL, "error", fmt, ap);
	va_end(ap);
	exit(1);
}
