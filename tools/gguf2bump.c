/* gguf2bump: a model's GGUF files as weights.bump and manifest. */
#include "artifact.h"
#include "cli.h"
#include "import.h"
#include "manifest.h"

static bool run(const char *gguf, const char *bump, struct ck_arena *a)
{
	struct ck_outfile weights = { 0 }, manifest = { 0 };
	struct ck_artifact art;
	struct ck_gguf_set s;
	struct ck_bump_index x;
	bool ok = ck_gguf_set_open(&s, gguf, a) && ck_out_open(&weights, bump)
		&& ck_import(&weights, &s, &x, a) && ck_manifest(&art, &s, &x, a);
	if (ok) {
		ok = ck_out_open(&manifest, NULL);
		ck_artifact_write(manifest.f, &art, CK_MANIFEST);
		ok = ck_out_close(&manifest) && ck_out_close(&weights);
	}
	if (weights.f)
		ck_out_abandon(&weights);
	ck_gguf_set_close(&s);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	const char *out = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write the weights there (required)", .text = &out },
		{ 0 },
	};
	const struct ck_cli cli = {
		"copy the weights of a GGUF model and print its manifest",
		"-o FILE GGUF", opts, 1, 1, NULL,
	};
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	if (!out)
		ck_usage("-o is required: the file for the weights");
	bool ok = run(args.v[0], out, &a);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
