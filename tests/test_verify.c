/* What the verifier refuses, at every stage: artifacts that passes made, with one thing changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "catch.h"
#include "pass_ir1.h"
#include "passes.h"
#include "tiny_llama.h"
#include "verify.h"

static struct ck_arena keep;
static const char *stage_text[CK_STAGES];

static bool run(enum ck_stage to, struct ck_doc *doc)
{
	static const struct ck_fuse_options fuse = { .target = "generic", .numerics = "exact", .ctx = 512,
		.patterns = "templates/fusion" };
	switch (to) {
	case CK_IR1: return ck_pass_ir1(doc, &(struct ck_ir1_options){ "templates", true }, &keep);
	case CK_IR2: return ck_pass_fuse(doc, &fuse, &keep);
	case CK_LOWERED: return ck_pass_lower(doc, &keep);
	case CK_PLAN: return ck_pass_plan(doc, &keep);
	default: return ck_pass_layout(doc, false, &keep);
	}
}

static int setup(void **state)
{
	(void)state;
	stage_text[CK_MANIFEST] = tiny_manifest(&(struct tiny){ 0 }, &keep);
	for (int s = CK_IR1; s < CK_STAGES; s++) {
		struct ck_doc doc;
		char *text;
		size_t size;
		if (!ck_doc_parse(&doc, "before", stage_text[s - 1], strlen(stage_text[s - 1]), &keep) || !run((enum ck_stage)s, &doc))
			return -1;
		ck_artifact_stamp(doc.artifact, (enum ck_stage)s, "test", (struct ck_strs){ 0 }, doc.sha256);
		FILE *f = open_memstream(&text, &size);
		ck_artifact_write(f, doc.artifact, (enum ck_stage)s);
		fclose(f);
		stage_text[s] = ck_strdup(&keep, text);
		free(text);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	ck_arena_free(&keep);
	return 0;
}

static void test_good(void **state)
{
	(void)state;
	for (int s = 0; s < CK_STAGES; s++) {
		struct ck_doc doc;
		assert_true(ck_doc_parse(&doc, "good", stage_text[s], strlen(stage_text[s]), &keep));
		assert_int_equal(doc.stage, s);
	}
}

/* The first `from` after `after` becomes `to`. */
static const struct change { enum ck_stage stage; const char *after, *from, *to, *what; } changes[] = {
	{ CK_MANIFEST, "", "\"f32\",\"shape\"", "\"f33\",\"shape\"", "/tensors/0/dtype: unknown dtype 'f33'" },
	{ CK_MANIFEST, "", "\"f32\",\"shape\"", "\"q8_0\",\"shape\"", "/tensors/0/shape/1: rows of 8 are not whole blocks of q8_0 (32)" },
	{ CK_MANIFEST, "", "[16,8]", "[16,0]", "/tensors/0/shape/1: dimension of 0" },
	{ CK_MANIFEST, "", "[16,8]", "[9223372036854775807,8]", "/tensors/0/shape/1: number of elements overflows" },
	{ CK_MANIFEST, "", "[16,8]", "[]", "/tensors/0/size: 1 elements of f32 have 4 bytes, not 512" },
	{ CK_MANIFEST, "", "\"f32\",\"shape\":[16,8]", "\"q8_0\",\"shape\":[]", "/tensors/0/shape: rows of 1 are not whole blocks of q8_0 (32)" },
	{ CK_MANIFEST, "", "\"size\":512", "\"size\":513", "/tensors/0/size: 128 elements of f32 have 512 bytes, not 513" },
	{ CK_MANIFEST, "", "\"offset\":2097152", "\"offset\":2097153", "/tensors/0/offset: offset 2097153" },
	{ CK_MANIFEST, "", "\"offset\":2097152", "\"offset\":9223372036854775744", "/tensors/0/offset: offset" },
	{ CK_MANIFEST, "", "0123456789abcdef", "0123456789ABCDEF", "/tensors/0/xxh3: 16 lower-case" },
	{ CK_MANIFEST, "", "output_norm.weight", "token_embd.weight", "/tensors/1/name: second tensor 'token_embd.weight'" },
	{ CK_IR1, "", "{\"name\":\"T\",\"bind\":\"call\"", "{\"name\":\"T\",\"bind\":\"cal\"", "/dims/0/bind: expected fixed" },
	{ CK_IR1, "", "{\"name\":\"T\",\"bind\":\"call\"", "{\"name\":\"T\",\"bind\":\"call\",\"value\":3", "/dims/0/value: a call dimension" },
	{ CK_IR1, "", "{\"name\":\"T\"", "{\"name\":\"T-1\"", "/dims/0/name: 'T-1' is not letters and digits" },
	{ CK_IR1, "", "\"tensor\":\"token_embd.weight\"", "\"tensor\":\"x\"", "/weights/0/tensor: no tensor 'x'" },
	{ CK_IR1, "", "\"dtype\":\"f32\",\"shape\":[\"V\"", "\"dtype\":\"f16\",\"shape\":[\"V\"", "/weights/0/dtype: tensor token_embd.weight is f32" },
	{ CK_IR1, "", "[\"V\",\"E\"]", "[\"V\",\"F\"]", "/weights/0/shape: rows of 12, but 8 in tensor token_embd.weight" },
	{ CK_IR1, "", "[\"V\",\"E\"]", "[\"V+1\",\"E\"]", "/weights/0/row: 17 rows from row 0, but tensor token_embd.weight has 16" },
	{ CK_IR1, "", "[\"V\",\"E\"]", "[\"T\",\"E\"]", "/weights/0/shape/0: a weight's dimensions must have values" },
	{ CK_IR1, "", "\"kind\":\"kv\"", "\"kind\":\"vk\"", "/states/0/kind: unknown kind of state" },
	{ CK_IR1, "", "\"undo\":\"truncate\"", "\"undo\":\"forget\"", "/states/0/undo: expected truncate or snapshot" },
	{ CK_IR1, "", "\"undo\":\"truncate\"", "\"window\":3,\"undo\":\"truncate\"", "/states/0/undo: a ring cannot be truncated" },
	{ CK_IR1, "", "\"kind\":\"kv\"", "\"kind\":\"recurrent\"", "/states/0/undo: a recurrent state cannot be truncated" },
	{ CK_IR1, "", "\"below\":\"V\"", "\"below\":\"W\"", "/inputs/0/below: 'W': 'W' is not defined" },
	{ CK_IR1, "", "\"op\":\"rmsnorm\"", "\"op\":\"norm\"", "/blocks/1/ops/0/op: unknown op 'norm'" },
	{ CK_IR1, "", "\"in\":[\"attn.q\",", "\"in\":[\"attn.z\",", "/blocks/1/ops/4/in/0: operand x: no value 'attn.z'" },
	{ CK_IR1, "", "\"in\":[\"attn.q\",", "\"in\":[\"attn.q.rope\",", "/blocks/1/ops/4/in/0: 'attn.q.rope' is used before it is made" },
	{ CK_IR1, "", "\"w\":[\"attn.q\"]", "\"w\":[\"attn.z\"]", "/blocks/1/ops/1/w/0: operand w: no weight 'attn.z'" },
	{ CK_IR1, "", "\"state\":[\"k\",", "\"state\":[\"z\",", "/blocks/1/ops/6/state/0: operand kc: no state 'z'" },
	{ CK_IR1, "", "\"w\":[\"attn.k\"]", "\"w\":[\"attn.q\"]", "/blocks/1/ops/2: attn.k: operand y (attn.k): expected N = 8, found 4" },
	{ CK_IR1, "", "\"layout\":\"interleaved\"", "\"layout\":\"spiral\"", "/blocks/1/ops/4/attr: attn.q.rope: attribute layout" },
	{ CK_IR1, "", "\"layers\":[0,1]", "\"layers\":[0,2]", "/blocks/1/layers/1: layer 2 is in two blocks" },
	{ CK_IR1, "", "\"in\":\"x\",\"out\":\"ffn.add\"", "\"in\":\"x\",\"out\":\"ffn.sum\"", "/blocks/1/out: the block makes no value 'ffn.sum'" },
	{ CK_IR1, "", "\"in\":\"x\",\"out\":\"ffn.add\"", "\"in\":\"x\",\"out\":\"ffn.act\"", "/blocks/1/out: 'ffn.act' differs in type" },
	{ CK_IR1, "", "\"in\":\"x\",\"out\":\"ffn.add\",", "\"in\":\"x\",", "/blocks/1: a layer needs 'in' and 'out'" },
	{ CK_IR1, "\"ops\"", "{\"id\":\"attn.norm\",\"dtype\"", "{\"id\":\"attn.nurm\",\"dtype\"", "/blocks/1/ops/0/out/0: operand y: no value 'attn.norm'" },
	{ CK_IR2, "", "\"name\":\"T\",\"max\":512", "\"name\":\"E\",\"max\":512", "/programs/0/bounds: no bound of T" },
	{ CK_IR2, "", "\"name\":\"T\",\"max\":512", "\"name\":\"T\",\"max\":0", "/programs/0/bounds" },
	{ CK_IR2, "", "\"name\":\"C\",\"bind\":\"build\",\"value\":512", "\"name\":\"C\",\"bind\":\"build\"", "/dims/2/value: a build dimension" },
	{ CK_IR2, "\"sections\"", "\"out\":[\"L00.attn.norm\"]", "\"out\":[\"embed\"]", "/programs/0/sections/1/ops/0/out/0: 'embed' is made twice" },
	{ CK_IR2, "\"sections\"", "\"id\":\"L00.attn.k\"", "\"id\":\"L00.attn.q\"", "/programs/0/sections/1/ops/2/id: second op 'L00.attn.q'" },
	{ CK_IR2, "\"sections\"", "{\"id\":\"L00.attn.norm\"", "{\"id\":\"embed\"", "/programs/0/sections/1/ops/0/id: second op 'embed'" },
	{ CK_LOWERED, "\"sections\"", "\"kernel\":\"ck_rmsnorm", "\"kernel\":\"ck_rmsnurm", "/programs/0/sections/1/ops/0/kernel: unknown kernel" },
	{ CK_LOWERED, "\"id\":\"L00.attn.norm\",\"op\"", "\"kernel\":\"ck_rmsnorm_f32_ref\"", "\"kernel\":\"ck_add_f32_ref\"",
		"/programs/0/sections/1/ops/0/kernel: kernel ck_add_f32_ref computes add, not rmsnorm" },
	{ CK_LOWERED, "\"id\":\"L00.attn.norm\",\"op\"", "_ref\"", "_avx2\"", "/programs/0/sections/1/ops/0/kernel: " },
	{ CK_LOWERED, "\"weights\"", "\"packing\":\"", "\"packing\":\"un", "/weights/0/packing: unknown packing 'un" },
	{ CK_LOWERED, "\"id\":\"embed\",\"op\"", "ck_embedding_f32", "ck_embedding_f16", "/programs/0/sections/0/ops/0/kernel: kernel ck_embedding_f16" },
	{ CK_PLAN, "\"id\":\"L00.attn.norm\",\"op\"", "\"axis\":\"R\"", "\"axis\":\"T\"", "/programs/0/sections/1/ops/0/axis: kernel ck_rmsnorm_f32_ref counts R, not T" },
	{ CK_PLAN, "\"sections\"", "\"grain\":", "\"grain\":-", "/programs/0/sections/0/ops/0/grain: expected a positive multiple" },
};

static void test_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		const struct change *c = &changes[i];
		struct ck_arena a = { 0 };
		struct ck_doc doc;
		const char *text = stage_text[c->stage], *at = strstr(text, c->after);
		at = at ? strstr(at, c->from) : NULL;
		if (!at)
			fail_msg("no '%s' after '%s'", c->from, c->after);
		const char *changed = ck_printf(&a, "%.*s%s%s", (int)(at - text), text, c->to, at + strlen(c->from));
		catch_start();
		bool ok = ck_doc_parse(&doc, "x", changed, strlen(changed), &a);
		catch_end();
		const char *found = strstr(caught, "error: ");
		if (ok || !found || strncmp(found + 7, c->what, strlen(c->what)))
			fail_msg("%s: %s expected %s", c->to, ok ? "accepted;" : caught, c->what);
		ck_arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_changes) };
	return cmocka_run_group_tests(tests, setup, teardown);
}
