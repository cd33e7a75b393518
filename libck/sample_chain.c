#include "sample_chain.h"

#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok.h"

static const char *const step_name[CK_STEPS] = { "penalties", "dry", "top_n_sigma", "top_k", "typ_p", "top_p", "min_p", "xtc",
	"temperature" };
static const uint8_t usual[] = { CK_STEP_PENALTIES, CK_STEP_DRY, CK_STEP_TOP_N_SIGMA, CK_STEP_TOP_K, CK_STEP_TYP_P, CK_STEP_TOP_P,
	CK_STEP_MIN_P, CK_STEP_XTC, CK_STEP_TEMPERATURE };
static const double ln2 = 0.693147180559945309417;

bool ck_chain_order(const char *text, struct ck_sample_options *o)
{
	o->nsteps = 0;
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, ";"), i = 0;
		while (i < CK_STEPS && (strlen(step_name[i]) != n || memcmp(step_name[i], p, n)))
			i++;
		if (i == CK_STEPS)
			return ck_error(NULL, "no sampler '%.*s'", (int)n, p);
		for (int k = 0; k < o->nsteps; k++)
			if (o->step[k] == i)
				return ck_error(NULL, "sampler '%s' is there twice", step_name[i]);
		o->step[o->nsteps++] = (uint8_t)i;
		p += n + (p[n] == ';');
	}
	return true;
}

const uint8_t *ck_sample_breakers(const struct ck_tok *t, const char *const *characters, int32_t vocab, struct ck_arena *a)
{
	uint8_t *breaker = ck_alloc(a, (size_t)vocab);
	char *piece = ck_alloc(a, ck_tok_longest(t));
	for (int32_t id = 0; id < vocab && id < ck_tok_count(t); id++) {
		const size_t n = ck_tok_piece(t, id, true, piece);
		for (const char *const *c = characters; *c; c++)
			breaker[id] |= !(*c)[1] && memchr(piece, **c, n);
	}
	return breaker;
}

bool ck_chain_wanted(const struct ck_sample_options *o)
{
	bool order = o->nsteps >= 0 && (o->nsteps != sizeof usual || memcmp(o->step, usual, sizeof usual));
	return order || o->presence != 0 || o->frequency != 0 || o->nbias || o->dry_multiplier > 0 || o->top_n_sigma > 0 || o->typical_p < 1
		|| o->xtc_probability > 0 || o->dyn_range > 0 || o->mirostat;
}

struct ck_chain *ck_chain_new(const struct ck_sample_options *o, int32_t vocab, struct ck_arena *a)
{
	struct ck_chain *c = ck_alloc(a, sizeof *c);
	c->v = ck_allocn(a, (size_t)vocab, sizeof *c->v);
	c->w = ck_allocn(a, (size_t)vocab, sizeof *c->w);
	c->count = ck_allocn(a, (size_t)vocab, sizeof *c->count);
	c->repeats = ck_allocn(a, (size_t)o->dry_window, sizeof *c->repeats);
	c->mu = 2 * o->tau;
	return c;
}

/* 2 atanh((m - 1) / (m + 1)) for m within a factor of sqrt 2 of 1. */
double ck_sample_log(double x)
{
	union { double d; uint64_t u; } b = { .d = x };
	int e = 0;
	if (b.u < 1ull << 52) { /* subnormal */
		b.d = x * 0x1p54;
		e = -54;
	}
	e += (int)(b.u >> 52) - 1023;
	b.u = (b.u & ((1ull << 52) - 1)) | 1023ull << 52;
	if (b.d > 1.4142135623730951) {
		b.d *= 0.5;
		e++;
	}
	const double s = (b.d - 1) / (b.d + 1), s2 = s * s;
	double sum = 0;
	for (int i = 23; i > 0; i -= 2) { /* |s| < 0.172: what is left out is below 1e-18 */
		sum *= s2;
		sum += 1.0 / i;
	}
	sum *= 2 * s;
	const double high = e * 6.93147180369123816490e-01, low = e * 1.90821492927058770002e-10; /* ln 2 in two parts */
	sum += low;
	return high + sum;
}

static double power(double x, double y)
{
	if (!(x > 0))
		return y == 0;
	const double l = y * ck_sample_log(x);
	return l > 0 ? 1 / ck_sample_exp(-l) : ck_sample_exp(l);
}

static int by_logit(const void *x, const void *y)
{
	const struct ck_chain_candidate *a = x, *b = y;
	return a->logit != b->logit ? (a->logit < b->logit) - (a->logit > b->logit) : (a->id > b->id) - (a->id < b->id);
}

static void sort(struct ck_chain *c)
{
	if (!c->sorted)
		qsort(c->v, (size_t)c->n, sizeof *c->v, by_logit);
	c->sorted = true;
}

/* Sorts, and sets probabilities that sum to 1. */
static void softmax(struct ck_chain *c)
{
	double sum = 0;
	sort(c);
	for (int32_t i = 0; i < c->n; i++) {
		c->v[i].p = c->v[i].logit == c->v[0].logit ? 1 : ck_sample_exp(c->v[i].logit - c->v[0].logit);
		sum += c->v[i].p;
	}
	for (int32_t i = 0; i < c->n; i++)
		c->v[i].p /= sum;
}

static double entropy(const struct ck_chain *c)
{
	double h = 0;
	for (int32_t i = 0; i < c->n; i++) {
		const double p = c->v[i].p;
		if (p > 0)
			h -= p * ck_sample_log(p);
	}
	return h;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void penalties(struct ck_sampler *s)
{
	const struct ck_sample_options *o = &s->opt;
	struct ck_chain *c = s->chain;
	const int64_t n = least((int64_t)s->accepted, o->window);
	if (!n || (o->repeat_penalty == 1 && o->presence == 0 && o->frequency == 0))
		return;
	for (int64_t i = 0; i < n; i++)
		c->count[ck_sample_recent(s, i)]++;
	for (int32_t i = 0; i < c->n; i++) {
		double *l = &c->v[i].logit;
		const int32_t times = c->count[c->v[i].id];
		if (!times)
			continue;
		*l = *l > 0 ? *l / o->repeat_penalty : *l * o->repeat_penalty;
		const double loss = times * o->frequency;
		*l -= loss + o->presence;
	}
	for (int64_t i = 0; i < n; i++)
		c->count[ck_sample_recent(s, i)] = 0;
	c->sorted = false;
}

static void dry(struct ck_sampler *s)
{
	const struct ck_sample_options *o = &s->opt;
	struct ck_chain *c = s->chain;
	const int64_t n = least((int64_t)s->accepted, o->dry_window);
	int64_t most = n; /* longest repetition: up to the last breaker */
	if (!(o->dry_multiplier > 0) || o->dry_base < 1 || n <= o->dry_allowed)
		return;
	for (int64_t i = 0; o->breaker && i < n; i++)
		if (o->breaker[ck_sample_recent(s, i)]) {
			most = i;
			break;
		}
	if (most < o->dry_allowed)
		return;
	/* repeats[k]: how many tokens before and with the one k back are the last ones of the text (the Z-function, backwards). */
	for (int64_t k = 1, lo = 0, hi = 0; k < n; k++) {
		int64_t z = k < hi ? least(hi - k, c->repeats[k - lo]) : 0;
		while (k + z < n && ck_sample_recent(s, z) == ck_sample_recent(s, k + z))
			z++;
		if (k + z > hi) {
			lo = k;
			hi = k + z;
		}
		c->repeats[k] = (int32_t)z;
	}
	for (int64_t k = 1; k < n; k++) {
		const int32_t z = (int32_t)least(c->repeats[k], most), next = ck_sample_recent(s, k - 1);
		if (z >= o->dry_allowed && z + 1 > c->count[next])
			c->count[next] = z + 1;
	}
	for (int32_t i = 0; i < c->n; i++) {
		const int32_t z = c->count[c->v[i].id] - 1;
		if (z < 0 || (o->breaker && o->breaker[c->v[i].id]))
			continue;
		double exponent = z - o->dry_allowed;
		if (o->dry_base > 1.000001) { /* as F32 has no larger power */
			const int most_exponent = (int)(88.7228391 / ck_sample_log(o->dry_base));
			exponent = exponent > most_exponent ? most_exponent : exponent;
		}
		const double loss = o->dry_multiplier * power(o->dry_base, exponent);
		c->v[i].logit -= loss;
	}
	for (int64_t k = 0; k < n; k++)
		c->count[ck_sample_recent(s, k)] = 0;
	c->sorted = false;
}

static void top_n_sigma(struct ck_chain *c, double n)
{
	double max = 0, sum = 0, squares = 0;
	int32_t valid = 0;
	for (int32_t i = 0; i < c->n; i++) {
		const double l = c->v[i].logit;
		if (l == -__builtin_inf())
			continue;
		max = !valid || l > max ? l : max;
		sum += l;
		valid++;
	}
	if (!(n > 0) || c->n < 2 || !valid)
		return;
	for (int32_t i = 0; i < c->n; i++) {
		const double d = c->v[i].logit - sum / valid;
		if (c->v[i].logit != -__builtin_inf())
			squares += d * d;
	}
	const double far = n * n * (squares / valid); /* the square of n standard deviations: no root is taken */
	for (int32_t i = 0; i < c->n; i++) {
		const double d = max - c->v[i].logit;
		if (d * d > far)
			c->v[i].logit = -__builtin_inf();
	}
	c->sorted = false;
}

/* Restores the heap whose root, at i, may stand before its children: the root is the last in order. */
static void sift(struct ck_chain_candidate *v, int32_t n, int32_t i)
{
	const struct ck_chain_candidate x = v[i];
	for (int32_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && by_logit(&v[child], &v[child + 1]) < 0)
			child++;
		if (by_logit(&x, &v[child]) >= 0)
			break;
		v[i] = v[child];
	}
	v[i] = x;
}

static void top_k(struct ck_chain *c, int32_t k)
{
	if (k <= 0 || k >= c->n)
		return;
	for (int32_t i = k / 2; !c->sorted && i-- > 0;)
		sift(c->v, k, i);
	for (int32_t i = k; !c->sorted && i < c->n; i++)
		if (by_logit(&c->v[i], &c->v[0]) < 0) {
			c->v[0] = c->v[i];
			sift(c->v, k, 0);
		}
	c->n = k;
	sort(c);
}

static void keep(struct ck_chain *c, int32_t n)
{
	c->n = n < 1 ? 1 : n;
}

static void top_p(struct ck_chain *c, double p)
{
	double sum = 0;
	int32_t n = 0;
	if (p >= 1)
		return;
	softmax(c);
	while (n < c->n && (sum += c->v[n++].p) < p)
		;
	keep(c, n);
}

static void min_p(struct ck_chain *c, double p)
{
	if (!(p > 0))
		return;
	softmax(c);
	int32_t n = c->n;
	while (n > 1 && c->v[n - 1].p < p * c->v[0].p)
		n--;
	c->n = n;
}

static int by_shift(const void *x, const void *y)
{
	const struct ck_chain_candidate *a = x, *b = y; /* logit: how far its surprise is from the entropy; id: its place */
	return a->logit != b->logit ? (a->logit > b->logit) - (a->logit < b->logit) : (a->id > b->id) - (a->id < b->id);
}

static void typ_p(struct ck_chain *c, double p)
{
	if (p >= 1)
		return;
	softmax(c);
	const double h = entropy(c);
	for (int32_t i = 0; i < c->n; i++) {
		const double d = c->v[i].p > 0 ? -ck_sample_log(c->v[i].p) - h : __builtin_inf();
		c->w[i] = (struct ck_chain_candidate){ .logit = d < 0 ? -d : d, .p = c->v[i].p, .id = i };
	}
	qsort(c->w, (size_t)c->n, sizeof *c->w, by_shift);
	double sum = 0;
	int32_t n = 0;
	while (n < c->n && (sum += c->w[n++].p) <= p)
		;
	for (int32_t i = 0; i < n; i++)
		c->w[i] = c->v[c->w[i].id];
	memcpy(c->v, c->w, (size_t)n * sizeof *c->v);
	c->n = n;
	c->sorted = false;
}

static void xtc(struct ck_sampler *s)
{
	const struct ck_sample_options *o = &s->opt;
	struct ck_chain *c = s->chain;
	if (!(o->xtc_probability > 0) || o->xtc_threshold > 0.5 || c->n < 2 || ck_rng_unit(&s->rng) > o->xtc_probability)
		return;
	softmax(c);
	int32_t last = 0;
	while (last + 1 < c->n && c->v[last + 1].p >= o->xtc_threshold)
		last++;
	memmove(c->v, c->v + last, (size_t)(c->n - last) * sizeof *c->v);
	c->n -= last;
}

static void temperature(struct ck_chain *c, const struct ck_sample_options *o)
{
	double t = o->temperature;
	if (o->dyn_range > 0) {
		if (c->n < 2)
			return;
		softmax(c);
		const double low = t > o->dyn_range ? t - o->dyn_range : 0, high = t + o->dyn_range;
		const double part = power(entropy(c) / ck_sample_log(c->n), o->dyn_exponent);
		t = low + (high - low) * part;
	}
	if (!(t > 0)) {
		sort(c);
		c->n = 1;
	}
	for (int32_t i = 0; t > 0 && i < c->n; i++)
		c->v[i].logit /= t;
}

static void mirostat(struct ck_sampler *s)
{
	enum { M = 100 };
	struct ck_chain *c = s->chain;
	temperature(c, &(struct ck_sample_options){ .temperature = s->opt.temperature });
	softmax(c);
	if (s->opt.mirostat == 2) {
		int32_t n = 0;
		while (n < c->n && c->v[n].p > 0 && -ck_sample_log(c->v[n].p) / ln2 <= c->mu)
			n++;
		keep(c, n);
		return;
	}
	double products = 0, squares = 0;
	for (int32_t i = 0; i < M - 1 && i < c->n - 1 && c->v[i + 1].p > 0; i++) {
		const double t = ck_sample_log((double)(i + 2) / (i + 1)), b = ck_sample_log(c->v[i].p / c->v[i + 1].p);
		products += t * b;
		squares += t * t;
	}
	const double exponent = products / squares, e = exponent - 1;
	const double k = power(e * power(2, c->mu) / (1 - power(s->vocab, -e)), 1 / exponent);
	keep(c, squares > 0 && k >= 1 ? k < c->n ? (int32_t)k : c->n : 1);
}

bool ck_chain_apply(struct ck_sampler *s, const float *logits)
{
	const struct ck_sample_options *o = &s->opt;
	struct ck_chain *c = s->chain;
	c->n = 0;
	c->sorted = false;
	for (int32_t id = 0; id < s->vocab; id++)
		c->v[id] = (struct ck_chain_candidate){ .logit = (double)logits[id], .id = id };
	for (size_t i = 0; i < o->nbias; i++)
		c->v[o->bias[i].id].logit += o->bias[i].add;
	for (int32_t id = 0; id < s->vocab; id++)
		if (c->v[id].logit == c->v[id].logit)
			c->v[c->n++] = c->v[id];
	if (!c->n)
		return false;
	if (o->mirostat)
		mirostat(s);
	const uint8_t *step = o->nsteps < 0 ? usual : o->step;
	const int steps = o->mirostat ? 0 : o->nsteps < 0 ? (int)sizeof usual : o->nsteps;
	for (int i = 0; i < steps; i++)
		switch (step[i]) {
		case CK_STEP_PENALTIES: penalties(s); break;
		case CK_STEP_DRY: dry(s); break;
		case CK_STEP_TOP_N_SIGMA: top_n_sigma(c, o->top_n_sigma); break;
		case CK_STEP_TOP_K: top_k(c, o->top_k); break;
		case CK_STEP_TYP_P: typ_p(c, o->typical_p); break;
		case CK_STEP_TOP_P: top_p(c, o->top_p); break;
		case CK_STEP_MIN_P: min_p(c, o->min_p); break;
		case CK_STEP_XTC: xtc(s); break;
		default: temperature(c, o);
		}
	softmax(c);
	return true;
}

int32_t ck_chain_sample(struct ck_sampler *s, const float *logits)
{
	struct ck_chain *c = s->chain;
	if (!ck_chain_apply(s, logits))
		return -1;
	int32_t i = 0;
	if (c->n > 1) { /* one is no choice: no number is drawn */
		const double u = ck_rng_unit(&s->rng);
		for (double at = c->v[0].p; i < c->n - 1 && !(at > u);)
			at += c->v[++i].p;
	}
	while (i > 0 && c->v[i].p == 0)
		i--;
	if (s->opt.mirostat) {
		const double error = -ck_sample_log(c->v[i].p) / ln2 - s->opt.tau;
		c->mu -= s->opt.eta * error;
	}
	return c->v[i].id;
}
