/* The interface between generated code and whoever runs it.
 *
 * Policy: CK_ABI_VERSION changes whenever a struct here, or the meaning of a member, does; a runner
 * refuses a model of another version. Generated code calls nothing outside its kernels and this table.
 *
 * A model is re-entrant: all its data is in struct ck_ctx. Every thread of a team calls a program's
 * step with its own rank and the same size; step returns the same status on every thread. */
#ifndef CK_ABI_H
#define CK_ABI_H

#include <stdint.h>

#define CK_ABI_VERSION 2
#define CK_CANARY 0xDEADBEEFu /* a debug layout's guards are 16 of these */
#define CK_CANARY_BYTES 64
#define CK_PAGE 256           /* positions of one KV page, and of one attention chunk */

enum ck_trap {
	CK_TRAP_INPUT = 1,     /* where: index of the element that is out of range; op: index of the input, io table */
	CK_TRAP_CANARY = 2,    /* where: offset of the broken canary in its arena */
	CK_TRAP_NOT_FINITE = 3, /* where: index of the first NaN or infinite element of an output */
	CK_TRAP_BOUND = 4      /* op: index of the call dimension that is negative or above its bound; where: its value */
};

/* What the host provides. Members other than barrier and trap may be NULL. */
struct ck_host {
	void *user;
	void (*barrier)(void *user, int rank);                        /* all threads of the team meet */
	void (*trap)(void *user, int op, enum ck_trap what, int64_t where); /* reports; returns */
	void (*trace)(void *user, int rank, int op, int done);        /* before (0) and after (1) an op */
	uint64_t (*clock)(void *user);                                /* nanoseconds */
	void (*collective)(void *user, int rank, int kind, void *data, int64_t bytes); /* reserved */
	void (*observe)(void *user, int op, const char *value, void *data, int64_t bytes); /* marked values */
};

/* One context: one session of one model. The caller owns all memory, aligned as the arenas say. */
struct ck_ctx {
	const uint8_t *weights;   /* model.bump, whole; writable where the layout says rw */
	uint8_t *state, *act, *call;
	uint8_t *gradients, *optimizer; /* of training; otherwise their size is 0 */
	uint8_t *scratch;         /* arena size times team size */
	const int64_t *dim;       /* values of the call dimensions, in the program's order */
	uint64_t *count;          /* one per counter of the model */
	int trapped;              /* set by generated code: the first enum ck_trap of this step, or 0 */
	const struct ck_host *host;
};

struct ck_bound_desc { const char *name; int64_t max; };
struct ck_io_desc { const char *name, *dtype, *shape, *below; int output; uint64_t offset, size; };
struct ck_op_desc { const char *id, *op, *kernel; };

struct ck_program_desc {
	const char *name;
	int (*step)(struct ck_ctx *c, int rank, int size); /* 0, or the enum ck_trap that was reported */
	const struct ck_bound_desc *bound;
	const struct ck_io_desc *io;
	const struct ck_op_desc *op;
	int nbounds, nio, nops;
};

struct ck_model_desc {
	uint32_t abi;             /* CK_ABI_VERSION */
	const char *prefix;
	const char *layout_sha256; /* of the layout.json it was made from */
	const char *target;
	uint64_t weights, state, gradients, optimizer, act, call, scratch; /* arena sizes, bytes */
	const struct ck_program_desc *program;
	const char *const *counter; /* names: fusion patterns */
	void (*init)(struct ck_ctx *c); /* once, when memory is bound and zeroed; NULL: nothing to do */
	int nprograms, ncounters;
};

/* A model exports `const struct ck_model_desc <prefix>_model`; a shared object the same as ck_model too. */

#endif
