/* Models whose states do not keep every position: equal bits however rows are fed, going back refused, and taken back
 * from a snapshot. What they compute is held against others' in integration/families.sh. */
#include "model_build.h"

#include <stdio.h>

#include "catch.h"
#include "folder.h"
#include "session.h"

enum { V = 320, TOKENS = 110, CHUNK = 32 };

static const char *const presets[] = { "gemma3", "qwen35" };
enum { PRESETS = sizeof presets / sizeof *presets };

static char root[64];
static struct ck_arena arena;
static const char *model[PRESETS];
static int32_t ids[TOKENS];
static float want[TOKENS][V];

/* gguf-make, which stands beside this program. */
static void make_gguf(const char *preset, const char *out)
{
	extern char **environ;
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	assert_true(n > 0);
	self[n] = 0;
	*strrchr(self, '/') = 0;
	const char *argv[] = { ck_printf(&arena, "%s/gguf-make", self), "--preset", preset, "-o", out, NULL };
	pid_t pid;
	int status;
	assert_int_equal(posix_spawn(&pid, argv[0], NULL, NULL, (char *const *)argv, environ), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static int setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/ck-families-XXXXXX");
	assert_non_null(mkdtemp(root));
	for (int i = 0; i < PRESETS; i++) {
		const char *dir = ck_printf(&arena, "%s/%s", root, presets[i]), *gguf = ck_printf(&arena, "%s/model.gguf", dir);
		assert_int_equal(mkdir(dir, 0700), 0);
		make_gguf(presets[i], gguf);
		struct model_build m = { .gguf = gguf,
			.fuse = { .numerics = "exact", .ctx = 256, .chunk = CHUNK, .slots = 2 }, .debug = true };
		model_build(dir, &m, &arena);
		model[i] = dir;
	}
	for (int i = 0; i < TOKENS; i++)
		ids[i] = 3 + i * i * 7 % (V - 3);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	remove_folder(root);
	ck_arena_free(&arena);
	return 0;
}

/* The next n tokens of slot from position `at` on; logits of the last. */
static const float *feed(struct ck_session *s, const char *program, int32_t slot, int32_t at, int n, const int32_t *id)
{
	int32_t pos[CHUNK], slots[CHUNK], out = n - 1;
	for (int i = 0; i < n; i++) {
		pos[i] = at + i;
		slots[i] = slot;
	}
	return ck_session_step(s, ck_session_program(s, program), &(struct ck_rows){ id, pos, slots, &out, n, 1 });
}

static void open_model(struct ck_session *s, int i)
{
	assert_true(ck_session_open(s, model[i], &(struct ck_session_options){ .threads = 1 }));
	assert_int_equal(s->vocab, V);
}

static void one_by_one(struct ck_session *s)
{
	for (int t = 0; t < TOKENS; t++) {
		const float *l = feed(s, "decode", 0, t, 1, ids + t);
		assert_non_null(l);
		memcpy(want[t], l, sizeof *want);
	}
}

static void expect(const float *l, int t, const char *what)
{
	assert_non_null(l);
	if (memcmp(l, want[t], sizeof *want))
		fail_msg("%s: logits of position %d differ", what, t);
}

/* Chunks, and another sequence in the same steps change no bit. */
static void test_same_bits(void **state)
{
	(void)state;
	static const int chunks[] = { 7, CHUNK };
	for (int i = 0; i < PRESETS; i++) {
		struct ck_session s;
		open_model(&s, i);
		one_by_one(&s);
		for (size_t c = 0; c < sizeof chunks / sizeof *chunks; c++)
			for (int t = 0; t < TOKENS; t += chunks[c]) {
				const int n = TOKENS - t < chunks[c] ? TOKENS - t : chunks[c];
				expect(feed(&s, "prefill", 1, t, n, ids + t), t + n - 1, presets[i]);
			}
		/* two sequences, the other 5 positions behind and of other tokens, row by row in turn */
		assert_non_null(feed(&s, "prefill", 0, 0, 5, ids));
		for (int t = 0; t + 8 <= TOKENS - 5; t += 8) {
			int32_t id[16], pos[16], slot[16], out = 14;
			for (int r = 0; r < 16; r++) {
				slot[r] = r & 1;
				pos[r] = t + r / 2 + (slot[r] ? 0 : 5);
				id[r] = slot[r] ? V - 1 - pos[r] : ids[pos[r]];
			}
			expect(ck_session_step(&s, ck_session_program(&s, "prefill"), &(struct ck_rows){ id, pos, slot, &out, 16, 1 }),
				t + 7 + 5, presets[i]);
		}
		ck_session_close(&s);
	}
}

/* Tokens that turn out wrong: no way back over them but a snapshot, which leaves no trace of them. */
static void test_undo(void **state)
{
	(void)state;
	static const int32_t wrong[] = { 9, 8, 7, 6, 5 };
	for (int i = 0; i < PRESETS; i++) {
		struct ck_session s;
		open_model(&s, i);
		one_by_one(&s);
		void *snapshot = malloc((size_t)ck_session_snapshot_bytes(&s));
		assert_non_null(snapshot);
		for (int t = 0; t < 96; t += CHUNK)
			expect(feed(&s, "prefill", 1, t, CHUNK, ids + t), t + CHUNK - 1, presets[i]);
		ck_session_snapshot(&s, 1, snapshot);
		assert_non_null(feed(&s, "prefill", 1, 96, 5, wrong));
		catch_start();
		assert_null(feed(&s, "prefill", 1, 96, 5, ids + 96));
		const char *said = catch_end();
		assert_non_null(strstr(said, "slot 1 holds 101 positions and cannot go back to 96 without a snapshot"));
		ck_session_restore(&s, 1, snapshot, 96);
		expect(feed(&s, "prefill", 1, 96, 5, ids + 96), 100, presets[i]);
		expect(feed(&s, "decode", 1, 101, 1, ids + 101), 101, presets[i]);
		assert_int_equal(s.length[0], TOKENS); /* the other slot stands where it stood */
		/* from the start, no snapshot is needed */
		expect(feed(&s, "prefill", 1, 0, 3, ids), 2, presets[i]);
		free(snapshot);
		ck_session_close(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_bits), cmocka_unit_test(test_undo) };
	return cmocka_run_group_tests(tests, setup, teardown);
}
