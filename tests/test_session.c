/* Sessions: logits and text against the published ones, equal bits however rows are fed, and every refusal. */
#include "model_build.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>

#include "catch.h"
#include "cpu.h"
#include "folder.h"
#include "generate.h"

#define GGUF "tests/data/stories260K.gguf"
enum { V = 512, PROMPT = 32 };

static char root[64], *plain, *debug; /* folders */
static struct ck_arena arena;
static int32_t prompt[PROMPT];
static float golden[PROMPT][V];

static const char *published =
	"Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. "
	"She wanted to play with it, but it was too high.\n"
	"Lily's mom said, \"Lily, let's go to the park.\" Lily was sad and didn't know what to do. She said, \"I want to play with your "
	"ball, but I can't find it.\"\n"
	"Lily was sad and didn't know what to do. She said, \"I'm sorry, Lily. I didn't know what to do.\"\n"
	"Lily didn't want to help her mom, so she said, \"I'm sorry, mom. I didn't know what to do.\" Her mom said, \"Don't worry, Lily. "
	"We can help you.";

static char *folder(const char *name)
{
	char *dir = ck_printf(&arena, "%s/%s", root, name);
	assert_int_equal(mkdir(dir, 0700), 0);
	return dir;
}

static void read_exactly(const char *path, void *to, size_t n)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fread(to, 1, n, f), n);
	fclose(f);
}

static int group_setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/ck-session-XXXXXX");
	assert_non_null(mkdtemp(root));
	struct model_build m = { .gguf = GGUF, .fuse = { .numerics = "exact", .kv = "f32", .ctx = 512, .chunk = 16, .slots = 2 } };
	plain = folder("plain");
	model_build(plain, &m, &arena);
	m.debug = true;
	debug = folder("debug");
	model_build(debug, &m, &arena);
	read_exactly("tests/data/stories260K.logits.f32", golden, sizeof golden);
	FILE *f = fopen("tests/data/stories260K.tokens", "r");
	assert_non_null(f);
	for (int i = 0; i < PROMPT; i++)
		assert_int_equal(fscanf(f, "%d", &prompt[i]), 1);
	fclose(f);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	remove_folder(root);
	ck_arena_free(&arena);
	return 0;
}

static void open_session(struct ck_session *s, const char *dir, int threads)
{
	assert_true(ck_session_open(s, dir, &(struct ck_session_options){ .threads = threads, .check = true }));
}

/* Rows [from, from + n) of the prompt in one step of slot, every logit wanted. */
static const float *feed(struct ck_session *s, const char *program, int32_t slot, int from, int n)
{
	int32_t pos[PROMPT], slots[PROMPT], out[PROMPT];
	for (int i = 0; i < n; i++) {
		pos[i] = from + i;
		slots[i] = slot;
		out[i] = i;
	}
	return ck_session_step(s, ck_session_program(s, program), &(struct ck_rows){ prompt + from, pos, slots, out, n, n });
}

static void feed_all(struct ck_session *s, const char *program, int32_t slot, int chunk, float logits[PROMPT][V])
{
	for (int at = 0; at < PROMPT; at += chunk) {
		int n = PROMPT - at < chunk ? PROMPT - at : chunk;
		const float *l = feed(s, program, slot, at, n);
		assert_non_null(l);
		memcpy(logits[at], l, (size_t)n * sizeof *logits);
	}
}

static float first[PROMPT][V], again[PROMPT][V];

static void test_golden_logits(void **state)
{
	(void)state;
	struct ck_session s;
	open_session(&s, plain, 1);
	assert_int_equal(s.vocab, V);
	assert_int_equal(s.context, 512);
	assert_int_equal(s.slots, 2);
	feed_all(&s, "prefill", 0, 16, first);
	for (int i = 0; i < PROMPT; i++)
		for (int j = 0; j < V; j++) {
			float d = first[i][j] - golden[i][j];
			if (!(d <= 1e-4f && d >= -1e-4f))
				fail_msg("logit %d of token %d: %g, not %g", j, i, (double)first[i][j], (double)golden[i][j]);
		}
	bool counted = s.model->ncounters == 0;
	for (int i = 0; i < s.model->ncounters; i++)
		counted |= s.count[i] > 0;
	assert_true(counted);
	ck_session_close(&s);
}

/* exact: the same bits for any chunk, program, slot and number of threads. */
static void test_same_bits(void **state)
{
	(void)state;
	static const int chunks[] = { 1, 3, 16 };
	for (int threads = 1; threads <= 3; threads++) {
		struct ck_session s;
		open_session(&s, threads == 2 ? debug : plain, threads);
		for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
			feed_all(&s, "prefill", (int32_t)(i & 1), chunks[i], again);
			assert_memory_equal(again, first, sizeof first);
		}
		feed_all(&s, "decode", 1, 1, again);
		assert_memory_equal(again, first, sizeof first);
		ck_session_close(&s);
	}
}

/* Two sequences, row by row in one step: neither sees the other. */
static void test_slots_apart(void **state)
{
	(void)state;
	struct ck_session s;
	open_session(&s, plain, 2);
	for (int at = 0; at < PROMPT; at += 8) {
		int32_t id[16], pos[16], slot[16], out[16];
		for (int i = 0; i < 16; i++) {
			pos[i] = at + i / 2;
			slot[i] = i & 1;
			id[i] = prompt[slot[i] ? PROMPT - 1 - pos[i] : pos[i]];
			out[i] = i;
		}
		const float *l = ck_session_step(&s, ck_session_program(&s, "prefill"), &(struct ck_rows){ id, pos, slot, out, 16, 16 });
		assert_non_null(l);
		for (int i = 0; i < 16; i += 2)
			assert_memory_equal(l + i * V, first[pos[i]], sizeof *first);
	}
	ck_session_close(&s);
}

struct text { struct ck_tok_stream stream; char s[4096]; size_t n; };

static bool keep_text(void *user, int32_t id)
{
	struct text *t = user;
	struct ck_tok_text part = ck_tok_stream_next(&t->stream, id);
	assert_true(t->n + part.n < sizeof t->s);
	memcpy(t->s + t->n, part.s, part.n);
	t->n += part.n;
	return true;
}

static void generate(struct ck_generate *g, struct ck_session *s, const char *text, struct text *out, struct ck_arena *a)
{
	struct ck_gguf gguf;
	struct ck_ids ids;
	assert_true(ck_bump_gguf(&s->bump, &gguf, a));
	g->session = s;
	g->tok = ck_tok_open(&gguf, a);
	assert_non_null(g->tok);
	g->sample = (struct ck_sample_options)CK_SAMPLE_DEFAULTS;
	g->sample.temperature = 0;
	g->user = out;
	g->token = keep_text;
	memset(out, 0, sizeof *out);
	ck_tok_stream_open(&out->stream, g->tok, a);
	assert_true(ck_tok_encode(g->tok, text, strlen(text), CK_TOK_FRAME, a, &ids));
	assert_true(ck_generate(g, ids, a));
}

static void test_published_text(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_session s;
	struct text text;
	struct ck_generate g = { .limit = 256 };
	open_session(&s, plain, 2);
	generate(&g, &s, "Once upon a time", &text, &a);
	assert_true(text.n >= strlen(published));
	assert_memory_equal(text.s, published, strlen(published));
	assert_int_equal(g.stop, CK_STOP_LIMIT);
	assert_int_equal(g.decode_steps, 255);
	ck_session_close(&s);
	ck_arena_free(&a);
}

static void test_context_ends(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_session s;
	struct text text;
	struct ck_generate g = { .limit = -1 };
	open_session(&s, plain, 2);
	generate(&g, &s, "Lily", &text, &a);
	assert_true(g.stop == CK_STOP_CONTEXT || g.stop == CK_STOP_END);
	if (g.stop == CK_STOP_CONTEXT)
		assert_int_equal(g.ids.n, s.context + 1);
	catch_start();
	struct ck_ids many = { ck_allocn(&a, 513, sizeof(int32_t)), 513 };
	assert_false(ck_generate(&(struct ck_generate){ .session = &s, .sample = g.sample }, many, &a));
	assert_false(ck_generate(&(struct ck_generate){ .session = &s, .sample = g.sample, .chunk = 17 }, (struct ck_ids){ prompt, 3 }, &a));
	assert_false(ck_generate(&(struct ck_generate){ .session = &s, .sample = g.sample }, (struct ck_ids){ 0 }, &a));
	const char *said = catch_end();
	assert_non_null(strstr(said, "the prompt has 513 tokens, the context 512"));
	assert_non_null(strstr(said, "chunks of 17 rows"));
	assert_non_null(strstr(said, "no tokens"));
	ck_session_close(&s);
	ck_arena_free(&a);
}

static void expect_step_refused(struct ck_session *s, const struct ck_rows *r, const char *why)
{
	catch_start();
	const float *l = ck_session_step(s, ck_session_program(s, "prefill"), r);
	const char *said = catch_end();
	assert_null(l);
	if (!strstr(said, why))
		fail_msg("'%s' does not say '%s'", said, why);
}

static void test_bad_rows(void **state)
{
	(void)state;
	struct ck_session s;
	open_session(&s, plain, 1);
	int32_t id[17] = { 1, 2, 3 }, pos[17] = { 0, 1, 2 }, slot[17] = { 0 }, out[17] = { 0, 1, 2 };
	struct ck_rows r = { id, pos, slot, out, 3, 3 };
#define WITH(lvalue, v, why) do { int64_t old = lvalue; lvalue = v; expect_step_refused(&s, &r, why); lvalue = (int32_t)old; } while (0)
	WITH(id[1], V, "prefill: error: row 1: token 512 is not in the vocabulary of 512");
	WITH(id[1], -1, "token -1");
	WITH(slot[2], 2, "row 2: slot 2, there are 2");
	WITH(pos[2], 512, "position 512 is outside the context of 512");
	WITH(pos[0], 1, "row 0: position 1 of slot 0 does not follow -1");
	WITH(pos[2], 3, "row 2: position 3 of slot 0 does not follow 1");
	WITH(pos[2], 1, "row 2: position 1 of slot 0 does not follow 1");
	WITH(slot[2], 1, "row 2: position 2 of slot 1 does not follow -1");
	WITH(out[1], 3, "output of row 3, there are 3");
	WITH(r.n, 17, "17 rows, not 1 to 16");
	WITH(r.n, 0, "0 rows");
	WITH(r.nout, 17, "17 outputs");
	assert_non_null(ck_session_step(&s, ck_session_program(&s, "prefill"), &r));
	WITH(pos[0], 4, "position 4 of slot 0 does not follow 2");
	assert_null(ck_session_program(&s, "nothing"));
	ck_session_close(&s);
}

/* Generated code checks its inputs itself; this is what the report of that looks like. */
static struct ck_session *breaking;

static void break_pages(void *user, int rank)
{
	ck_team_barrier(((struct ck_session *)user)->team, rank);
	const struct ck_session_program *p = ck_session_program(breaking, "prefill");
	int32_t bad = -7;
	if (rank == 0)
		memcpy(breaking->call.p + p->desc->io[p->io[CK_IO_PAGES]].offset, &bad, sizeof bad);
}

static void test_input_trap(void **state)
{
	(void)state;
	struct ck_session s;
	open_session(&s, plain, 1);
	breaking = &s;
	s.host.barrier = break_pages;
	expect_step_refused(&s, &(struct ck_rows){ prompt, (int32_t[]){ 0 }, (int32_t[]){ 0 }, (int32_t[]){ 0 }, 1, 1 },
		"pages: error: element 0 is not in [0, PG)");
	ck_session_close(&s);
}

static int broken_canary;

static void break_canary(void *user, int rank, int op, int done)
{
	const struct ck_session *s = user;
	if (rank == 0 && op == 5 && done)
		((uint8_t *)(!strcmp(s->doc.artifact->canaries.v[broken_canary].arena, "state") ? s->state.p
			: !strcmp(s->doc.artifact->canaries.v[broken_canary].arena, "act") ? s->act.p
			: !strcmp(s->doc.artifact->canaries.v[broken_canary].arena, "scratch") ? s->scratch.p : s->call.p))
			[s->doc.artifact->canaries.v[broken_canary].offset + 17] ^= 1;
}

/* Every canary of the program, broken during op 5, is found, named, and found no earlier. */
static void test_broken_canaries(void **state)
{
	(void)state;
	struct ck_session s;
	open_session(&s, debug, 1);
	const struct ck_canary_list *c = &s.doc.artifact->canaries;
	int tried = 0;
	s.host.trace = break_canary;
	assert_true(c->n > 10);
	for (broken_canary = 0; broken_canary < (int)c->n; broken_canary++) {
		const struct ck_canary *x = &c->v[broken_canary];
		if (*x->program && strcmp(x->program, "prefill"))
			continue;
		char want[256];
		snprintf(want, sizeof want, "broken canary %s%s at %s+%lld", *x->after ? "behind " : "at the start", x->after, x->arena,
			(long long)x->offset);
		expect_step_refused(&s, &(struct ck_rows){ prompt, (int32_t[]){ 0 }, (int32_t[]){ 0 }, (int32_t[]){ 0 }, 1, 1 }, want);
		assert_true(s.trap.op >= 5);
		s.model->init(&s.ctx);
		tried++;
	}
	assert_true(tried > 10);
	ck_session_close(&s);
}

/* A copy of a built folder, to spoil. */
static char *copy_of(const char *dir, const char *name)
{
	static const char *const files[] = { "layout.json", "model.bump", "model.so" };
	char *to = folder(name);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(symlink(ck_printf(&arena, "%s/%s", dir, files[i]), ck_printf(&arena, "%s/%s", to, files[i])), 0);
	return to;
}

/* model.bump of its own, with n bytes at an offset replaced. */
static void spoil_bump(const char *from, const char *dir, uint64_t offset, const void *bytes, size_t n)
{
	const char *path = ck_printf(&arena, "%s/model.bump", dir);
	struct ck_bump b;
	assert_true(ck_bump_open(&b, ck_printf(&arena, "%s/model.bump", from), CK_BUMP_MODEL));
	unlink(path);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(b.map, 1, b.size, f), b.size);
	assert_int_equal(fseek(f, (long)offset, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	ck_bump_close(&b);
}

static void expect_nan(const char *from, const char *name, const char *op, bool same)
{
	const float nan = __builtin_nanf("");
	struct ck_session s;
	open_session(&s, from, 1);
	uint64_t offset = 0;
	for (size_t i = 0; i < s.doc.artifact->weights.n; i++)
		if (!strcmp(s.doc.artifact->weights.v[i].id, "L02.attn.norm"))
			offset = (uint64_t)s.doc.artifact->weights.v[i].offset + 4 * 17;
	assert_true(offset > 0);
	ck_session_close(&s);
	char *dir = copy_of(from, name);
	spoil_bump(from, dir, offset, &nan, sizeof nan);
	catch_start();
	assert_true(ck_session_open(&s, dir, &(struct ck_session_options){ .threads = 2 }));
	const float *l = feed(&s, "prefill", 0, 0, 4);
	const char *said = catch_end();
	assert_null(l);
	const char *colon = strchr(said, ':');
	assert_non_null(colon);
	assert_non_null(strstr(said, ": error: NaN in element "));
	if (same != ((size_t)(colon - said) == strlen(op) && !strncmp(said, op, strlen(op))))
		fail_msg("'%s' is not about %s", said, op);
	ck_session_close(&s);

	catch_start();
	bool opened = ck_session_open(&s, dir, &(struct ck_session_options){ .check = true });
	said = catch_end();
	assert_false(opened);
	assert_non_null(strstr(said, "checksum"));
}

/* A debug build names the op that made it, a release build the logits' op. */
static void test_nan_weight(void **state)
{
	(void)state;
	expect_nan(debug, "nan-debug", "L02.attn.norm", true);
	expect_nan(plain, "nan-plain", "L02.attn.norm", false);
}

static void expect_refused(const char *dir, const struct ck_session_options *opt, const char *why)
{
	struct ck_session s;
	catch_start();
	bool ok = ck_session_open(&s, dir, opt);
	const char *said = catch_end();
	assert_false(ok);
	if (!strstr(said, why))
		fail_msg("'%s' does not say '%s'", said, why);
}

/* A library with another description in place of model.so. */
static void fake_library(const char *dir, const char *members)
{
	const char *c = ck_printf(&arena, "%s/fake.c", dir), *so = ck_printf(&arena, "%s/model.so", dir);
	FILE *f = fopen(c, "w");
	assert_non_null(f);
	fprintf(f, "#include \"ck_abi.h\"\nextern const struct ck_model_desc ck_model;\nconst struct ck_model_desc ck_model = { %s };\n", members);
	assert_int_equal(fclose(f), 0);
	unlink(so);
	model_compile(c, NULL, so, &arena);
}

static void test_refusals(void **state)
{
	(void)state;
	const struct ck_session_options none = { .threads = 1 };
	struct ck_session s;
	open_session(&s, plain, 1);
	const char *sha = ck_strdup(&arena, s.doc.sha256);
	ck_session_close(&s);

	expect_refused(ck_printf(&arena, "%s/absent", root), &none, "absent: error:");
	expect_refused("", &none, "no model");
	expect_refused(root, &none, "layout.json: error:");

	char *dir = copy_of(plain, "abi");
	fake_library(dir, ".abi = 999");
	expect_refused(dir, &none, "model.so: error: kernel ABI 999, this program has 2");
	fake_library(dir, ".abi = CK_ABI_VERSION, .layout_sha256 = \"0123456789abcdef\"");
	expect_refused(dir, &none, "made from another layout: 0123456789ab");
	fake_library(dir, ck_printf(&arena, ".abi = CK_ABI_VERSION, .layout_sha256 = \"%s\", .weights = 12", sha));
	expect_refused(dir, &none, "arena 'weights' of 12 bytes");
	unlink(ck_printf(&arena, "%s/model.so", dir));
	expect_refused(dir, &none, "model.so: error: cannot load");
	assert_int_equal(symlink("/proc/self/exe", ck_printf(&arena, "%s/model.so", dir)), 0);
	expect_refused(dir, &none, "model.so: error: ");

	dir = copy_of(plain, "bump");
	unlink(ck_printf(&arena, "%s/model.bump", dir));
	expect_refused(dir, &none, "model.bump: error:");
	assert_int_equal(symlink(ck_printf(&arena, "%s/model.bump", debug), ck_printf(&arena, "%s/model.bump", dir)), 0);
	expect_refused(dir, &none, "packed for another layout");

	if (ck_cpu_has("avx2")) {
		ck_cpu_mask("avx2");
		expect_refused(plain, &none, "this CPU lacks avx2");
		ck_cpu_mask(NULL);
	}
}

/* With no room for its arenas the figure is told. */
static void test_memory_figure(void **state)
{
	(void)state;
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
	skip(); /* their shadow memory is larger than any limit */
#endif
	struct model_build m = { .gguf = GGUF, .fuse = { .numerics = "exact", .kv = "f32", .ctx = 1 << 22, .chunk = 16 } };
	char *dir = folder("large");
	model_build(dir, &m, &arena);
	struct rlimit old, low;
	assert_int_equal(getrlimit(RLIMIT_AS, &old), 0);
	low = old;
	low.rlim_cur = 1 << 30;
	assert_int_equal(setrlimit(RLIMIT_AS, &low), 0);
	expect_refused(dir, &(struct ck_session_options){ .threads = 1 }, "needs 51");
	assert_int_equal(setrlimit(RLIMIT_AS, &old), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_logits), cmocka_unit_test(test_same_bits), cmocka_unit_test(test_slots_apart),
		cmocka_unit_test(test_published_text), cmocka_unit_test(test_context_ends), cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_input_trap), cmocka_unit_test(test_broken_canaries), cmocka_unit_test(test_nan_weight),
		cmocka_unit_test(test_refusals), cmocka_unit_test(test_memory_figure),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
