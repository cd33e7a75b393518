/* Files of log-probabilities, as llama.cpp's perplexity writes and reads them (--kl-divergence-base, --save-all-logits).
 *
 *   "_logits_", i32 window, i32 vocab, i32 windows, i32 token[windows][window]
 *   for every scored row of every window: f32 scale, f32 least, u16 q[vocab], and one u16 more where vocab is odd
 *
 * Little endian, nothing aligned. A log-probability is least + scale * q. What is more than 16 below the largest is
 * written as 16 below it. */
#ifndef CK_LOGPROBS_H
#define CK_LOGPROBS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "arena.h"

#define CK_LOGPROBS_RANGE 16.0f

struct ck_logprobs {
	const char *path;
	int fd;
	int32_t window, vocab, windows;
	int32_t *token;     /* [windows][window], below vocab */
	int64_t scored;     /* rows of a window */
	uint16_t *row;
};

/* Rows of a window that are scored: those of its second half that have a next token. */
static inline int64_t ck_scored_rows(int64_t window)
{
	return window - 1 - window / 2;
}

/* False after a diagnostic; then nothing is open. The size of the file is what its head says. */
bool ck_logprobs_open(struct ck_logprobs *l, const char *path, struct ck_arena *a);
void ck_logprobs_close(struct ck_logprobs *l);

/* Row i of a window, into logp[vocab]. False after a diagnostic. */
bool ck_logprobs_row(const struct ck_logprobs *l, int64_t window, int64_t i, float *logp);

/* Writing; the caller checks the stream when closing it. */
void ck_logprobs_put_head(FILE *f, int32_t window, int32_t vocab, int32_t windows, const int32_t *token);
void ck_logprobs_put_row(FILE *f, const float *logits, int32_t vocab, double log_sum); /* log_sum: of exp(logits) */

#endif
