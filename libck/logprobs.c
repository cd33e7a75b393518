#include "logprobs.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "fileio.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "files are read and written as they stand in memory");

static const char magic[8] = "_logits_";

struct head { char magic[8]; int32_t window, vocab, windows; };
_Static_assert(sizeof(struct head) == 20, "no gaps");

enum { ROW_HEAD = 2 * sizeof(float) }; /* scale and least */

static size_t row_size(int32_t vocab)
{
	return ROW_HEAD + ((size_t)vocab + 1) / 2 * 2 * sizeof(uint16_t);
}

static bool read_head(struct ck_logprobs *l, struct ck_arena *a)
{
	struct head h;
	struct stat st;
	if (!ck_stat_regular(l->fd, l->path, &st))
		return false;
	if ((uint64_t)st.st_size < sizeof h || !ck_pread(l->fd, l->path, &h, sizeof h, 0) || memcmp(h.magic, magic, sizeof magic))
		return ck_error(l->path, "no log-probabilities: does not begin with %.8s", magic);
	if (h.window < 3 || h.vocab < 1 || h.windows < 1)
		return ck_error(l->path, "%" PRId32 " windows of %" PRId32 " tokens, vocabulary %" PRId32 ": not possible",
			h.windows, h.window, h.vocab);
	l->window = h.window;
	l->vocab = h.vocab;
	l->windows = h.windows;
	l->scored = ck_scored_rows(h.window);
	uint64_t tokens = (uint64_t)h.window * (uint64_t)h.windows, rows = (uint64_t)h.windows * (uint64_t)l->scored, bytes;
	if (__builtin_mul_overflow(rows, row_size(h.vocab), &bytes) || __builtin_add_overflow(bytes, sizeof h + 4 * tokens, &bytes)
		|| bytes != (uint64_t)st.st_size)
		return ck_error(l->path, "%" PRId64 " bytes are not %" PRId32 " windows of %" PRId32 " tokens with a vocabulary of %" PRId32,
			(int64_t)st.st_size, h.windows, h.window, h.vocab);
	l->token = ck_allocn(a, (size_t)tokens, sizeof *l->token);
	l->row = ck_alloc(a, row_size(h.vocab));
	if (!ck_pread(l->fd, l->path, l->token, (size_t)tokens * sizeof *l->token, sizeof h))
		return false;
	for (uint64_t i = 0; i < tokens; i++)
		if (l->token[i] < 0 || l->token[i] >= h.vocab)
			return ck_error(l->path, "token %" PRIu64 ", %" PRId32 ", is not in the vocabulary of %" PRId32, i, l->token[i], h.vocab);
	return true;
}

bool ck_logprobs_open(struct ck_logprobs *l, const char *path, struct ck_arena *a)
{
	*l = (struct ck_logprobs){ .path = path, .fd = ck_open_regular(path) };
	if (l->fd >= 0 && read_head(l, a))
		return true;
	ck_logprobs_close(l);
	return false;
}

void ck_logprobs_close(struct ck_logprobs *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

bool ck_logprobs_row(const struct ck_logprobs *l, int64_t window, int64_t i, float *logp)
{
	const size_t size = row_size(l->vocab);
	const uint64_t row = (uint64_t)(window * l->scored + i);
	float d[2];
	if (!ck_pread(l->fd, l->path, l->row, size, sizeof(struct head) + 4 * (uint64_t)l->window * (uint64_t)l->windows + row * size))
		return false;
	memcpy(d, l->row, sizeof d);
	if (!isfinite(d[0]) || !isfinite(d[1]) || d[0] < 0)
		return ck_error(l->path, "row %" PRIu64 ": scale %g and least %g are not possible", row, (double)d[0], (double)d[1]);
	const uint16_t *q = l->row + ROW_HEAD / sizeof *l->row;
	for (int32_t v = 0; v < l->vocab; v++)
		logp[v] = d[0] * (float)q[v] + d[1];
	return true;
}

void ck_logprobs_put_head(FILE *f, int32_t window, int32_t vocab, int32_t windows, const int32_t *token)
{
	struct head h = { .window = window, .vocab = vocab, .windows = windows };
	memcpy(h.magic, magic, sizeof magic);
	fwrite(&h, sizeof h, 1, f);
	fwrite(token, sizeof *token, (size_t)window * (size_t)windows, f);
}

void ck_logprobs_put_row(FILE *f, const float *logits, int32_t vocab, double log_sum)
{
	float max = logits[0], min = logits[0];
	for (int32_t v = 1; v < vocab; v++) {
		max = fmaxf(max, logits[v]);
		min = fminf(min, logits[v]);
	}
	min = fmaxf(min, max - CK_LOGPROBS_RANGE);
	const float d[2] = { (max - min) / UINT16_MAX, (float)((double)min - log_sum) };
	fwrite(d, sizeof d, 1, f);
	for (int32_t v = 0; v < vocab + (vocab & 1); v++) {
		uint16_t q = v < vocab && logits[v] > min ? (uint16_t)fminf(rintf((logits[v] - min) / d[0]), UINT16_MAX) : 0;
		fwrite(&q, sizeof q, 1, f);
	}
}
