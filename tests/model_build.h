/* A model built in process from a GGUF, as the tools of the chain do it, into a folder of its own. */
#ifndef CK_TESTS_MODEL_BUILD_H
#define CK_TESTS_MODEL_BUILD_H

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "fileio.h"
#include "import.h"
#include "manifest.h"
#include "outfile.h"
#include "pack.h"
#include "pass_ir1.h"
#include "passes.h"

struct model_build { const char *gguf; struct ck_fuse_options fuse; bool debug; };

/* <build>/libck-kernels.a of the build that this program, <build>/tests/<program>, is of. */
static inline const char *model_kernels(struct ck_arena *a)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	assert_true(n > 0);
	self[n] = 0;
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(self, '/');
		assert_non_null(slash);
		*slash = 0;
	}
	return ck_printf(a, "%s/libck-kernels.a", self);
}

/* source, and objects or archives if not NULL, to a shared object. */
static inline void model_compile(const char *source, const char *more, const char *out, struct ck_arena *a)
{
	extern char **environ;
	const char *cc = getenv("CC");
	const char *argv[] = { cc && *cc ? cc : "cc", "-std=c11", "-O1", "-DCK_SHARED", "-fPIC", "-shared", "-Ikernels", "-o", out, source,
		"-Wl,--exclude-libs,ALL", more ? more : "-lm", "-lm", NULL };
	pid_t pid;
	int status;
	(void)a;
	assert_int_equal(posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)argv, environ), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static inline void model_write(const char *path, const struct ck_artifact *art, enum ck_stage stage)
{
	struct ck_outfile o;
	assert_true(ck_out_open(&o, path));
	ck_artifact_write(o.f, art, stage);
	assert_true(ck_out_close(&o));
}

/* The next stage, written beside the one before and read again. */
static inline void model_stage(struct ck_doc *doc, enum ck_stage stage, const char *path, struct ck_arena *a)
{
	ck_artifact_stamp(doc->artifact, stage, "test", (struct ck_strs){ 0 }, doc->sha256);
	model_write(path, doc->artifact, stage);
	assert_true(ck_doc_expect(doc, path, stage, a));
}

/* Leaves layout.json, model.so, model.bump and weights.bump in dir. training NULL: for inference. */
static inline void model_build_for(const char *dir, const struct model_build *m, const struct ck_grad_options *training,
	struct ck_arena *a)
{
	const char *weights = ck_printf(a, "%s/weights.bump", dir), *json = ck_printf(a, "%s/layout.json", dir);
	const char *c = ck_printf(a, "%s/model.c", dir);
	struct ck_outfile o;
	struct ck_artifact art;
	struct ck_gguf_set s;
	struct ck_bump_index x;
	struct ck_bump b;
	struct ck_doc doc;
	assert_true(ck_gguf_set_open(&s, m->gguf, a) && ck_out_open(&o, weights));
	assert_true(ck_import(&o, &s, &x, a) && ck_manifest(&art, &s, &x, a) && ck_out_close(&o));
	ck_gguf_set_close(&s);
	model_write(json, &art, CK_MANIFEST);
	assert_true(ck_doc_expect(&doc, json, CK_MANIFEST, a));
	assert_true(ck_pass_ir1(&doc, &(struct ck_ir1_options){ .templates = "templates" }, a));
	model_stage(&doc, CK_IR1, json, a);
	struct ck_fuse_options fuse = m->fuse;
	fuse.patterns = "templates/fusion";
	if (training) {
		struct ck_grad_options grad = *training;
		grad.patterns = "templates/fusion";
		grad.rules = "templates/gradients";
		assert_true(ck_pass_grad(&doc, &grad, a));
	} else {
		assert_true(ck_pass_fuse(&doc, &fuse, a));
	}
	model_stage(&doc, CK_IR2, json, a);
	assert_true(ck_pass_lower(&doc, a));
	model_stage(&doc, CK_LOWERED, json, a);
	assert_true(ck_pass_plan(&doc, a));
	model_stage(&doc, CK_PLAN, json, a);
	assert_true(ck_pass_layout(&doc, m->debug, a));
	model_stage(&doc, CK_LAYOUT, json, a);

	assert_true(ck_out_open(&o, c));
	ck_codegen(o.f, &doc, NULL, a);
	assert_true(ck_out_close(&o));
	model_compile(c, model_kernels(a), ck_printf(a, "%s/model.so", dir), a);
	assert_true(ck_bump_open(&b, weights, CK_BUMP_WEIGHTS) && ck_out_open(&o, ck_printf(a, "%s/model.bump", dir)));
	assert_true(ck_pack(&o, &doc, &b, a) && ck_out_close(&o));
	ck_bump_close(&b);
}

static inline void model_build(const char *dir, const struct model_build *m, struct ck_arena *a)
{
	model_build_for(dir, m, NULL, a);
}

#endif
