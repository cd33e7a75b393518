/* ck-tok: text to token ids and back. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "diag.h"
#include "outfile.h"
#include "tok_file.h"

enum { CHUNK = 64 << 10, ID = 4 /* bytes of a binary id, little endian */ };

static const char *opt_binary, *opt_no_bos, *opt_special, *opt_out;
static const struct ck_opt opts[] = {
	{ 'b', "binary", NULL, "ids are 32-bit little-endian integers instead of decimal numbers", .text = &opt_binary },
	{ 0, "no-bos", NULL, "add no begin and end tokens", .text = &opt_no_bos },
	{ 0, "special", NULL, "take control tokens in the text as such, and show them when decoding", .text = &opt_special },
	{ 'o', "output", "FILE", "write here instead of standard output", .text = &opt_out },
	{ 0 }
};

static bool read_failed(void)
{
	return ck_error("standard input", "cannot read: %s", strerror(errno));
}

static void put_id(FILE *f, int32_t id)
{
	uint32_t u = (uint32_t)id;
	if (opt_binary)
		for (int i = 0; i < ID; i++)
			putc((int)(u >> (8 * i) & 255), f);
	else
		fprintf(f, "%d\n", (int)id);
}

static bool encode(const struct ck_tok *t, FILE *out, bool count)
{
	static char chunk[CHUNK];
	unsigned long long total = 0;
	bool ok = true, last = false;
	struct ck_tok_feed *feed = ck_tok_feed_open(t, (opt_no_bos ? 0 : CK_TOK_FRAME) | (opt_special ? CK_TOK_SPECIAL : 0));
	while (ok && !last) {
		struct ck_arena a = { 0 };
		struct ck_ids ids;
		ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		last = n <= 0;
		ok = n >= 0 ? ck_tok_feed(feed, chunk, (size_t)n, last, &a, &ids) : read_failed();
		for (size_t i = 0; ok && !count && i < ids.n; i++)
			put_id(out, ids.v[i]);
		total += ok ? ids.n : 0;
		ok = ok && (!ferror(out) || ck_error("standard output", "cannot write: %s", strerror(errno)));
		ck_arena_free(&a);
	}
	if (ok && count)
		fprintf(out, "%llu\n", total);
	ck_tok_feed_free(feed);
	return ok;
}

/* Next id of standard input. *more false: the end. False after a diagnostic. */
static bool get_id(int32_t limit, int32_t *id, bool *more, unsigned long long *nth)
{
	unsigned long long v = 0;
	int c = getchar();
	*more = true;
	if (opt_binary) {
		int k = 0;
		for (; c != EOF && k < ID; k++) {
			v |= (unsigned long long)c << (8 * k);
			c = k + 1 < ID ? getchar() : 0;
		}
		if (!k)
			*more = false;
		else if (k < ID)
			return ck_error("standard input", "ends within id %llu", *nth);
	} else {
		while (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ',')
			c = getchar();
		*more = c != EOF;
		if (*more && (c < '0' || c > '9'))
			return ck_error("standard input", "id %llu is no number", *nth);
		for (; c >= '0' && c <= '9'; c = getchar())
			v = v < UINT32_MAX ? v * 10 + (unsigned)(c - '0') : v;
		ungetc(c, stdin);
	}
	if (ferror(stdin))
		return read_failed();
	if (*more && v >= (unsigned)limit)
		return ck_error("standard input", "id %llu, %llu, is not below %d", *nth, v, (int)limit);
	*id = (int32_t)v;
	(*nth)++;
	return true;
}

static bool decode(const struct ck_tok *t, FILE *out, struct ck_arena *a)
{
	struct ck_tok_stream s;
	struct ck_tok_text text;
	unsigned long long nth = 0;
	int32_t id = 0;
	bool more;
	ck_tok_stream_open(&s, t, a);
	s.special = opt_special;
	for (;;) {
		if (!get_id(ck_tok_count(t), &id, &more, &nth))
			return false;
		text = more ? ck_tok_stream_next(&s, id) : ck_tok_stream_end(&s);
		if (text.n && fwrite(text.s, 1, text.n, out) != text.n)
			return ck_error("standard output", "cannot write: %s", strerror(errno));
		if (!more)
			return true;
	}
}

static void put_special(FILE *f, const char *name, int32_t id, const struct ck_tok_info *i)
{
	if (id < 0)
		fprintf(f, "%s none\n", name);
	else
		fprintf(f, "%s %d%s\n", name, (int)id, id == i->opening ? " first" : id == i->closing ? " last" : "");
}

static bool info(const struct ck_tok *t, FILE *f)
{
	struct ck_tok_info i = ck_tok_info(t);
	fprintf(f, "model %s\n", i.model);
	if (*i.pre)
		fprintf(f, "pre %s\n", i.pre);
	fprintf(f, "tokens %d\nlongest %zu\n", (int)i.tokens, i.longest);
	put_special(f, "bos", i.bos, &i);
	put_special(f, "eos", i.eos, &i);
	put_special(f, "unknown", i.unknown, &i);
	put_special(f, "separator", i.separator, &i);
	return true;
}

static bool compile(const struct ck_tok *t, FILE *f)
{
	size_t n;
	const void *image = ck_tok_image(t, &n);
	return fwrite(image, 1, n, f) == n || ck_error("standard output", "cannot write: %s", strerror(errno));
}

static bool run(const char *command, const struct ck_tok *t, FILE *f, struct ck_arena *a)
{
	switch (*command) {
	case 'd': return decode(t, f, a);
	case 'i': return info(t, f);
	case 'e': return encode(t, f, false);
	}
	return command[2] == 'u' ? encode(t, f, true) : compile(t, f);
}

int main(int argc, char **argv)
{
	static const char *const commands[] = { "encode", "decode", "count", "info", "compile" };
	const struct ck_cli cli = { "turn text into token ids and back", "encode|decode|count|info|compile MODEL", opts, 2, 2, NULL };
	struct ck_arena a = { 0 };
	struct ck_tok_file file;
	struct ck_outfile o = { 0 };
	const char *command = NULL;

	ck_set_program(argv[0]);
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(args.v[0], commands[i]))
			command = commands[i];
	if (!command)
		ck_usage("there is no command '%s'", args.v[0]);
	bool ok = ck_tok_file_open(&file, args.v[1], &a);
	if (ok) {
		ok = ck_out_open(&o, opt_out) && ck_out_end(&o, run(command, file.tok, o.f, &a));
		ck_tok_file_close(&file);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
