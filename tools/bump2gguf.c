/* bump2gguf: a bump file back to the GGUF files it was made from. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "bump.h"
#include "cli.h"
#include "diag.h"
#include "export.h"

static bool write_file(const struct ck_export *x, size_t file, const char *path)
{
	struct ck_outfile out;
	return ck_out_open(&out, path) && ck_out_end(&out, ck_export_file(x, file, &out));
}

/* All parts, or none. */
static bool write_parts(const struct ck_export *x, const char *path, struct ck_arena *a)
{
	size_t n = strlen(path), files = x->set.files, done = 0;
	bool suffix = n > 5 && !strcmp(path + n - 5, ".gguf");
	const char *prefix = ck_strndup(a, path, suffix ? n - 5 : n);
	while (done < files && write_file(x, done, ck_gguf_part_name(prefix, done, files, a)))
		done++;
	if (done == files)
		return true;
	while (done--)
		unlink(ck_gguf_part_name(prefix, done, files, a));
	return false;
}

static bool run(const char *bump, const char *out, int64_t part, struct ck_arena *a)
{
	struct ck_export x;
	struct ck_bump b;
	if (!ck_bump_open_any(&b, bump))
		return false;
	bool ok = ck_export_open(&x, &b, a);
	size_t files = ok ? x.set.files : 0;
	if (ok && part > (int64_t)files)
		ok = ck_error(bump, "has no part %" PRId64 ": it was made from %zu", part, files);
	else if (ok && (part || files == 1))
		ok = write_file(&x, part ? (size_t)part - 1 : 0, out);
	else if (ok && (!out || !strcmp(out, "-")))
		ok = ck_error(bump, "was made from %zu files: name them with -o, or one of them with --part", files);
	else if (ok)
		ok = write_parts(&x, out, a);
	ck_bump_close(&b);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	const char *out = NULL, *part = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write FILE (default: standard output); of a split model: FILE-00001-of-n.gguf, ...", .text = &out },
		{ 'p', "part", "N", "of a split model: only that part, as FILE", .text = &part },
		{ 0 },
	};
	const struct ck_cli cli = {
		"give back the GGUF that a bump file was made from", "BUMP", opts, 1, 1, NULL,
	};
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	bool ok = run(args.v[0], out, part ? ck_cli_int("part", part, 1, CK_GGUF_FILES) : 0, &a);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
