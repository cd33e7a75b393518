/* Command lines as GNU programs have them: long and short options, --help, --version.
 *
 * A tool declares its options in a table; parsing, --help and the manual's check read it. Options that
 * change what is decided are marked, and are recorded in the artifact's from line. */
#ifndef CK_CLI_H
#define CK_CLI_H

#include "arena.h"
#include "schema.h"

struct ck_opt {
	char letter;          /* 0: none */
	const char *name;     /* long name */
	const char *arg;      /* what --help calls its argument; NULL: a flag */
	const char *help;
	const char **text;    /* receives the argument, or "1" for a flag; may stay NULL */
	bool semantic;        /* recorded in from */
	const char ***texts;  /* instead of text: receives each occurrence, NULL-terminated */
};

struct ck_cli {
	const char *summary;  /* one line, as in the manual's NAME */
	const char *usage;    /* operands, as in the synopsis: "[FILE]" */
	const struct ck_opt *opts; /* ends with an entry without name */
	int min_args, max_args;    /* operands */
	const char *status;   /* exit statuses, where they are others than 0 done, 1 failed, 2 misused; else NULL */
};

struct ck_args {
	const char **v;
	int n;
	struct ck_strs semantic; /* options for the from line, in table order: "--name=value" */
};

/* Handles --help and --version (exit 0) and misuse (exit 2) itself. */
struct ck_args ck_cli_parse(const struct ck_cli *cli, int argc, char **argv, struct ck_arena *a);

/* Prints a usage diagnostic and exits 2: for what only the tool can judge. */
_Noreturn void ck_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A decimal integer in [lo, hi], or a usage diagnostic naming the option. */
int64_t ck_cli_int(const char *option, const char *text, int64_t lo, int64_t hi);
double ck_cli_real(const char *option, const char *text, double lo, double hi);

#endif
