/* A built model being trained: the programs train, eval and update of ck-grad, in a session.
 *
 * A step is any number of micro-batches, whose gradients add up, and one update. */
#ifndef CK_TRAINER_H
#define CK_TRAINER_H

#include "session.h"

/* What a program of rows reads and gives, in the call arena. */
struct ck_trainer_rows { int32_t *tokens, *targets, *pos, *slot, *out; float *loss; };

struct ck_trainer {
	struct ck_session session;
	const struct ck_session_program *train, *eval, *update;
	int64_t batch, seq;                  /* a micro-batch is batch sequences of seq tokens */
	int64_t vocab;                       /* ids are below it */
	int32_t step;                        /* updates made */
	float clip;                          /* limit of the gradients' norm; 0, as opened: none */
	float norm;                          /* of the last update's gradients, before they were clipped */
	struct ck_trainer_rows train_rows, eval_rows;
	int32_t *number;                     /* NULL: the optimizer does not ask */
	float *share, *lr, *limit, *length;
};

/* path as for ck_session_open. False after a diagnostic; nothing is left open then. */
bool ck_trainer_open(struct ck_trainer *t, const char *path, const struct ck_session_options *opt);
void ck_trainer_close(struct ck_trainer *t);

/* Adds share times the gradients of a micro-batch's mean loss, and gives that loss. tokens and targets are [batch][seq];
 * target -1: the row counts for nothing. False after a diagnostic. */
bool ck_trainer_accumulate(struct ck_trainer *t, const int32_t *tokens, const int32_t *targets, float share, float *loss);

/* The mean loss of a micro-batch, which changes nothing. */
bool ck_trainer_evaluate(struct ck_trainer *t, const int32_t *tokens, const int32_t *targets, float *loss);

/* One step of the optimizer with the gradients gathered, which are zero then. */
bool ck_trainer_update(struct ck_trainer *t, float lr);

/* A weight's gradient as it stands, F32 of state->size bytes; NULL: the i-th state is none. */
const float *ck_trainer_gradient(const struct ck_trainer *t, size_t i);

/* The weights as they stand, as a model.bump of the same layout. False after a diagnostic; no file is left then. */
bool ck_trainer_save(const struct ck_trainer *t, const char *path);

#endif
