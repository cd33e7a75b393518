#include "sample.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sample_chain.h"

void ck_sampler_init(struct ck_sampler *s, const struct ck_sample_options *opt, int32_t vocab, struct ck_arena *a)
{
	*s = (struct ck_sampler){ .opt = *opt, .vocab = vocab };
	ck_rng_seed(&s->rng, opt->seed, 54);
	s->candidate = ck_allocn(a, (size_t)vocab, sizeof *s->candidate);
	s->room = (size_t)(opt->window > opt->dry_window ? opt->window : opt->dry_window);
	s->recent = ck_allocn(a, s->room, sizeof *s->recent);
	s->chain = ck_chain_wanted(opt) ? ck_chain_new(opt, vocab, a) : NULL;
	s->penalized = ck_allocn(a, (size_t)vocab, 1);
}

void ck_sample_accept(struct ck_sampler *s, int32_t id)
{
	if (s->room > 0)
		s->recent[s->accepted++ % s->room] = id;
}

/* 1/14! to 1/1!. */
static const double coefficient[14] = {
	1 / 87178291200.0, 1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0,
	1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 1 / 2.0, 1.0,
};

/* Every product stands in a statement of its own, so that no compiler contracts it into a fused operation. */
double ck_sample_exp(double x)
{
	if (!(x > -708))
		return 0;
	int n = (int)(x * 1.4426950408889634 - 0.5);
	double high = n * 6.93147180369123816490e-01; /* ln 2 in two parts; this product is exact */
	double low = n * 1.90821492927058770002e-10;
	double r = x - high;
	r -= low;
	double sum = 0;
	for (int i = 0; i < 14; i++) { /* |r| < 0.35: what is left out is below 1e-17 */
		sum += coefficient[i];
		sum *= r;
	}
	sum += 1;
	union { uint64_t u; double d; } scale = { .u = (uint64_t)(n + 1023) << 52 };
	return sum * scale.d;
}

static float penalized(const struct ck_sampler *s, float logit)
{
	double l = logit;
	return (float)(l > 0 ? l / s->opt.repeat_penalty : l * s->opt.repeat_penalty);
}

static bool before(const struct ck_candidate *a, const struct ck_candidate *b)
{
	return a->logit > b->logit || (a->logit == b->logit && a->id < b->id);
}

static int compare(const void *a, const void *b)
{
	return before(a, b) ? -1 : 1;
}

/* Restores the heap whose root, at i, may stand before its children: the root is the last in order. */
static void sift(struct ck_candidate *c, int32_t n, int32_t i)
{
	struct ck_candidate x = c[i];
	for (int32_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && before(&c[child], &c[child + 1]))
			child++;
		if (!before(&x, &c[child]))
			break;
		c[i] = c[child];
	}
	c[i] = x;
}

typedef float lanes __attribute__((vector_size(16), aligned(4), may_alias));
typedef int64_t masks __attribute__((vector_size(16)));

/* How many of n logits, a multiple of 16 of them, are not above one. */
static int32_t run_below(const float *logits, int32_t n, float one)
{
	int32_t i = 0;
	for (; i + 16 <= n; i += 16) {
		const lanes *v = (const lanes *)(const void *)(logits + i);
		const masks any = (masks)(v[0] > one) | (masks)(v[1] > one) | (masks)(v[2] > one) | (masks)(v[3] > one);
		if (any[0] | any[1])
			break;
	}
	return i;
}

/* The first k candidates, in order; NaN is none. Only those that are among the first of what was seen are ever stored. */
static int32_t take_first(struct ck_sampler *s, const float *logits, int32_t k)
{
	struct ck_candidate *c = s->candidate;
	int32_t n = 0;
	const bool lowers = s->opt.repeat_penalty >= 1; /* or leaves it as it is */
	for (int32_t id = 0; id < s->vocab; id++) {
		if (n == k && lowers && id % 16 == 0) {
			id += run_below(logits + id, s->vocab - id, c[0].logit);
			if (id == s->vocab)
				break;
		}
		const float logit = s->penalized[id] ? penalized(s, logits[id]) : logits[id];
		if (n == k && !(logit > c[0].logit))
			continue; /* the last in order has a smaller id */
		if (logit != logit)
			continue;
		if (n == k) {
			c[0] = (struct ck_candidate){ logit, id, 0 };
			sift(c, k, 0);
			continue;
		}
		c[n++] = (struct ck_candidate){ logit, id, 0 };
		for (int32_t i = k / 2; n == k && i-- > 0;)
			sift(c, k, i);
	}
	qsort(c, (size_t)n, sizeof *c, compare);
	return n;
}

/* Unnormalized probabilities, the first 1; returns their sum. */
static double weigh(struct ck_candidate *c, int32_t n, double temperature)
{
	double sum = 0;
	for (int32_t i = 0; i < n; i++) {
		double d = (double)c[i].logit - (double)c[0].logit;
		c[i].p = c[i].logit == c[0].logit ? 1 : ck_sample_exp(d / temperature);
		sum += c[i].p;
	}
	return sum;
}

static int32_t keep_top_p(struct ck_candidate *c, int32_t n, double top_p)
{
	double need = top_p * weigh(c, n, 1), sum = 0;
	for (int32_t i = 0; i < n; i++)
		if ((sum += c[i].p) >= need)
			return i + 1;
	return n;
}

static int32_t keep_min_p(struct ck_candidate *c, int32_t n, double min_p)
{
	weigh(c, n, 1);
	while (n > 1 && c[n - 1].p < min_p)
		n--;
	return n;
}

int32_t ck_sample(struct ck_sampler *s, const float *logits)
{
	const struct ck_sample_options *o = &s->opt;
	struct ck_candidate *c = s->candidate;
	if (s->chain)
		return ck_chain_sample(s, logits);
	size_t nrecent = s->accepted < (size_t)o->window ? s->accepted : (size_t)o->window;
	const bool penalize = o->repeat_penalty != 1;
	const int32_t most = !(o->temperature > 0) ? 1 : o->top_k > 0 && o->top_k < s->vocab ? o->top_k : s->vocab;

	for (size_t i = 0; penalize && i < nrecent; i++)
		s->penalized[ck_sample_recent(s, (int64_t)i)] = 1;
	int32_t n = take_first(s, logits, most);
	for (size_t i = 0; penalize && i < nrecent; i++)
		s->penalized[ck_sample_recent(s, (int64_t)i)] = 0;
	if (!n)
		return -1;
	if (!(o->temperature > 0))
		return c[0].id;
	if (o->top_p < 1)
		n = keep_top_p(c, n, o->top_p);
	if (o->min_p > 0)
		n = keep_min_p(c, n, o->min_p);
	double sum = weigh(c, n, o->temperature), u = ck_rng_unit(&s->rng) * sum, at = 0;
	for (int32_t i = 0; i < n; i++)
		if ((at += c[i].p) > u)
			return c[i].id;
	return c[n - 1].id;
}
