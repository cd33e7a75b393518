/* Sampling by a chain of steps in any order, each on what the one before left: what ck_sample does when it is asked for more than
 * repeat penalty, top-k, top-p, min-p and temperature in this order. Definitions are llama.cpp's:
 *
 *   logit bias    first of all: added to the logit of its token
 *   penalties     of tokens among the last `window`: repeat penalty (sample.h), then minus frequency times their count, minus presence
 *   dry           a token that would go on a repetition of n >= dry_allowed tokens of the last dry_window: minus
 *                 dry_multiplier * dry_base^(n - dry_allowed); repetitions end at tokens that are `breaker`, and these are spared
 *   top_n_sigma   logits below the largest minus n standard deviations of all finite ones become -infinity
 *   top_k, top_p, min_p, temperature as in sample.h
 *   typ_p         the fewest tokens whose surprise is nearest to the entropy (equal ones: likelier first) that sum to more than p
 *   xtc           with xtc_probability: all but the last of the tokens at least xtc_threshold probable go
 *   temperature   with dyn_range: t - range to t + range (at least 0) by (entropy / ln n)^dyn_exponent, n the candidates
 *   mirostat      1 or 2, after temperature and instead of all steps: mu starts at 2 tau, and loses eta * (surprise in bits - tau)
 *                 with each token. 1: top-k by the Zipf exponent of the likeliest 100; 2: tokens of surprise at most mu
 *
 * All in F64; logarithms and powers are of basic operations, as ck_sample_exp is. */
#ifndef CK_SAMPLE_CHAIN_H
#define CK_SAMPLE_CHAIN_H

#include <stdbool.h>

#include "sample.h"

struct ck_chain_candidate { double logit, p; int32_t id; };

struct ck_chain {
	struct ck_chain_candidate *v; /* [vocab] */
	struct ck_chain_candidate *w; /* [vocab], for sorting another way */
	int32_t n;
	bool sorted;                  /* likeliest first, equal ones by id */
	int32_t *count;               /* [vocab], all 0 between calls: of tokens in the window, or lengths of repetitions */
	int32_t *repeats;             /* [dry_window] */
	double mu;
};

/* Whether options ask for it. */
bool ck_chain_wanted(const struct ck_sample_options *o);

struct ck_chain *ck_chain_new(const struct ck_sample_options *o, int32_t vocab, struct ck_arena *a);

/* The candidates before the draw, with probabilities that sum to 1; false: no logit is a number. */
bool ck_chain_apply(struct ck_sampler *s, const float *logits);

int32_t ck_chain_sample(struct ck_sampler *s, const float *logits);

/* [vocab]: tokens whose text has one of these characters; "none" is none. */
struct ck_tok;
const uint8_t *ck_sample_breakers(const struct ck_tok *t, const char *const *characters, int32_t vocab, struct ck_arena *a);

/* "penalties;top_k;...", llama.cpp's names. False after a diagnostic. */
bool ck_chain_order(const char *text, struct ck_sample_options *o);

/* ln x, for x > 0 and finite; relative error below 1e-15. */
double ck_sample_log(double x);

#endif
