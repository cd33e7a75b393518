/* ck-pack: weights.bump to model.bump, as a layout says. */
#include "artifact.h"
#include "bump.h"
#include "cli.h"
#include "pack.h"

static bool run(const char *layout, const char *weights, const char *model, struct ck_arena *a)
{
	struct ck_outfile out;
	struct ck_bump b;
	struct ck_doc doc;
	if (!ck_doc_expect(&doc, layout, CK_LAYOUT, a) || !ck_bump_open(&b, weights, CK_BUMP_WEIGHTS))
		return false;
	bool ok = ck_out_open(&out, model) && ck_out_end(&out, ck_pack(&out, &doc, &b, a));
	ck_bump_close(&b);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	const char *out = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write the packed weights there (required)", .text = &out },
		{ 0 },
	};
	const struct ck_cli cli = {
		"pack weights as a layout says", "-o FILE LAYOUT WEIGHTS", opts, 2, 2, NULL,
	};
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	if (!out)
		ck_usage("-o is required: the file for the packed weights");
	bool ok = run(args.v[0], args.v[1], out, &a);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
