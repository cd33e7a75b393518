/* Fusion patterns: any text is refused with a diagnostic, or applied to the programs of a small model, which then verify
 * and go through all later passes. */
#include <sys/mman.h>
#include <unistd.h>

#include "chain.h"
#include "pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct fuzz_options o = { .debug = true, .reread = true };
	struct ck_arena a = { 0 };
	struct ck_pattern p;
	struct ck_doc doc;
	int fd = memfd_create("pattern", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	fuzz_begin();
	if (fuzz_told(ck_pattern_read(&p, ck_printf(&a, "/proc/self/fd/%d", fd), &a))) {
		ck_diag_redirect(NULL);
		MUST(ck_doc_read(&doc, "tests/fuzz/model/ir2.json", &a));
		fuzz_begin();
		int count = 0;
		for (size_t i = 0; i < doc.artifact->programs.n; i++) {
			struct ck_want want = { "", doc.artifact->programs.v[i].id, false };
			count += ck_pattern_apply(&p, doc.artifact, &doc.artifact->programs.v[i], &want, &a);
		}
		doc.text = NULL;
		if (count) {
			ck_diag_redirect(NULL);
			MUST(ck_verify(&doc));
			fuzz_begin();
			fuzz_chain(&doc, &o, &a);
		}
	}
	close(fd);
	ck_arena_free(&a);
	return 0;
}
