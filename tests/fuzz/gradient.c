/* Rules for gradients: any text is refused with a diagnostic, or taken before those that there are, to train a small model:
 * what comes of it is refused, or goes through all later passes. */
#include <unistd.h>

#include "chain.h"
#include "datadir.h"
#include "gradient.h"
#include "scratch.h"

static const char rules[] = "templates/gradients";

/* The input is the first by name, and the first rule of an op counts. */
static void put_rule(const uint8_t *data, size_t size, struct ck_arena *a)
{
	struct ck_strs files = { 0 };
	char *top = fuzz_folder_make() ? realpath(rules, NULL) : NULL;
	if (top && !ck_files_in(rules, ".yaml", &files, a))
		abort();
	for (size_t i = 0; i < files.n; i++)
		if (symlink(ck_printf(a, "%s/%s", top, files.v[i]), ck_printf(a, "%s/%s", fuzz_folder, files.v[i])) != 0)
			abort();
	free(top);
	fuzz_folder_put("0.yaml", data, size);
}

static void stamp(struct ck_doc *doc, enum ck_stage stage)
{
	ck_artifact_stamp(doc->artifact, stage, "fuzz", (struct ck_strs){ 0 }, "");
	doc->text = NULL;
	doc->stage = stage;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct fuzz_options o = { .debug = true, .reread = true };
	const struct ck_grad_options grad = {
		.target = "generic", .patterns = "templates/fusion", .rules = fuzz_folder, .batch = 2, .seq = 8,
		.beta1 = 0.9, .beta2 = 0.999, .eps = 1e-8, .decay = 0.01,
	};
	struct ck_arena a = { 0 };
	struct ck_gradient g;
	struct ck_doc doc;
	fuzz_begin();
	put_rule(data, size, &a);
	if (fuzz_told(ck_gradient_read(&g, ck_printf(&a, "%s/0.yaml", fuzz_folder), &a))) {
		ck_diag_redirect(NULL);
		MUST(ck_doc_read(&doc, "tests/fuzz/model/manifest.json", &a));
		MUST(ck_pass_ir1(&doc, &(struct ck_ir1_options){ "templates", false }, &a));
		stamp(&doc, CK_IR1);
		fuzz_begin();
		if (fuzz_told(ck_pass_grad(&doc, &grad, &a))) {
			stamp(&doc, CK_IR2);
			fuzz_errors = 0;
			if (fuzz_told(ck_verify(&doc)))
				fuzz_chain(&doc, &o, &a);
		}
	}
	ck_arena_free(&a);
	return 0;
}
