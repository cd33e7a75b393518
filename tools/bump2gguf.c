/* bump2gguf: a bump file back to the GGUF it was made from. */
#include "bump.h"
#include "cli.h"
#include "export.h"

static bool run(const char *bump, const char *gguf, struct ck_arena *a)
{
	struct ck_outfile out;
	struct ck_bump b;
	if (!ck_bump_open_any(&b, bump))
		return false;
	bool ok = ck_out_open(&out, gguf) && ck_out_end(&out, ck_export(&out, &b, a));
	ck_bump_close(&b);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	const char *out = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write FILE (default: standard output)", .text = &out },
		{ 0 },
	};
	const struct ck_cli cli = {
		"give back the GGUF that a bump file was made from", "BUMP", opts, 1, 1, NULL,
	};
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	bool ok = run(args.v[0], out, &a);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
