/* A run of training: steps over a corpus at scheduled rates, with evaluations, checkpoints and a log between them. */
#ifndef CK_TRAINING_H
#define CK_TRAINING_H

#include "schedule.h"
#include "trainer.h"

struct ck_training_options {
	const char *tokens;          /* what to train on; "-": standard input */
	const char *eval;            /* what to evaluate on; NULL: nothing */
	const char *log;             /* JSON lines; NULL: none */
	const char *checkpoint;      /* written where the run ends; NULL: none */
	const char *resume;          /* checkpoint to go on from; NULL: from the start */
	const char *gradients;       /* folder for the gradients of the last step; NULL: none */
	const char *output;          /* trained weights, a model.bump; NULL: none */
	struct ck_schedule schedule; /* has the number of steps */
	int64_t until;               /* the run ends behind this step */
	int64_t accum;               /* micro-batches of a step */
	double clip;                 /* of the gradients' norm; 0: none */
	bool shuffle;
	uint64_t seed;
	int64_t eval_every, checkpoint_every; /* steps; 0: where the run ends only */
};

/* For each step its number, loss, rate and norm on standard output, for each evaluation `eval`, step and loss. False after a
 * diagnostic; a step whose loss or norm is not finite is one. */
bool ck_training_run(struct ck_trainer *t, const struct ck_training_options *o);

#endif
