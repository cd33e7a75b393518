/* The team's barrier under more and fewer threads than CPUs; run it under ThreadSanitizer too. */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "team.h"

enum { MAX_THREADS = 8, ROUNDS = 400, RUNS = 20 };

struct shift {
	struct ck_team *team;
	int64_t cell[2][MAX_THREADS]; /* plain memory: only the barrier orders it */
	int sizes[MAX_THREADS];
};

/* Each round a thread takes its neighbour's cell of the round before, plus one. */
static void shift(void *arg, int rank, int size)
{
	struct shift *s = arg;
	s->sizes[rank] = size;
	for (int i = 0; i < ROUNDS; i++) {
		s->cell[(i + 1) & 1][rank] = s->cell[i & 1][(rank + 1) % size] + 1;
		ck_team_barrier(s->team, rank);
	}
}

static void test_barrier_orders_memory(void **state)
{
	(void)state;
	for (int threads = 1; threads <= MAX_THREADS; threads++) {
		struct shift s = { .team = ck_team_open(threads) };
		int size = ck_team_size(s.team);
		assert_int_equal(size, threads);
		for (int run = 0; run < RUNS; run++)
			ck_team_run(s.team, shift, &s);
		for (int rank = 0; rank < size; rank++) {
			assert_int_equal(s.cell[0][rank], RUNS * ROUNDS);
			assert_int_equal(s.sizes[rank], size);
		}
		ck_team_close(s.team);
	}
}

struct uneven { struct ck_team *team; int64_t sum, seen[MAX_THREADS]; };

/* One thread works alone between barriers: the others spin out and sleep. */
static void uneven(void *arg, int rank, int size)
{
	struct uneven *u = arg;
	for (int i = 0; i < 50; i++) {
		if (rank == i % size)
			for (int k = 0; k < 20000; k++)
				*(volatile int64_t *)&u->sum += 1;
		ck_team_barrier(u->team, rank);
		u->seen[rank] += u->sum;
		ck_team_barrier(u->team, rank);
	}
}

static void test_sleepers_wake(void **state)
{
	(void)state;
	for (int threads = 2; threads <= MAX_THREADS; threads += 3) {
		struct uneven u = { .team = ck_team_open(threads) };
		ck_team_run(u.team, uneven, &u);
		for (int rank = 0; rank < threads; rank++)
			assert_int_equal(u.seen[rank], 20000 * (50 * 51 / 2));
		ck_team_close(u.team);
	}
}

struct where { cpu_set_t set[MAX_THREADS]; };

static void where(void *arg, int rank, int size)
{
	struct where *w = arg;
	(void)size;
	assert_int_equal(sched_getaffinity(0, sizeof w->set[rank], &w->set[rank]), 0);
}

/* Each on one CPU; no two on the same before all CPUs are taken. */
static void test_pin(void **state)
{
	(void)state;
	cpu_set_t before, taken;
	assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
	struct where w;
	struct ck_team *t = ck_team_open(MAX_THREADS);
	assert_true(ck_team_pin(t));
	ck_team_run(t, where, &w);
	CPU_ZERO(&taken);
	for (int i = 0; i < MAX_THREADS; i++) {
		assert_int_equal(CPU_COUNT(&w.set[i]), 1);
		CPU_OR(&taken, &taken, &w.set[i]);
		assert_int_equal(CPU_COUNT(&taken), i + 1 < CPU_COUNT(&before) ? i + 1 : CPU_COUNT(&before));
	}
	assert_true(CPU_COUNT(&before) > MAX_THREADS || CPU_EQUAL(&taken, &before));
	ck_team_close(t);
	assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_barrier_orders_memory),
		cmocka_unit_test(test_sleepers_wake),
		cmocka_unit_test(test_pin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
