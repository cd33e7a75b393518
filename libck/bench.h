/* Timed runs of a session, and where their time went. */
#ifndef CK_BENCH_H
#define CK_BENCH_H

#include "cost.h"
#include "session.h"

/* What one measured op kind of all layers took, by kernel: of rank 0, over the counted runs. */
struct ck_bench_op {
	const char *id;       /* without its layer: attn.q */
	const char *kernel;
	int64_t calls;
	uint64_t ns;
	double flop, bytes;   /* lower bounds (cost.h) of those calls */
	enum ck_unit unit;    /* that the kernel multiplies with */
};

extern const char *const ck_bench_name[]; /* of programs */

struct ck_bench_case {
	/* in */
	enum ck_bench_program { CK_BENCH_PREFILL, CK_BENCH_DECODE, CK_BENCH_VERIFY } program;
	int64_t tokens;       /* rows of each slot */
	int64_t slots;        /* of decode: sequences that each step takes a row of; else 1 */
	int64_t rows;         /* of verify: in one step, each with its logits */
	int64_t depth;        /* positions that each slot holds before; filling them is not timed */
	int repeats;
	bool ops;             /* time each op: two clock readings an op on one thread */
	/* out */
	uint64_t *ns;         /* of each repeat, ascending */
	double flop, bytes;   /* of one repeat */
	struct { struct ck_bench_op *v; size_t n; } op; /* slowest first */
	uint64_t wait_ns;     /* rank 0, between ops: barriers, and what the step does beside ops */
};

/* Runs it once uncounted and then repeats times, on token ids that depend on nothing. False after a diagnostic: more slots or
 * positions than the model was built for, or a step that fails. */
bool ck_bench_run(struct ck_session *s, struct ck_bench_case *c, struct ck_arena *a);

#endif
