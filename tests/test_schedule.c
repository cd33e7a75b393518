/* Learning rates against PyTorch's schedulers (golden/train/schedule.bin); the order of windows against its definition. */
#include "train_golden.h"

#include <unistd.h>

#include "arena.h"
#include "corpus.h"
#include "schedule.h"

/* PyTorch multiplies step by step, in F64: what differs is the last rounding, to F32. */
static void test_rates(void **state)
{
	static const char *const kinds[] = { "constant", "cosine", "linear" };
	enum { STEPS = 60 };
	struct train_file f = train_load("schedule");
	(void)state;
	for (int kind = 0; kind < 3; kind++)
		for (int warmup = 0; warmup <= 7; warmup += 7) {
			const float *want = train_take(&f, STEPS);
			const struct ck_schedule s = { ck_schedule_named(kinds[kind]), 3e-4, 2e-5, warmup, STEPS };
			for (int i = 0; i < STEPS; i++) {
				const float got = ck_schedule_rate(&s, i + 1);
				if (!(fabs((double)got - want[i]) < 1e-7 * want[i]))
					fail_msg("%s, warmup %d, step %d: %.9g, PyTorch %.9g", kinds[kind], warmup, i + 1, got, want[i]);
			}
		}
	train_finish(&f);
}

static void test_ends(void **state)
{
	(void)state;
	const struct ck_schedule s = { CK_COSINE, 1, 0.25, 10, 10 };
	assert_true(ck_schedule_rate(&s, 1) == 0.1f && ck_schedule_rate(&s, 10) == 1);
	const struct ck_schedule half = { CK_COSINE, 1, 0.25, 0, 2 };
	assert_true(ck_schedule_rate(&half, 1) == 1 && ck_schedule_rate(&half, 2) == 0.625f);
	assert_int_equal(ck_schedule_named("exponential"), CK_SCHEDULES);
}

/* Orders by a few lines of Python over PCG32 as pcg-random.org defines it. */
static void test_order(void **state)
{
	static const int want[2][8] = { { 1, 2, 0, 4, 5, 6, 3, 7 }, { 5, 6, 3, 1, 7, 2, 0, 4 } };
	struct ck_arena a = { 0 };
	struct ck_corpus c;
	char path[] = "/tmp/ck-schedule-XXXXXX";
	(void)state;
	FILE *f = fdopen(mkstemp(path), "w");
	assert_non_null(f);
	for (int i = 0; i < 26; i++)
		fprintf(f, "%d ", i);
	fclose(f);
	assert_true(ck_corpus_read(&c, path, 100, 3, &a));
	assert_int_equal(c.windows, 8);
	assert_int_equal(ck_corpus_window(&c, 10)[0], 6);
	ck_corpus_shuffle(&c, 7, &a);
	for (int k = 15; k >= 0; k--)
		for (int i = 0; i <= 3; i++)
			assert_int_equal(ck_corpus_window(&c, k)[i], want[k / 8][k % 8] * 3 + i);
	unlink(path);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rates), cmocka_unit_test(test_ends), cmocka_unit_test(test_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
