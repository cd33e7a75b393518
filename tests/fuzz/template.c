/* Templates: any text is refused with a diagnostic, or binds a small model or refuses it, and what it binds goes through
 * all later passes. The model is the manifest beside the corpus. */
#include "chain.h"
#include "scratch.h"
#include "template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct fuzz_options o = {
		.fuse = { .target = "generic", .numerics = "exact", .ctx = 64, .chunk = 8, .patterns = "templates/fusion" }, .debug = true, .reread = true,
	};
	struct ck_arena a = { 0 };
	struct ck_doc doc;
	fuzz_begin();
	if (fuzz_told(ck_template_parse("llama.yaml", (const char *)data, size, &a))) {
		fuzz_folder_make();
		fuzz_folder_put("llama.yaml", data, size);
		ck_diag_redirect(NULL);
		MUST(ck_doc_read(&doc, "tests/fuzz/model/manifest.json", &a));
		fuzz_begin();
		if (fuzz_told(ck_pass_ir1(&doc, &(struct ck_ir1_options){ fuzz_folder, size & 1 }, &a))) {
			ck_artifact_stamp(doc.artifact, CK_IR1, "fuzz", (struct ck_strs){ 0 }, "");
			doc.text = NULL;
			doc.stage = CK_IR1;
			fuzz_errors = 0;
			/* A template may say what does not fit together; that is the verifier's to find. */
			if (fuzz_told(ck_verify(&doc)))
				fuzz_chain(&doc, &o, &a);
		}
	}
	ck_arena_free(&a);
	return 0;
}
