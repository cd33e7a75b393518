/* ck-diff: what changed between two artifacts, in words. Exit status as diff's: 0 the same, 1 different, 2 trouble. */
#include "cli.h"
#include "diag.h"
#include "differ.h"
#include "outfile.h"

static int compare(const struct ck_args *args, struct ck_arena *a)
{
	struct ck_doc before, after;
	if (!ck_doc_read(&before, args->v[0], a) || !ck_doc_read(&after, args->v[1], a))
		return 2;
	if (before.stage != after.stage) {
		ck_error(NULL, "%s is %s, %s is %s", args->v[0], ck_stage_kind[before.stage], args->v[1], ck_stage_kind[after.stage]);
		return 2;
	}
	struct ck_outfile o;
	if (!ck_out_open(&o, NULL))
		return 2;
	int n = ck_differ(o.f, &before, &after, a);
	if (!ck_out_close(&o))
		return 2;
	return n ? 1 : 0;
}

int main(int argc, char **argv)
{
	static const struct ck_opt opts[] = { { 0 } };
	static const struct ck_cli cli = { "say what changed between two artifacts", "BEFORE AFTER", opts, 2, 2,
		"0 the same, 1 different, 2 trouble" };
	struct ck_arena arena = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &arena);
	int status = compare(&args, &arena);
	ck_arena_free(&arena);
	return status;
}
