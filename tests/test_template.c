/* Templates: their form, and binding models to them. Run from the source folder. */
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
#include "tiny_llama.h"
#include "verify.h"

static struct ck_arena keep;  /* for the whole run */
static const char *llama;     /* templates/llama.yaml */

static int setup(void **state)
{
	(void)state;
	FILE *f = fopen("templates/llama.yaml", "rb");
	char *text = ck_alloc(&keep, 1 << 16);
	size_t n = f ? fread(text, 1, (1 << 16) - 1, f) : 0;
	if (f)
		fclose(f);
	llama = text;
	return n > 1000 && n < (1 << 16) - 1 ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	ck_arena_free(&keep);
	return 0;
}

/* Text with the first `from` replaced, which must be there. */
static const char *edit(const char *text, const char *from, const char *to, struct ck_arena *a)
{
	const char *at = strstr(text, from);
	if (!at)
		fail_msg("no '%s' to replace", from);
	return ck_printf(a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* ir1 of a manifest and a template as text; NULL after diagnostics. */
static const char *ir1(const char *manifest, const char *path, const char *template, bool strict, struct ck_arena *a)
{
	struct ck_doc doc;
	char *out = NULL;
	size_t size;
	if (!ck_doc_parse(&doc, "m.json", manifest, strlen(manifest), a))
		return NULL;
	const struct ck_template *t = ck_template_parse(path, template, strlen(template), a);
	if (!t || !ck_ir1_bind(&doc, t, strict, a))
		return NULL;
	ck_artifact_stamp(doc.artifact, CK_IR1, "ck-ir1", (struct ck_strs){ 0 }, doc.sha256);
	doc.stage = CK_IR1;
	doc.path = "ck-ir1";
	doc.text = NULL;
	if (!ck_verify(&doc))
		return NULL;
	FILE *f = open_memstream(&out, &size);
	ck_artifact_write(f, doc.artifact, CK_IR1);
	fclose(f);
	const char *text = ck_strdup(a, out);
	free(out);
	return text;
}

static const char *good(const struct tiny *t, struct ck_arena *a)
{
	catch_start();
	const char *text = ir1(tiny_manifest(t, a), "llama.yaml", llama, true, a);
	catch_end();
	if (!text || *caught)
		fail_msg("%s", caught);
	return text;
}

static void has_line(const char *text, const char *line)
{
	if (!strstr(text, line))
		fail_msg("no '%s' in\n%s", line, text);
}

static void test_binds(void **state)
{
	struct ck_arena a = { 0 };
	struct ck_doc doc;
	char *again;
	size_t size;
	(void)state;
	const char *text = good(&(struct tiny){ 0 }, &a);
	has_line(text, "{\"name\":\"D\",\"bind\":\"fixed\",\"value\":2,\"from\":\"default:llama.yaml:");
	has_line(text, "{\"name\":\"V\",\"bind\":\"fixed\",\"value\":16,\"from\":\"tensor:token_embd.weight\"}");
	has_line(text, "{\"name\":\"norm.eps\",\"value\":1e-05,\"from\":\"gguf:llama.attention.layer_norm_rms_epsilon\"}");
	has_line(text, "{\"id\":\"L01.attn.q\",\"tensor\":\"blk.1.attn_q.weight\",\"dtype\":\"f32\",\"shape\":[\"H*D\",\"E\"],\"loc\"");
	has_line(text, "\"attr\":{\"scale\":0.70710677,\"mask\":\"causal\",\"window\":0,\"softcap\":0.0}");
	has_line(text, "{\"id\":\"L00.k\",\"kind\":\"kv\",\"dtype\":\"kv\",\"shape\":[\"PG\",\"KV\",\"256\",\"D\"],\"undo\":\"truncate\"");

	/* What was written reads back, and is written the same. */
	assert_true(ck_doc_parse(&doc, "ir1.json", text, strlen(text), &a));
	FILE *f = open_memstream(&again, &size);
	ck_artifact_write(f, doc.artifact, CK_IR1);
	fclose(f);
	assert_string_equal(again, text);
	free(again);
	ck_arena_free(&a);
}

/* What is optional or has a default in llama.yaml, given. */
static void test_variants(void **state)
{
	struct ck_arena a = { 0 };
	(void)state;
	const char *text = good(&(struct tiny){ .drop = "output.weight" }, &a);
	has_line(text, "{\"name\":\"embedding.tied\",\"value\":true,");
	has_line(text, "{\"id\":\"logits\",\"op\":\"matmul\",\"in\":[\"out.norm\"],\"w\":[\"embed\"]");
	assert_null(strstr(text, "\"id\":\"head\""));

	text = good(&(struct tiny){ .extra = "rope_freqs.weight:1" }, &a);
	has_line(text, "{\"name\":\"rope.freqs.given\",\"value\":true,");
	has_line(text, "\"in\":[\"pos\"],\"w\":[\"rope.freqs\"],\"out\":[\"rope.table\"]");

	text = good(&(struct tiny){ .extra = "blk.0.attn_q.bias:8 blk.1.attn_q.bias:8" }, &a);
	has_line(text, "\"w\":[\"attn.q\",\"attn.q.b\"]");

	text = good(&(struct tiny){ .meta = "{\"key\":\"llama.rope.scaling.type\",\"type\":\"str\",\"value\":\"linear\"},\n"
		"{\"key\":\"llama.rope.scaling.factor\",\"type\":\"f32\",\"value\":4.0},\n"
		"{\"key\":\"llama.rope.freq_base\",\"type\":\"f32\",\"value\":500000.0},\n" }, &a);
	has_line(text, "\"attr\":{\"base\":5e+05,\"scale\":0.25}");

	text = good(&(struct tiny){ .meta = "{\"key\":\"llama.rope.scale_linear\",\"type\":\"f32\",\"value\":2.0},\n" }, &a);
	has_line(text, "{\"name\":\"rope.scaling\",\"value\":\"linear\",\"from\":\"default:");
	has_line(text, "\"attr\":{\"base\":1e+04,\"scale\":0.5}");

	text = good(&(struct tiny){ .meta = "{\"key\":\"tokenizer.ggml.padding_token_id\",\"type\":\"u32\",\"value\":4294967295},\n"
		"{\"key\":\"tokenizer.chat_template\",\"type\":\"str\",\"value\":\"abc\"},\n" }, &a);
	assert_null(strstr(text, "tokenizer.pad"));
	has_line(text, "\"value\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"from\":\"gguf:tokenizer.chat_template\"");
	ck_arena_free(&a);
}

/* A copy of a template under another name makes the same of a file under that name. */
static void test_xyzzy(void **state)
{
	struct ck_arena a = { 0 };
	(void)state;
	const char *one = good(&(struct tiny){ 0 }, &a);
	const char *two = ir1(tiny_manifest(&(struct tiny){ .arch = "xyzzy" }, &a), "xyzzy.yaml", llama, true, &a), *q = two;
	assert_non_null(two);
	int renamed = 0;
	for (const char *p = one; *p || *q; p++, q++) {
		if (!strncmp(p, "\"from\":{", 8)) { /* the sources differ */
			p = strchr(p, '\n');
			q = strchr(q, '\n');
		} else if (!strncmp(p, "llama", 5) && !strncmp(q, "xyzzy", 5)) {
			renamed++;
			p += 4;
			q += 4;
		} else if (*p != *q) {
			fail_msg("differ at '%.40s' and '%.40s'", p, q);
		}
	}
	assert_true(renamed > 80);
	ck_arena_free(&a);
}

/* One diagnostic, with the place in the template where `at` stands, that says `what`. */
static void check_caught(const char *template, const char *at, const char *what)
{
	int line, col, skip = 0;
	if (sscanf(caught, "llama.yaml:%d:%d: error: %n", &line, &col, &skip) != 2 || !skip)
		fail_msg("%s expected llama.yaml:LINE:COL: error: %s", caught, what);
	if (strncmp(caught + skip, what, strlen(what)) || strchr(caught, '\n')[1])
		fail_msg("%s expected only: %s", caught, what);
	const char *p = template;
	while (--line > 0 && strchr(p, '\n'))
		p = strchr(p, '\n') + 1;
	if (strlen(p) < (size_t)col - 1 || strncmp(p + col - 1, at, strlen(at)))
		fail_msg("%s which is not at '%s'", caught, at);
}

#define META(key, type, value) "{\"key\":\"llama." key "\",\"type\":\"" type "\",\"value\":" value "},\n"

/* Models that a template cannot be bound to. */
static void test_models(void **state)
{
	static const struct { struct tiny model; const char *at, *what; } cases[] = {
		{ { .drop = "blk.1.ffn_up.weight" }, "ffn.up: ", "weight 'ffn.up' of layer 1: the model has no tensor 'blk.1.ffn_up.weight'" },
		{ { .drop = "output_norm.weight" }, "out.norm: ", "weight 'out.norm': the model has no tensor 'output_norm.weight'" },
		{ { .drop = "token_embd.weight" }, "V: ", "the model has no tensor 'token_embd.weight', which gives V" },
		{ { .drop = "block_count" }, "L: ", "the model has no key 'llama.block_count', which gives L" },
		{ { .drop = "attention.layer_norm_rms_epsilon" }, "norm.eps: ",
			"the model has no key 'llama.attention.layer_norm_rms_epsilon', which gives norm.eps" },
		{ { .reshape = "blk.0.attn_k.weight:8,8" }, "KV*D, E]",
			"weight 'attn.k': tensor 'blk.0.attn_k.weight' should be [4, 8], found [8, 8]" },
		{ { .reshape = "output.weight:8,16" }, "V, E]", "weight 'head': tensor 'output.weight' should be [16, 8], found [8, 16]" },
		{ { .extra = "blk.1.attn_q.bias:8" }, "attn.q.b: ", "weight 'attn.q.b': some layers have it, but layer 1 is the first" },
		{ { .extra = "blk.0.attn_q.bias:8" }, "attn.q.b: ", "weight 'attn.q.b': some layers have it, but layer 1 lacks it" },
		{ { .meta = META("attention.key_length", "u32", "0") }, "D: ", "dimension D is 0 (from gguf:llama.attention.key_length)" },
		{ { .meta = META("attention.value_length", "u32", "4") }, "value.length == D",
			"values of 4 elements with keys of 2 are not supported" },
		{ { .meta = META("expert_count", "u32", "8") }, "experts == 0", "mixture of 8 experts: not supported by this template" },
		{ { .meta = META("rope.scaling.type", "str", "\"yarn\"") }, "none, linear]",
			"rope.scaling is 'yarn' (from gguf:llama.rope.scaling.type), which this template does not know" },
		{ { .meta = META("rope.freq_base", "f32", "\"nan\"") }, "rope.base: ",
			"rope.base (from gguf:llama.rope.freq_base) should be real, found text" },
		{ { .meta = META("rope.freq_base", "f64", "1e39") }, "rope.base: ",
			"rope.base (from gguf:llama.rope.freq_base) should be real, found a number" },
		{ { .meta = META("rope.dimension_count", "u32", "3") }, "rope.dims: ",
			"rope.dims is 3 (from gguf:llama.rope.dimension_count), more than 2" },
		{ { .meta = "{\"key\":\"llama.attention.sliding_window\",\"type\":\"u32[]\",\"count\":99},\n" }, "attention.window: ",
			"attention.window (from gguf:llama.attention.sliding_window) should be int, found an array" },
		{ { .drop = "block_count", .meta = META("block_count", "u64", "4000000000") }, "L: ",
			"L is 4000000000 (from gguf:llama.block_count), more than 1000" },
		{ { .drop = "block_count", .meta = META("block_count", "u32", "3") }, "attn.norm: ",
			"weight 'attn.norm' of layer 2: the model has no tensor 'blk.2.attn_norm.weight'" },
		{ { .drop = "attention.head_count", .meta = META("attention.head_count", "u32", "3") }, "/ H", "8 is not divisible by 3" },
		{ { .drop = "attention.head_count_kv", .meta = META("attention.head_count_kv", "u32", "3") }, "H % KV == 0",
			"4 heads cannot share 3 key/value heads" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_arena a = { 0 };
		catch_start();
		const char *text = ir1(tiny_manifest(&cases[i].model, &a), "llama.yaml", llama, true, &a);
		catch_end();
		if (text)
			fail_msg("accepted; expected %s", cases[i].what);
		check_caught(llama, cases[i].at, cases[i].what);
		ck_arena_free(&a);
	}
}

static void test_unused(void **state)
{
	struct ck_arena a = { 0 };
	const struct tiny extra = { .extra = "blk.0.strange.weight:3,4 other:7" };
	(void)state;
	catch_start();
	const char *text = ir1(tiny_manifest(&extra, &a), "llama.yaml", llama, false, &a);
	catch_end();
	assert_non_null(text);
	assert_string_equal(caught, "m.json: warning: tensor 'blk.0.strange.weight' is used by no line of llama.yaml\n"
		"m.json: warning: tensor 'other' is used by no line of llama.yaml\n");
	catch_start();
	text = ir1(tiny_manifest(&extra, &a), "llama.yaml", llama, true, &a);
	catch_end();
	assert_null(text);
	assert_string_equal(caught, "m.json: error: tensor 'blk.0.strange.weight' is used by no line of llama.yaml\n"
		"m.json: error: tensor 'other' is used by no line of llama.yaml\n");
	ck_arena_free(&a);
}

static void test_unknown_architecture(void **state)
{
	static const struct { const char *arch, *what; } cases[] = {
		{ "xyzzy", "templates: error: no template for architecture 'xyzzy'; known: " },
		{ "../templates/llama", "templates: error: no template for architecture '../templates/llama'; known: " },
		{ "", "templates: error: no template for architecture ''; known: " },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_arena a = { 0 };
		catch_start();
		const struct ck_template *t = ck_template_find("templates", cases[i].arch, &a);
		catch_end();
		assert_null(t);
		assert_memory_equal(caught, cases[i].what, strlen(cases[i].what));
		assert_non_null(strstr(caught, "llama"));
		ck_arena_free(&a);
	}
	struct ck_arena a = { 0 };
	assert_non_null(ck_template_find("templates", "llama", &a));
	ck_arena_free(&a);
}

/* Templates with a mistake: `from` is replaced by `to` in llama.yaml. */
static void test_mistakes(void **state)
{
	static const struct { const char *from, *to, *at, *what; } cases[] = {
		{ "template: 1", "template: 2", "2", "version '2'; this program reads version 1" },
		{ "layers: L\n", "", "template: 1", "template lacks 'layers'" },
		{ "layers: L\n", "layers: L\nlayers: L\n", "layers: L", "duplicate key 'layers'" },
		{ "layers: L\n", "layers: &x L\n", "&x", "anchors and tags are not used here" },
		{ "layers: L\n", "layers: *x\n", "*x", "aliases are not used here" },
		{ "layers: L\n", "layers: [L]\n", "[L]", "text expected, found a sequence" },
		{ "layers: L\n", "layers: L * 10000\n", "L * 10000", "20000 is not from 1 to 4096" },
		{ "layers: L\n", "layers: M\n", "M", "'M' is not defined" },
		{ "layers: L\n", "layers: T\n", "T", "an integer with a value expected" },
		{ "bind: call }", "bnd: call }", "bnd", "unknown key 'bnd' in fact" },
		{ "optional: true", "optional: maybe", "maybe", "true or false expected, found 'maybe'" },
		{ "attn.norm:  {", "attn norm:  {", "attn norm", "a name is a letter" },
		{ "value: rope.dims / 2", "value: rope.dims / 3", "/ 3", "2 is not divisible by 3" },
		{ "value: rope.dims / 2", "value: P", "P: ", "'P' depends on itself" },
		{ "value: rope.dims / 2", "axis: 0", "P: ", "'P' says nothing of where its value is from" },
		{ "default: E / H", "default: E / T", "/ T", "division by T, which has no value here" },
		{ "\"{arch}.block_count\"", "\"{arch.block_count\"", "arch.block_count", "'{' without '}'" },
		{ "type: int, min: 1", "type: number, min: 1", "number", "unknown type 'number'" },
		{ "  norm.kind: ", "  norm.kond: {value: 1}\n  T: ", "T: ", "second dimension or fact 'T'" },
		{ "tied: embed", "tied: embedding", "embedding", "'embedding' is no weight that is always there" },
		{ "op: embedding", "op: embeding", "embeding", "unknown op 'embeding'" },
		{ "in: tokens", "in: token", "token", "no value 'token' before this op" },
		{ "w: attn.norm,", "w: attn.nurm,", "attn.nurm", "no weight 'attn.nurm'" },
		{ "state: [k, v]", "state: [k, w]", "w]", "no state 'w' in this block" },
		{ "in: [x, attn.out]", "in: [x, attn.out, x]", "x] }", "add takes 2 here" },
		{ "in: [x, attn.out]", "in: [x]", "attn.add, ", "attn.add: operand b is missing" },
		{ "in: [x, attn.out]", "in: [x, attn.k.rope]", "attn.add, ", "attn.add: operand b (attn.k.rope): expected R = T*8, found T*4" },
		{ "w: [attn.out, attn.out.b]", "w: [attn.k]", "attn.out, ", "attn.out: operand y (attn.out): expected N = 4, found 8" },
		{ "{ eps: norm.eps }", "{ eps: norm.kind }", "attn.norm, ", "attn.norm: attribute eps: expected an F32 number, found text" },
		{ "{ eps: norm.eps }", "{ epsilon: norm.eps }", "epsilon", "rmsnorm has no attribute 'epsilon'" },
		{ ", attr: { eps: norm.eps } }", " }", "attn.norm, ", "attn.norm: attribute eps is missing" },
		{ "{ layout: rope.layout }", "{ layout: \"'spiral'\" }", "attn.q.rope, ",
			"attn.q.rope: attribute layout: expected one of interleaved, split_half, found 'spiral'" },
		{ "id: attn.k.rope", "id: attn.q.rope", "attn.q.rope, ", "second value 'attn.q.rope'" },
		{ "id: attn.kv,", "id: attn.q,", "attn.q, op: kv", "second op 'attn.q' in this block" },
		{ "in: x\n    out", "in: tokens\n    out", "tokens", "'tokens' is a value already" },
		{ "out: ffn.add", "out: ffn.sum", "ffn.sum", "no op of this block makes 'ffn.sum'" },
		{ "    in: x\n", "    layers: i > 0\n    in: x\n", "L\n", "layer 0 is in no block" },
		{ "    in: x\n", "    layers: i\n    in: x\n", "i\n", "a condition expected" },
		{ "footer:\n", "footer:\n  layers: 'true'\n", "true", "only blocks have layers" },
		{ "- { that: H % KV == 0", "- { that: H % KV", "H % KV", "a condition expected" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_arena a = { 0 };
		const char *template = edit(llama, cases[i].from, cases[i].to, &a);
		catch_start();
		const char *text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", template, true, &a);
		catch_end();
		if (text)
			fail_msg("%s: accepted", cases[i].to);
		check_caught(template, cases[i].at, cases[i].what);
		ck_arena_free(&a);
	}
}

/* Parts of a combined tensor, layers that differ, and weights that layers share. */
static void test_language(void **state)
{
	struct ck_arena a = { 0 };
	(void)state;
	const char *t = edit(llama, "gguf: \"blk.{i}.attn_q.weight\"", "gguf: \"blk.{i}.qkv.weight\", row: 0", &a);
	t = edit(t, "gguf: \"blk.{i}.attn_k.weight\"", "gguf: \"blk.{i}.qkv.weight\", row: H*D", &a);
	t = edit(t, "gguf: \"blk.{i}.attn_v.weight\"", "gguf: \"blk.{i}.qkv.weight\", row: (H+KV)*D", &a);
	struct tiny m = { .extra = "blk.0.qkv.weight:16,8 blk.1.qkv.weight:16,8", .drop = NULL };
	catch_start();
	const char *text = ir1(tiny_manifest(&m, &a), "llama.yaml", t, false, &a);
	catch_end();
	assert_non_null(text);
	has_line(text, "{\"id\":\"L01.attn.v\",\"tensor\":\"blk.1.qkv.weight\",\"row\":12,");
	has_line(caught, "tensor 'blk.0.attn_q.weight' is used by no line"); /* the tiny model has both */
	assert_null(strstr(caught, "qkv"));
	m.extra = "blk.0.qkv.weight:17,8 blk.1.qkv.weight:16,8";
	catch_start();
	text = ir1(tiny_manifest(&m, &a), "llama.yaml", t, false, &a);
	catch_end();
	assert_non_null(text);
	has_line(caught, "tensor 'blk.0.qkv.weight': llama.yaml uses 16 of its 17 rows");
	m.extra = "blk.0.qkv.weight:15,8 blk.1.qkv.weight:16,8";
	catch_start();
	text = ir1(tiny_manifest(&m, &a), "llama.yaml", t, false, &a);
	catch_end();
	assert_null(text);
	has_line(caught, "weight 'attn.v': rows 12 to 15, but tensor 'blk.0.qkv.weight' has 15");

	/* Four layers over two layers of weights: every state is its own. */
	t = edit(llama, "layers: L\n", "layers: 2 * L\n", &a);
	for (char *p = (char *)strstr(t, "blk.{i}"); p; p = (char *)strstr(t, "blk.{i}"))
		t = edit(t, "blk.{i}", "blk.{i % L}", &a);
	catch_start();
	text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", t, true, &a);
	catch_end();
	assert_string_equal(caught, "");
	has_line(text, "{\"id\":\"L03.attn.q\",\"tensor\":\"blk.1.attn_q.weight\"");
	has_line(text, "{\"id\":\"L03.k\"");
	has_line(text, "{\"id\":\"layer\",\"layers\":[0,1,2,3],");

	/* An op that is there on a condition. */
	t = edit(llama, "- { id: ffn.add,", "- { id: nothing, op: add, in: [x, x], when: E > 8 }\n      - { id: ffn.add,", &a);
	text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", t, true, &a);
	assert_non_null(text);
	assert_null(strstr(text, "nothing"));
	t = edit(t, "when: E > 8", "when: E == 8", &a);
	text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", t, true, &a);
	assert_non_null(text);
	has_line(text, "{\"id\":\"nothing\",\"op\":\"add\"");
	ck_arena_free(&a);
}

/* Two kinds of layer by turns, as in models with local and global attention. */
static void test_blocks(void **state)
{
	struct ck_arena a = { 0 };
	(void)state;
	const char *block = strstr(llama, "  layer:\n"), *end = strstr(llama, "footer:\n");
	const char *body = block + strlen("  layer:\n");
	const char *t = ck_printf(&a, "%.*s  even:\n    layers: i %% 2 == 0\n%.*s  odd:\n    layers: i %% 2 == 1\n%.*s%s",
		(int)(block - llama), llama, (int)(end - body), body, (int)(end - body), body, end);
	catch_start();
	const char *text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", t, true, &a);
	catch_end();
	assert_string_equal(caught, "");
	has_line(text, "{\"id\":\"even\",\"layers\":[0],");
	has_line(text, "{\"id\":\"odd\",\"layers\":[1],");
	t = edit(t, "layers: i % 2 == 0", "layers: i < 2", &a);
	catch_start();
	text = ir1(tiny_manifest(&(struct tiny){ 0 }, &a), "llama.yaml", t, true, &a);
	catch_end();
	assert_null(text);
	check_caught(t, "odd:", "layer 1 is in block 'even' too");
	ck_arena_free(&a);
}

/* Whatever stands in a template, binding it ends with an artifact or a diagnostic. */
static void test_garbage(void **state)
{
	struct ck_arena text = { 0 };
	const char *manifest = tiny_manifest(&(struct tiny){ 0 }, &text);
	size_t size = strlen(llama);
	uint32_t seed = 7;
	int bound = 0, refused = 0;
	(void)state;
	for (int n = 0; n < 3000; n++) {
		struct ck_arena a = { 0 };
		char *t = ck_strdup(&a, llama);
		for (int k = 0; k < 1 + n % 3; k++) {
			static const char set[] = "{}[]:,'\"#*&!%x0 \n-|>\xff";
			seed = seed * 1664525 + 1013904223;
			t[(seed >> 8) % size] = set[(seed >> 3) % (sizeof set - 1)];
		}
		if (n % 10 == 0)
			t[(seed >> 4) % size] = 0;
		catch_start();
		bool ok = ir1(manifest, "llama.yaml", t, false, &a) != NULL;
		catch_end();
		bound += ok;
		refused += !ok;
		if (!ok)
			assert_non_null(strstr(caught, "error: "));
		ck_arena_free(&a);
	}
	assert_true(bound > 100 && refused > 100);
	ck_arena_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_binds), cmocka_unit_test(test_variants), cmocka_unit_test(test_xyzzy),
		cmocka_unit_test(test_models), cmocka_unit_test(test_unused), cmocka_unit_test(test_unknown_architecture),
		cmocka_unit_test(test_mistakes), cmocka_unit_test(test_language), cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_garbage),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
