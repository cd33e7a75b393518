/* Every pass after an artifact's stage: what verified must be refused with a diagnostic or become a stage that verifies,
 * up to C. */
#ifndef CK_FUZZ_CHAIN_H
#define CK_FUZZ_CHAIN_H

#include "pass_ir1.h"
#include "passes.h"
#include "reread.h"
#include "verify.h"

struct fuzz_options {
	struct ck_fuse_options fuse;
	struct ck_grad_options grad; /* in place of fuse, if it has a batch */
	bool debug;
	bool reread;   /* each stage, not only the first: slow */
};

static inline bool fuzz_step(struct ck_doc *doc, const struct fuzz_options *o, struct ck_arena *a)
{
	switch (doc->stage) {
	case CK_MANIFEST: return ck_pass_ir1(doc, &(struct ck_ir1_options){ "templates", false }, a);
	case CK_IR1: return o->grad.batch ? ck_pass_grad(doc, &o->grad, a) : ck_pass_fuse(doc, &o->fuse, a);
	case CK_IR2: return ck_pass_lower(doc, a);
	case CK_LOWERED: return ck_pass_plan(doc, a);
	default: return ck_pass_layout(doc, o->debug, a);
	}
}

static inline void fuzz_emit(const struct ck_doc *doc, struct ck_arena *a)
{
	FILE *f = fopen("/dev/null", "w");
	if (!f)
		abort();
	ck_codegen(f, doc, "ck", a);
	fclose(f);
}

/* doc is verified, and so is what every pass makes of it: a layout's audit is part of that. */
static inline void fuzz_chain(struct ck_doc *doc, const struct fuzz_options *o, struct ck_arena *a)
{
	for (; doc->stage < CK_LAYOUT; doc->stage++) {
		fuzz_errors = 0;
		if (!fuzz_told(fuzz_step(doc, o, a)))
			return;
		ck_artifact_stamp(doc->artifact, doc->stage + 1, "fuzz", (struct ck_strs){ 0 }, "");
		doc->text = NULL;
		doc->stage++;
		ck_diag_redirect(NULL);
		MUST(ck_verify(doc));
		fuzz_begin();
		if (o->reread)
			fuzz_reread(doc, a);
		doc->stage--;
	}
	fuzz_emit(doc, a);
}

#endif
