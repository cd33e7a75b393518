/* Perplexity of a built model over a text, and its divergence from another model's log-probabilities: llama.cpp's measures.
 *
 * The text's tokens are cut into windows that do not overlap; each is fed from an empty context, its first token replaced
 * by the begin token where the vocabulary adds one. Tokens of the second half are scored: the logits of row r, window / 2
 * <= r < window - 1, against token r + 1. */
#ifndef CK_PPL_H
#define CK_PPL_H

#include "logprobs.h"
#include "session.h"

/* Mean of samples, and its standard error. */
struct ck_mean { double sum, squares; int64_t n; };
double ck_mean(const struct ck_mean *m);
double ck_mean_error(const struct ck_mean *m);

struct ck_ppl {
	struct ck_session *session;
	int64_t window;              /* tokens of one: at least 3, no more than the session's context */
	int32_t begin;               /* the begin token; -1: none is put in */
	const struct ck_logprobs *base; /* of the same windows, in order; NULL: nothing is compared */
	FILE *save;                  /* where rows go, the head written; NULL: nowhere */

	/* Results; nll in nats. */
	struct ck_mean nll, base_nll, ratio /* nll - base_nll */, kl;
	int64_t same_top;            /* rows where the likeliest token is the base's */
	float *divergence;           /* of each scored row: kl.n */

	struct ck_arena *arena;
	float *logp;
	int32_t *id, *pos, *slot, *row;
	int64_t windows;             /* done */
};

void ck_ppl_open(struct ck_ppl *p, struct ck_arena *a); /* the members above are set */

/* The next window. False after a diagnostic. */
bool ck_ppl_window(struct ck_ppl *p, const int32_t *token);

/* The divergence that a part of the rows, 0 to 1, does not exceed. Sorts them. */
double ck_ppl_quantile(struct ck_ppl *p, double part);

#endif
