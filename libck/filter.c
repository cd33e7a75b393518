#include "filter.h"

#include <string.h>

#include "diag.h"
#include "outfile.h"
#include "verify.h"

static bool write_result(const struct ck_filter *f, const struct ck_doc *doc, const char *path)
{
	struct ck_outfile o;
	if (!ck_out_open(&o, path))
		return false;
	if (f->print)
		f->print(o.f, doc);
	else
		ck_artifact_write(o.f, doc->artifact, f->out);
	return ck_out_close(&o);
}

static bool filter(const struct ck_filter *f, const struct ck_args *args, const char *out, struct ck_arena *a)
{
	struct ck_doc doc;
	if (!ck_doc_expect(&doc, args->n ? args->v[0] : NULL, f->in, a) || !f->run(&doc, a))
		return false;
	if (!f->print) {
		/* What was decided is checked as the next tool will check it; there is no text to point into yet. */
		ck_artifact_stamp(doc.artifact, f->out, f->tool, args->semantic, doc.sha256);
		doc.stage = f->out;
		doc.path = f->tool;
		doc.text = NULL;
		if (!ck_verify(&doc))
			return false;
	}
	return write_result(f, &doc, out);
}

int ck_filter_main(const struct ck_filter *f, int argc, char **argv)
{
	struct ck_arena arena = { 0 };
	struct ck_arena *a = &arena;
	const char *out = NULL;
	size_t n = 0;
	while (f->opts && f->opts[n].name)
		n++;
	struct ck_opt *opts = ck_allocn(a, n + 2, sizeof *opts);
	opts[0] = (struct ck_opt){ 'o', "output", "FILE", "write FILE (default: standard output)", &out, false, NULL };
	if (n)
		memcpy(opts + 1, f->opts, n * sizeof *opts);
	struct ck_cli cli = { f->summary, "[FILE]", opts, 0, 1, NULL };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, a);
	bool ok = filter(f, &args, out, a);
	ck_arena_free(a);
	return ok ? 0 : 1;
}
