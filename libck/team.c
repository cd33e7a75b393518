#include "team.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <omp.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "diag.h"

enum { LINE = 64, ROUNDS = 64, PAUSES = 64 }; /* some 100 us in all, if nobody else wants the CPU */

/* The barrier's sense is a generation that the last to arrive advances. */
struct ck_team {
	_Alignas(LINE) _Atomic uint32_t generation;
	_Alignas(LINE) _Atomic int arrived;
	_Alignas(LINE) _Atomic int sleepers;
	_Alignas(LINE) _Atomic int active; /* threads of this run */
	_Atomic unsigned left;             /* threads that ended a run */
	_Atomic(ck_team_fn *) fn;
	void *arg;
	int threads, rounds;
};

static void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#endif
}

int ck_team_cpus(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return CPU_COUNT(&set);
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (int)n : 1;
}

static void nothing(void *arg, int rank, int size)
{
	(void)arg, (void)rank, (void)size;
}

struct ck_team *ck_team_open(int threads)
{
	struct ck_team *t = aligned_alloc(LINE, sizeof *t);
	if (!t)
		ck_die("out of memory");
	*t = (struct ck_team){ .threads = threads };
	omp_set_dynamic(0);
	ck_team_run(t, nothing, NULL);
	t->threads = atomic_load(&t->active);
	t->rounds = t->threads > ck_team_cpus() ? 0 : ROUNDS;
	return t;
}

void ck_team_close(struct ck_team *t)
{
	free(t);
}

int ck_team_size(const struct ck_team *t)
{
	return t->threads;
}

/* Every thread stores the same size before it can meet another. */
static void enter(struct ck_team *t, int rank, int size)
{
	ck_team_fn *fn = atomic_load_explicit(&t->fn, memory_order_acquire);
	atomic_store_explicit(&t->active, size, memory_order_relaxed);
	fn(t->arg, rank, size);
	atomic_fetch_add_explicit(&t->left, 1, memory_order_release);
}

/* OpenMP's fork and join order memory too, but ThreadSanitizer cannot see into its runtime: the release
 * and acquire of fn at the start of a run, and of left at its end, say the same in C11. */
__attribute__((no_sanitize("thread")))
static void fork_join(struct ck_team *t)
{
#pragma omp parallel num_threads(t->threads)
	enter(t, omp_get_thread_num(), omp_get_num_threads());
}

void ck_team_run(struct ck_team *t, ck_team_fn *fn, void *arg)
{
	t->arg = arg;
	atomic_store_explicit(&t->fn, fn, memory_order_release);
	fork_join(t);
	(void)atomic_load_explicit(&t->left, memory_order_acquire);
}

struct pinning {
	cpu_set_t allowed;
	_Atomic int error;
};

static int nth_cpu(const cpu_set_t *set, int n)
{
	int cpu = 0;
	while (!CPU_ISSET(cpu, set) || n-- > 0)
		cpu++;
	return cpu;
}

static void pin(void *arg, int rank, int size)
{
	struct pinning *p = arg;
	cpu_set_t one;
	(void)size;
	CPU_ZERO(&one);
	CPU_SET(nth_cpu(&p->allowed, rank % CPU_COUNT(&p->allowed)), &one);
	if (sched_setaffinity(0, sizeof one, &one))
		atomic_store(&p->error, errno);
}

bool ck_team_pin(struct ck_team *t)
{
	struct pinning p = { .error = 0 };
	if (sched_getaffinity(0, sizeof p.allowed, &p.allowed))
		return false;
	ck_team_run(t, pin, &p);
	errno = p.error;
	return !p.error;
}

/* Yielding between rounds of spinning lets a late thread run that shares this CPU. */
static void wait_past(struct ck_team *t, uint32_t generation)
{
	for (int i = 0; i < t->rounds; i++) {
		for (int k = 0; k < PAUSES; k++) {
			if (atomic_load_explicit(&t->generation, memory_order_acquire) != generation)
				return;
			relax();
		}
		sched_yield();
	}
	atomic_fetch_add(&t->sleepers, 1);
	while (atomic_load(&t->generation) == generation)
		syscall(SYS_futex, &t->generation, FUTEX_WAIT_PRIVATE, generation, NULL, NULL, 0);
	atomic_fetch_sub(&t->sleepers, 1);
}

void ck_team_barrier(void *user, int rank)
{
	struct ck_team *t = user;
	(void)rank;
	int size = atomic_load_explicit(&t->active, memory_order_relaxed);
	if (size == 1)
		return;
	uint32_t generation = atomic_load_explicit(&t->generation, memory_order_relaxed);
	if (atomic_fetch_add_explicit(&t->arrived, 1, memory_order_acq_rel) < size - 1) {
		wait_past(t, generation);
		return;
	}
	atomic_store_explicit(&t->arrived, 0, memory_order_relaxed);
	atomic_store(&t->generation, generation + 1);
	if (atomic_load(&t->sleepers))
		syscall(SYS_futex, &t->generation, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}
