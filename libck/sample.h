/* Choosing the next token from logits.
 *
 * What is done by default, in the order of llama.cpp (sample_chain.h has further steps and other orders); each step works on what the one before left:
 *   1. repeat penalty: the logit of each token among the last `window` accepted is divided by the penalty
 *      if positive, multiplied if not
 *   2. greedy: temperature 0 takes the largest logit, of equal ones the lowest id; no random number is drawn
 *   3. top-k: the k largest logits (equal ones: lower ids first); 0 keeps all
 *   4. top-p: the fewest of the largest whose softmax probabilities sum to at least p
 *   5. min-p: those at least min_p times as probable as the first
 *   6. temperature: logits divided by it, softmax
 *   7. draw: u from PCG32 (rng.h, stream 54); the first whose cumulative probability exceeds u
 * Probabilities are F64 sums in descending order of logits, exponentials from basic operations only: the
 * same logits, options and seed give the same token on every machine. */
#ifndef CK_SAMPLE_H
#define CK_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "rng.h"

enum ck_sample_step { CK_STEP_PENALTIES, CK_STEP_DRY, CK_STEP_TOP_N_SIGMA, CK_STEP_TOP_K, CK_STEP_TYP_P, CK_STEP_TOP_P, CK_STEP_MIN_P,
	CK_STEP_XTC, CK_STEP_TEMPERATURE, CK_STEPS };

struct ck_bias { int32_t id; double add; };

struct ck_sample_options {
	double temperature;    /* at least 0; 0: greedy */
	int32_t top_k;         /* 0: off */
	double top_p;          /* in [0, 1]; 1: off */
	double min_p;          /* in [0, 1]; 0: off */
	double repeat_penalty; /* above 0; 1: off */
	int32_t window;        /* tokens the penalties look back on */
	uint64_t seed;
	/* What follows is explained in sample_chain.h; at their defaults these are off. */
	double presence, frequency;
	double typical_p;      /* 1: off */
	double top_n_sigma, xtc_probability, xtc_threshold, dry_multiplier, dry_base, dyn_range, dyn_exponent;
	int32_t dry_allowed, dry_window;
	const uint8_t *breaker;      /* [vocab], or NULL */
	int mirostat;          /* 0, 1, 2 */
	double tau, eta;
	const struct ck_bias *bias;
	size_t nbias;
	uint8_t step[CK_STEPS];/* enum ck_sample_step, in order */
	int nsteps;            /* -1: the usual order */
};

/* What ck-run takes when not told: llama.cpp's defaults, and a fixed seed. */
#define CK_SAMPLE_DEFAULTS { .temperature = 0.8, .top_k = 40, .top_p = 0.95, .min_p = 0.05, \
	.repeat_penalty = 1.0, .window = 64, .seed = 0, .typical_p = 1.0, .xtc_threshold = 0.1, .dry_base = 1.75, .dry_allowed = 2, \
	.dry_window = 64, .dyn_exponent = 1.0, .tau = 5.0, .eta = 0.1, .nsteps = -1 }

struct ck_candidate {
	float logit;
	int32_t id;
	double p;
};

struct ck_sampler {
	struct ck_sample_options opt;
	struct ck_rng rng;
	int32_t vocab;
	struct ck_candidate *candidate; /* [vocab] */
	int32_t *recent;                /* ring of room ids: what penalties and DRY look back on */
	size_t room;
	struct ck_chain *chain;         /* sample_chain.h; NULL: not needed */
	uint8_t *penalized;             /* [vocab] */
	size_t accepted;
};

void ck_sampler_init(struct ck_sampler *s, const struct ck_sample_options *opt, int32_t vocab, struct ck_arena *a);

/* The token chosen from logits[vocab]; -1 if none of them is a number. NaN is never chosen. */
int32_t ck_sample(struct ck_sampler *s, const float *logits);

/* A token that now stands in the text, prompt included. */
void ck_sample_accept(struct ck_sampler *s, int32_t id);

/* The id accepted i before the last; i is below accepted and room. */
static inline int32_t ck_sample_recent(const struct ck_sampler *s, int64_t i)
{
	return s->recent[(s->accepted - 1 - (size_t)i) % s->room];
}

/* exp(x) for x <= 0, relative error below 1e-15; 0 below -708. */
double ck_sample_exp(double x);

#endif
