#include "ppl.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"

static void add(struct ck_mean *m, double x)
{
	m->sum += x;
	m->squares += x * x;
	m->n++;
}

double ck_mean(const struct ck_mean *m)
{
	return m->n ? m->sum / (double)m->n : 0;
}

double ck_mean_error(const struct ck_mean *m)
{
	const double mean = ck_mean(m), variance = m->n ? m->squares / (double)m->n - mean * mean : 0;
	return m->n > 1 && variance > 0 ? sqrt(variance / (double)(m->n - 1)) : 0;
}

void ck_ppl_open(struct ck_ppl *p, struct ck_arena *a)
{
	const size_t n = (size_t)p->window;
	p->arena = a;
	p->id = ck_allocn(a, n, sizeof *p->id);
	p->pos = ck_allocn(a, n, sizeof *p->pos);
	p->slot = ck_allocn(a, n, sizeof *p->slot);
	p->row = ck_allocn(a, n, sizeof *p->row);
	p->logp = ck_allocn(a, (size_t)p->session->vocab, sizeof *p->logp);
	for (int64_t i = 0; i < p->window; i++)
		p->pos[i] = (int32_t)i;
}

static int32_t likeliest(const float *x, int32_t n)
{
	int32_t best = 0;
	for (int32_t i = 1; i < n; i++)
		if (x[i] > x[best])
			best = i;
	return best;
}

/* Sum of p_base (log p_base - log p) where p_base is above e^-16, as llama.cpp has it. */
static bool compare(struct ck_ppl *p, int64_t row, const float *logits, double log_sum, int32_t next)
{
	const int32_t vocab = (int32_t)p->session->vocab;
	double kl = 0;
	if (!ck_logprobs_row(p->base, p->windows, row, p->logp))
		return false;
	for (int32_t v = 0; v < vocab; v++)
		if (p->logp[v] > -CK_LOGPROBS_RANGE)
			kl += exp((double)p->logp[v]) * ((double)p->logp[v] - ((double)logits[v] - log_sum));
	if (!isfinite(kl))
		return ck_error(p->base->path, "window %" PRId64 ": log-probabilities that are none", p->windows);
	p->divergence = ck_grow(p->arena, p->divergence, (size_t)p->kl.n, sizeof *p->divergence);
	p->divergence[p->kl.n] = (float)kl;
	add(&p->kl, kl);
	add(&p->base_nll, -(double)p->logp[next]);
	add(&p->ratio, log_sum - (double)logits[next] + (double)p->logp[next]);
	p->same_top += likeliest(logits, vocab) == likeliest(p->logp, vocab);
	return true;
}

static bool score(struct ck_ppl *p, int64_t row, const float *logits, int32_t next)
{
	const int32_t vocab = (int32_t)p->session->vocab;
	const double max = (double)logits[likeliest(logits, vocab)];
	double sum = 0;
	for (int32_t v = 0; v < vocab; v++)
		sum += exp((double)logits[v] - max);
	const double log_sum = max + log(sum), nll = log_sum - (double)logits[next];
	if (!isfinite(nll))
		return ck_error(NULL, "window %" PRId64 ", position %" PRId64 ": logits that are no numbers", p->windows, p->window / 2 + row);
	add(&p->nll, nll);
	if (p->save)
		ck_logprobs_put_row(p->save, logits, vocab, log_sum);
	return !p->base || compare(p, row, logits, log_sum, next);
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

bool ck_ppl_window(struct ck_ppl *p, const int32_t *token)
{
	const struct ck_session_program *prefill = ck_session_program(p->session, "prefill");
	const int64_t first = p->window / 2, end = p->window - 1;
	if (!prefill)
		return ck_error(p->session->doc.path, "no program 'prefill'");
	memcpy(p->id, token, (size_t)p->window * sizeof *token);
	if (p->begin >= 0)
		p->id[0] = p->begin;
	for (int64_t at = 0, n; at < end; at += n) {
		const bool every = at >= first || prefill->outputs < 0;
		n = least((at < first ? first : end) - at, every ? least(prefill->max_rows, prefill->max_outputs) : prefill->max_rows);
		for (int64_t i = 0; i < n; i++)
			p->row[i] = (int32_t)i;
		const float *logits = ck_session_step(p->session, prefill,
			&(struct ck_rows){ p->id + at, p->pos + at, p->slot, p->row, n, every ? n : 0 });
		if (!logits)
			return false;
		for (int64_t i = 0; at >= first && i < n; i++)
			if (!score(p, at - first + i, logits + i * p->session->vocab, token[at + i + 1]))
				return false;
	}
	p->windows++;
	return true;
}

static int ascending(const void *x, const void *y)
{
	const float a = *(const float *)x, b = *(const float *)y;
	return (a > b) - (a < b);
}

double ck_ppl_quantile(struct ck_ppl *p, double part)
{
	if (!p->kl.n)
		return 0;
	qsort(p->divergence, (size_t)p->kl.n, sizeof *p->divergence, ascending);
	const double at = part * (double)(p->kl.n - 1), below = floor(at);
	const int64_t i = (int64_t)below, next = i + 1 < p->kl.n ? i + 1 : i;
	return (double)p->divergence[i] + (at - below) * ((double)p->divergence[next] - (double)p->divergence[i]);
}
