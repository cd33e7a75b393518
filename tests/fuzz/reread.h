/* The promise of every artifact: what was written reads back, verifies, and gives the same bytes again. */
#ifndef CK_FUZZ_REREAD_H
#define CK_FUZZ_REREAD_H

#include <string.h>

#include "artifact.h"
#include "fuzz.h"

static inline char *fuzz_write(const struct ck_doc *doc, size_t *size)
{
	char *text = NULL;
	FILE *f = open_memstream(&text, size);
	if (!f)
		abort();
	ck_artifact_write(f, doc->artifact, doc->stage);
	if (fclose(f) != 0)
		abort();
	return text;
}

static inline void fuzz_reread(const struct ck_doc *doc, struct ck_arena *a)
{
	struct ck_doc again;
	size_t n, m;
	char *first = fuzz_write(doc, &n);
	ck_diag_redirect(NULL);
	MUST(ck_doc_parse(&again, "written", first, n, a));
	fuzz_begin();
	MUST(again.stage == doc->stage);
	char *second = fuzz_write(&again, &m);
	MUST(n == m && !memcmp(first, second, n));
	free(first);
	free(second);
}

#endif
