/* rewrite FILE: an artifact read, verified and written again to standard output. */
#include "artifact.h"
#include "diag.h"
#include "outfile.h"

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_doc doc;
	struct ck_outfile o;
	ck_set_program(argv[0]);
	if (argc != 2)
		return 2;
	bool ok = ck_doc_read(&doc, argv[1], &a) && ck_out_open(&o, NULL);
	if (ok) {
		ck_artifact_write(o.f, doc.artifact, doc.stage);
		ok = ck_out_close(&o);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
