/* A built model, open and running: layout.json, and model.bump and model.so beside it.
 *
 * Weights are mapped, read-only; nothing of them is read before a step does, unless a copy is asked for. The session owns the other
 * arenas and a team of threads. A step runs one program on rows: inputs are given by role, through the
 * program's io table. */
#ifndef CK_SESSION_H
#define CK_SESSION_H

#include "artifact.h"
#include "bump.h"
#include "ck_abi.h"
#include "memory.h"
#include "team.h"

struct ck_session_options {
	int threads; /* 0: one for each CPU this process may use */
	bool check;  /* compare every checksum of model.bump */
	bool pin;    /* bind each thread to a CPU of its own */
	bool huge;   /* copy the weights into memory of 2 MiB pages instead of mapping them */
	bool raw;    /* programs of any kind, for ck_session_run: no rows, slots or logits */
};

enum ck_io_role { CK_IO_TOKENS, CK_IO_POS, CK_IO_SLOT, CK_IO_PAGES, CK_IO_OUT_ROWS, CK_IO_LOGITS, CK_IO_ROLES };

struct ck_session_program {
	const struct ck_program_desc *desc;
	const struct ck_program *layout;
	int io[CK_IO_ROLES];    /* index in desc->io; -1: the program has no such input */
	int rows, outputs;   /* index in desc->bound of T and O */
	int64_t max_rows, max_outputs;
};

struct ck_trap_report { int op; enum ck_trap what; int64_t where; };

struct ck_session {
	struct ck_doc doc;
	struct ck_bump bump;
	const struct ck_model_desc *model;
	struct ck_session_program *program; /* model->nprograms */
	int64_t vocab;                      /* ids are below it; logits have as many elements */
	int64_t context;                    /* positions are below it */
	int64_t slots, pages_per_slot;
	uint64_t *count;                    /* by model->counter */
	struct ck_team *team;

	struct ck_arena arena;
	void *library;
	struct ck_memory state, gradients, optimizer, act, call, scratch;
	uint8_t *master;                    /* weights mapped for writing, the file staying as it is; NULL: they are read-only */
	struct ck_memory copy;              /* weights, where they are not mapped */
	uint64_t copy_ns;                   /* what copying them took */
	struct ck_host host;
	struct ck_ctx ctx;
	int64_t *length;                    /* positions each slot holds */
	struct ck_trap_report trap;
	int64_t dim[8];
};

/* path: a layout.json, or the folder that holds one. False after a diagnostic that names or counts what does
 * not fit: ABI, layout checksum, arena sizes, CPU features, memory. Nothing is left open then. */
bool ck_session_open(struct ck_session *s, const char *path, const struct ck_session_options *opt);
void ck_session_close(struct ck_session *s);

/* NULL: the model has none of that name. */
const struct ck_session_program *ck_session_program(const struct ck_session *s, const char *name);

/* Row i is token id[i] at position pos[i] of sequence slot[i]. Rows of one slot follow each other; the first
 * may go back, which forgets what stood behind it, but leave no gap. Logits are computed for rows out[0..nout). */
struct ck_rows {
	const int32_t *id, *pos, *slot, *out;
	int64_t n, nout;
};

/* States that going back cannot undo (undo: snapshot; rings, recurrent states): a slot that has any can only go back to
 * 0, or to where a snapshot was taken. Bytes of one slot's; 0: the model has none, and a slot may go back anywhere. */
int64_t ck_session_snapshot_bytes(const struct ck_session *s);
void ck_session_snapshot(const struct ck_session *s, int32_t slot, void *to);

/* from was taken of this slot when it held `length` positions. */
void ck_session_restore(struct ck_session *s, int32_t slot, const void *from, int64_t length);

/* Logits [nout][vocab], valid until the next step; NULL after a diagnostic, which names the op at fault. The
 * slots of a failed step must be started again at 0. */
const float *ck_session_step(struct ck_session *s, const struct ck_session_program *p, const struct ck_rows *rows);

/* Runs a program on the inputs as they stand in the call arena, with the call dimensions in s->dim. False after a
 * diagnostic, which names the op at fault. */
bool ck_session_run(struct ck_session *s, const struct ck_session_program *p);

#endif
