#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

_Noreturn void ck_usage(const char *fmt, ...)
{
	va_list ap;
	fprintf(stderr, "%s: ", ck_program());
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nTry '%s --help'.\n", ck_program());
	exit(2);
}

static void help_line(char letter, const char *name, const char *arg, const char *help)
{
	char left[64];
	int n = snprintf(left, sizeof left, "  %c%c%s --%s%s%s", letter ? '-' : ' ', letter ? letter : ' ',
		letter ? "," : " ", name, arg ? " " : "", arg ? arg : "");
	if (n < 30)
		printf("%-30s%s\n", left, help);
	else
		printf("%s\n%30s%s\n", left, "", help);
}

/* Ends a program whose output is on standard output only. */
static _Noreturn void printed(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		exit(0);
	ck_error("standard output", "cannot write: %s", strerror(errno));
	exit(1);
}

static _Noreturn void print_help(const struct ck_cli *cli)
{
	printf("Usage: %s [OPTION]... %s\n%s.\n\n", ck_program(), cli->usage, cli->summary);
	for (const struct ck_opt *o = cli->opts; o->name; o++)
		help_line(o->letter, o->name, o->arg, o->help);
	help_line('h', "help", NULL, "print this and exit");
	help_line('V', "version", NULL, "print the version and exit");
	printf("\nExit status: %s. Manual: man %s\n", cli->status ? cli->status : "0 done, 1 diagnosed failure, 2 misuse", ck_program());
	printed();
}

static _Noreturn void print_version(void)
{
	printf("%s (ck) " CK_VERSION "\n", ck_program());
	printed();
}

static const struct ck_opt *find_long(const struct ck_cli *cli, const char *s, size_t n)
{
	for (const struct ck_opt *o = cli->opts; o->name; o++)
		if (strlen(o->name) == n && !memcmp(o->name, s, n))
			return o;
	return NULL;
}

static const struct ck_opt *find_short(const struct ck_cli *cli, char c)
{
	for (const struct ck_opt *o = cli->opts; o->name; o++)
		if (o->letter && o->letter == c)
			return o;
	return NULL;
}

static void take(struct ck_arena *a, const struct ck_opt *o, const char *value)
{
	if (!o->texts) {
		*o->text = value;
		return;
	}
	size_t n = 0;
	while (*o->texts && (*o->texts)[n])
		n++;
	const char **v = ck_allocn(a, n + 2, sizeof *v);
	if (n)
		memcpy(v, *o->texts, n * sizeof *v);
	v[n] = value;
	*o->texts = v;
}

/* Started with a standard stream closed, the next file opened would take its number, and be read or written as that
 * stream. What is put there fails as the closed one would. */
static void occupy_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			exit(1);
}

struct ck_args ck_cli_parse(const struct ck_cli *cli, int argc, char **argv, struct ck_arena *a)
{
	struct ck_args args = { .v = ck_allocn(a, (size_t)argc + 1, sizeof *args.v) };
	occupy_standard_streams();
	ck_set_program(argc > 0 ? argv[0] : NULL);
	bool operands_only = false;
	for (int i = 1; i < argc; i++) {
		const char *s = argv[i];
		if (operands_only || s[0] != '-' || !s[1]) {
			args.v[args.n++] = s;
		} else if (!strcmp(s, "--")) {
			operands_only = true;
		} else if (s[1] == '-') {
			size_t n = strcspn(s + 2, "=");
			const struct ck_opt *o = find_long(cli, s + 2, n);
			if (!o && !strcmp(s, "--help"))
				print_help(cli);
			if (!o && !strcmp(s, "--version"))
				print_version();
			if (!o)
				ck_usage("unknown option '--%.*s'", (int)n, s + 2);
			if (s[2 + n] && !o->arg)
				ck_usage("option '--%s' takes no argument", o->name);
			if (o->arg && !s[2 + n] && ++i >= argc)
				ck_usage("option '--%s' needs an argument (%s)", o->name, o->arg);
			take(a, o, !o->arg ? "1" : s[2 + n] ? s + 3 + n : argv[i]);
		} else {
			for (const char *c = s + 1; *c; c++) {
				const struct ck_opt *o = find_short(cli, *c);
				if (!o && *c == 'h')
					print_help(cli);
				if (!o && *c == 'V')
					print_version();
				if (!o)
					ck_usage("unknown option '-%c'", *c);
				if (!o->arg) {
					take(a, o, "1");
					continue;
				}
				if (!c[1] && ++i >= argc)
					ck_usage("option '-%c' needs an argument (%s)", *c, o->arg);
				take(a, o, c[1] ? c + 1 : argv[i]);
				break;
			}
		}
	}
	if (args.n < cli->min_args)
		ck_usage("missing operand: %s", cli->usage);
	if (args.n > cli->max_args)
		ck_usage("extra operand '%s'", args.v[cli->max_args]);
	for (const struct ck_opt *o = cli->opts; o->name; o++)
		if (o->semantic && o->text && *o->text)
			CK_PUSH(a, &args.semantic, o->arg ? ck_printf(a, "--%s=%s", o->name, *o->text)
			                                  : ck_printf(a, "--%s", o->name));
	return args;
}

int64_t ck_cli_int(const char *option, const char *text, int64_t lo, int64_t hi)
{
	char *end;
	errno = 0;
	long long v = strtoll(text, &end, 10);
	if (end == text || *end || errno || v < lo || v > hi)
		ck_usage("--%s: '%s' is not a whole number from %lld to %lld", option, text, (long long)lo, (long long)hi);
	return v;
}

double ck_cli_real(const char *option, const char *text, double lo, double hi)
{
	char *end;
	errno = 0;
	double v = strtod(text, &end);
	if (end == text || *end || errno || !(v >= lo && v <= hi))
		ck_usage("--%s: '%s' is not a number from %g to %g", option, text, lo, hi);
	return v;
}
