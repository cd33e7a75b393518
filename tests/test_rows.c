/* Rows of several slots in one step, and tokens that were fed and then taken back. */
#include "model_build.h"

#include <stdio.h>

#include "folder.h"
#include "session.h"

#define GGUF "tests/data/stories260K.gguf"
enum { V = 512, SLOTS = 4, STEPS = 300 };

static char root[64];
static struct ck_arena arena;
static struct ck_session s;
static float alone[SLOTS][V]; /* logits of the last step */

/* Four sequences that have nothing in common; they start at different steps, so that positions differ. */
static int32_t token(int slot, int pos)
{
	return pos ? (int32_t)((unsigned)(pos * 2654435761u + (unsigned)slot * 40503u) >> 7) % V : 1;
}

static int start(int slot)
{
	return slot * 5;
}

static int group_setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/ck-rows.XXXXXX");
	if (!mkdtemp(root))
		return -1;
	struct model_build m = { GGUF, { .target = "native", .numerics = "exact", .ctx = 512, .chunk = 16, .slots = SLOTS, .verify = 8 }, false };
	model_build(root, &m, &arena);
	return ck_session_open(&s, root, &(struct ck_session_options){ .threads = 2 }) ? 0 : -1;
}

static int group_teardown(void **state)
{
	(void)state;
	ck_session_close(&s);
	remove_folder(root);
	ck_arena_free(&arena);
	return 0;
}

static const float *step(const char *program, const int32_t *id, const int32_t *pos, const int32_t *slot, int n)
{
	int32_t out[16];
	for (int i = 0; i < n; i++)
		out[i] = i;
	const float *l = ck_session_step(&s, ck_session_program(&s, program), &(struct ck_rows){ id, pos, slot, out, n, n });
	assert_non_null(l);
	return l;
}

static void test_alone(void **state)
{
	(void)state;
	for (int32_t k = 0; k < SLOTS; k++)
		for (int32_t p = 0; p + start(k) < STEPS; p++) {
			int32_t id = token(k, p);
			memcpy(alone[k], step("decode", &id, &p, &k, 1), sizeof *alone);
		}
}

static void test_together(void **state)
{
	(void)state;
	const float *l = NULL;
	for (int at = 0; at < STEPS; at++) {
		int32_t id[SLOTS], pos[SLOTS], slot[SLOTS];
		int n = 0;
		for (int32_t k = 0; k < SLOTS; k++)
			if (at >= start(k)) {
				id[n] = token(k, at - start(k));
				pos[n] = at - start(k);
				slot[n++] = k;
			}
		l = step("decode", id, pos, slot, n);
	}
	for (int k = 0; k < SLOTS; k++)
		assert_memory_equal(l + k * V, alone[k], sizeof *alone);
}

/* A KV cache truncates: rows that guessed wrong leave no trace, also across a page and when other slots go on. */
static void test_rejected(void **state)
{
	(void)state;
	for (int32_t p = 0; p < STEPS;) {
		int32_t id[9], pos[9], slot[9];
		int n = p + 8 < STEPS ? 8 : STEPS - p;
		for (int i = 0; i < n; i++) {
			id[i] = i < 3 ? token(0, p + i) : 7 + i; /* the guesses from the fourth on are wrong */
			pos[i] = p + i;
			slot[i] = 0;
		}
		const float *l = step(p % 2 ? "prefill" : "verify", id, pos, slot, n);
		p += n < 3 ? n : 3;
		if (p == STEPS)
			assert_memory_equal(l + (n < 3 ? n - 1 : 2) * V, alone[0], sizeof *alone);
	}
	assert_int_equal(ck_session_snapshot_bytes(&s), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_together),
		cmocka_unit_test(test_rejected),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
