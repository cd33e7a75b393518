/* A team of threads that step a model together. OpenMP supplies the threads: one parallel region per run,
 * its workers waiting in between. */
#ifndef CK_TEAM_H
#define CK_TEAM_H

#include <stdbool.h>

struct ck_team;

typedef void ck_team_fn(void *arg, int rank, int size);

/* A team of as many of `threads` (at least 1) as the OpenMP runtime grants. */
struct ck_team *ck_team_open(int threads);
void ck_team_close(struct ck_team *t);

/* Its size: what fn is told, unless a run is nested in another parallel region; then it may be less. */
int ck_team_size(const struct ck_team *t);

/* Binds each thread to a CPU of its own among those this process may use, by rank; those beyond their number share. False,
 * with errno set: the system refuses. */
bool ck_team_pin(struct ck_team *t);

/* Calls fn on every thread and returns when all have; what they wrote is then visible. One run at a time. */
void ck_team_run(struct ck_team *t, ck_team_fn *fn, void *arg);

/* All threads of the current run meet; what each wrote before is visible to all after. Spins briefly, then
 * sleeps, so that more threads than CPUs do not crawl. user is the team: a ck_host's barrier. */
void ck_team_barrier(void *user, int rank);

/* CPUs this process may run on. */
int ck_team_cpus(void);

#endif
