/* What fast kernels may make of the arguments of kernel_case.h: F64 results, and the bounds that the headers of ops state. */
#ifndef CK_TEST_FAST_CASE_H
#define CK_TEST_FAST_CASE_H

#include <float.h>

#include "act.h"
#include "cache.h"
#include "kernel_case.h"
#include "kv.h"

/* Of output element i: its value, NaN if that is not finite, and how far from it a kernel may be. Where |x w| sum up to more
 * than F32 holds, nothing is said. */
struct fast {
	double *y, *bound;
	int64_t n;
};

static double *fast_f64(int64_t n)
{
	double *p = calloc((size_t)n, sizeof *p);
	if (!p)
		abort();
	return p;
}

static void fast_free(struct fast *f)
{
	free(f->y);
	free(f->bound);
}

/* n rows of K weights, by the reference that gathers rows. */
static float *fast_weight(const struct kcase *c, const char *operand, const void *w, int64_t n, int64_t K)
{
	char name[32], symbol[64];
	float *rows = calloc((size_t)(n * K), sizeof *rows);
	int32_t *id = calloc((size_t)n, sizeof *id);
	if (!rows || !id)
		abort();
	for (int64_t i = 0; i < n; i++)
		id[i] = (int32_t)i;
	snprintf(symbol, sizeof symbol, "ck_embedding_%s_n16_ref", case_named(c->k->dtypes, operand, name));
	const struct ck_embedding a = { .y = rows, .id = id, .w = w, .T = n, .V = n, .E = K, .scale = 1 };
	ck_kernel_named(symbol)->fn(&a, 0, n);
	free(id);
	return rows;
}

static double fast_x(const struct kcase *c, const void *x, int64_t t, int64_t k, int64_t K)
{
	const int terms = case_type(c, "x", "bf16x3") ? 3 : case_type(c, "x", "bf16x2") ? 2 : 1;
	double v = 0;
	for (int i = 0; i < terms; i++)
		v += ck_bf16_to_f32(((const uint16_t *)x)[(t * terms + i) * K + k]);
	return v;
}

/* Sums of matmul.h, [T][N]. */
static struct fast fast_sums(const struct kcase *c, const char *operand, const void *x, const void *w, int64_t T, int64_t N,
	int64_t K)
{
	struct fast f = { fast_f64(T * N), fast_f64(T * N), T * N };
	float *row = fast_weight(c, operand, w, N, K);
	double *v = fast_f64(K);
	const double rounding = case_type(c, operand, "bf16") ? 0 : case_type(c, operand, "f16") ? 0x1p-16
		: case_type(c, operand, "f32") ? 0x1p-23 : 0x1p-8;
	for (int64_t t = 0; t < T; t++) {
		for (int64_t k = 0; k < K; k++)
			v[k] = fast_x(c, x, t, k, K);
		for (int64_t n = 0; n < N; n++) {
			double y = 0, sum = 0, most = 0;
			for (int64_t k = 0; k < K; k++) {
				const double a = v[k], b = row[n * K + k];
				y += a * b;
				sum += fabs(a * b);
				most = fmax(most, fmax(fabs(a), fabs(b)));
			}
			f.y[t * N + n] = isfinite(sum) ? y : NAN;
			f.bound[t * N + n] = sum > 0x1p126 ? INFINITY
				: sum * (rounding + (double)(K + 2) * 0x1p-23) + (double)K * 0x1p-125 * (1 + most);
		}
	}
	free(v);
	free(row);
	return f;
}

static struct fast fast_matmul(const struct kcase *c)
{
	const struct ck_matmul *a = &c->a.matmul;
	struct fast f = fast_sums(c, "w", a->x, a->w, a->T, a->N, a->K);
	for (int64_t i = 0; i < f.n; i++) {
		const double b = a->b ? a->b[i % a->N] : 0, r = a->r ? a->r[i] : 0;
		f.y[i] += b + r;
		f.bound[i] += (fabs(b) + fabs(r)) * 0x1p-22;
		if (!isfinite(f.y[i]))
			f.y[i] = NAN;
	}
	return f;
}

static double fast_act(enum ck_act act, double x)
{
	switch (act) {
	case CK_SILU:
		return x / (1 + exp(-x));
	case CK_SIGMOID:
		return 1 / (1 + exp(-x));
	case CK_GELU_TANH:
		return 0.5 * x * (1 + tanh(0.7978845608028654 * x * (1 + 0.044715 * x * x)));
	}
	return NAN;
}

static struct fast fast_gated_matmul(const struct kcase *c)
{
	const struct ck_gated_matmul *a = &c->a.gated_matmul;
	struct fast g = fast_sums(c, "g", a->x, a->g, a->T, a->N, a->K), u = fast_sums(c, "u", a->x, a->u, a->T, a->N, a->K);
	for (int64_t i = 0; i < g.n; i++) {
		const double most = fabs(g.y[i]) + g.bound[i], act = fast_act(a->act, g.y[i]);
		/* the slope of an activation is below 1.13; its own error, 2^-20 of 1 + |g| */
		const double off = 1.13 * g.bound[i] + (1 + most) * 0x1p-20, times = fabs(u.y[i]) + u.bound[i];
		g.bound[i] = isfinite(g.y[i] * u.y[i]) ? off * times + fabs(act) * u.bound[i] + 0x1p-125 : INFINITY;
		g.y[i] = act * u.y[i];
		if (fabs(g.y[i]) + g.bound[i] > FLT_MAX)
			g.bound[i] = INFINITY;
	}
	fast_free(&u);
	return g;
}

/* A cache in F32; NaN where bf16 does not hold the element. */
static float *fast_cache(const struct kcase *c, const void *cache, int64_t n)
{
	char name[32];
	const char *type = case_named(c->k->dtypes, "kc", name);
	ck_cache_get_fn *get = !strcmp(type, "f32") ? ck_cache_get_f32 : !strcmp(type, "f16") ? ck_cache_get_f16
		: !strcmp(type, "bf16") ? ck_cache_get_bf16 : ck_cache_get_q8_0;
	float *x = calloc((size_t)n, sizeof *x);
	if (!x)
		abort();
	for (int64_t i = 0; i < n; i++) {
		x[i] = get(cache, i);
		if (!(fabsf(x[i]) < 0x1.ffp127f))
			x[i] = NAN;
	}
	return x;
}

/* Query head h of row t, over caches in F32: y and bounds of D elements. */
static void fast_attention_head(const struct ck_attention *a, const float *kc, const float *vc, int64_t t, int64_t h, double *y,
	double *bound)
{
	const int64_t D = a->D, kv = h / (a->H / a->KV), pos = a->pos[t];
	const int64_t start = a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0, n = pos - start + 1;
	const float *q = a->q + (t * a->H + h) * D;
	double *s = fast_f64(n), *sum = fast_f64(D), delta = 0, top = -INFINITY, least = INFINITY, total = 0, most = 0;
	bool held = true, said = true;
	for (int64_t d = 0; d < D; d++) {
		held &= fabsf(q[d]) < 0x1.ffp127f;
		y[d] = 0;
	}
	for (int64_t p = 0; p < n; p++) {
		const float *k = kc + ck_kv_row(a->pages, a->slot[t] * a->PS, start + p, kv, a->KV) * D;
		double of = 0;
		for (int64_t d = 0; d < D; d++) {
			const double x = (double)q[d] * k[d];
			s[p] += x;
			of += fabs(x);
		}
		held &= !isnan(of);
		said &= of < 0x1p100;
		s[p] *= a->scale;
		delta = fmax(delta, of * a->scale * (3.1 * 0x1p-16 + (double)(D + 6) * 0x1p-22) + fabs(s[p]) * 0x1p-22);
		s[p] = a->softcap > 0 ? a->softcap * tanh(s[p] / a->softcap) : s[p];
		top = fmax(top, s[p]);
		least = fmin(least, s[p]);
	}
	delta += (top - least + fabs(top) + a->softcap) * 0x1p-22;
	const double e = expm1(delta) + 0x1p-16 + 0x1p-19;
	for (int64_t p = 0; p < n; p++)
		total += s[p] = exp(s[p] - top);
	for (int64_t p = 0; p < n; p++) {
		const float *v = vc + ck_kv_row(a->pages, a->slot[t] * a->PS, start + p, kv, a->KV) * D;
		for (int64_t d = 0; d < D; d++) {
			const double x = s[p] / total * v[d];
			held &= !isnan(v[d]);
			most = fmax(most, fabs((double)v[d]));
			y[d] += x;
			sum[d] += fabs(x);
		}
	}
	for (int64_t d = 0; d < D; d++) {
		y[d] = held ? y[d] : NAN;
		bound[d] = held && !(said && e < 0.5) ? INFINITY
			: sum[d] * (2 * e / (1 - e) + 0x1p-15 + (double)(n + 8) * 0x1p-22) + (double)n * 0x1p-120 * (1 + most);
	}
	free(s);
	free(sum);
}

static struct fast fast_attention(const struct kcase *c)
{
	const struct ck_attention *a = &c->a.attention;
	const int64_t n = a->T * a->H * a->D, size = a->PG * a->KV * CK_KV_PAGE * a->D;
	struct fast f = { fast_f64(n), fast_f64(n), n };
	float *kc = fast_cache(c, a->kc, size), *vc = fast_cache(c, a->vc, size);
	for (int64_t t = 0; t < a->T; t++)
		for (int64_t h = 0; h < a->H; h++)
			fast_attention_head(a, kc, vc, t, h, f.y + (t * a->H + h) * a->D, f.bound + (t * a->H + h) * a->D);
	free(kc);
	free(vc);
	return f;
}

/* Element d of a row that a step brings, as the ring will keep it; NaN where bf16 does not hold it. */
static float fast_stored(const struct kcase *c, const float *row, int64_t d)
{
	char name[32];
	const char *type = case_named(c->k->dtypes, "kc", name);
	ck_cache_round_fn *round = !strcmp(type, "f32") ? ck_cache_round_f32 : !strcmp(type, "f16") ? ck_cache_round_f16
		: !strcmp(type, "bf16") ? ck_cache_round_bf16 : ck_cache_round_q8_0;
	const float x = round(row, d);
	return fabsf(x) < 0x1.ffp127f ? x : NAN;
}

/* Pages of a slot's last W positions before a step, and of those that it brings, as attention would have them. */
static void fast_unroll(const struct kcase *c, int32_t slot, const float *ring, const float *rows, const struct ck_attention *to, float *cache)
{
	const struct ck_ring_attention *a = &c->a.ring_attention;
	const int64_t D = a->D;
	int64_t first = -1;
	for (int64_t t = 0; t < a->T; t++)
		if (a->slot[t] == slot) {
			first = first < 0 ? a->pos[t] : first;
			for (int64_t i = 0; i < a->KV * D; i++)
				cache[ck_kv_row(to->pages, slot * to->PS, a->pos[t], i / D, a->KV) * D + i % D] =
					fast_stored(c, rows + (t * a->KV + i / D) * D, i % D);
		}
	for (int64_t p = first > a->W ? first - a->W : 0; p < first; p++)
		for (int64_t i = 0; i < a->KV * D; i++)
			cache[ck_kv_row(to->pages, slot * to->PS, p, i / D, a->KV) * D + i % D] =
				ring[((slot * a->KV + i / D) * a->W + p % a->W) * D + i % D];
}

static struct fast fast_ring_attention(const struct kcase *c)
{
	const struct ck_ring_attention *a = &c->a.ring_attention;
	enum { PAGES = 4 }; /* case_mixed_rows stays below 1024 */
	int32_t pages[4 * PAGES];
	struct ck_attention of = { .q = a->q, .pos = a->pos, .slot = a->slot, .pages = pages, .T = a->T, .H = a->H, .KV = a->KV, .D = a->D,
		.S = a->S, .PS = PAGES, .window = a->W, .scale = a->scale, .softcap = a->softcap };
	const int64_t n = a->T * a->H * a->D, size = a->S * PAGES * a->KV * CK_KV_PAGE * a->D, held = a->S * a->KV * a->W * a->D;
	struct fast f = { fast_f64(n), fast_f64(n), n };
	float *ring[2] = { fast_cache(c, a->kc, held), fast_cache(c, a->vc, held) }, *cache[2];
	for (int i = 0; i < 4 * PAGES; i++)
		pages[i] = i;
	for (int i = 0; i < 2; i++) {
		cache[i] = calloc((size_t)size, sizeof **cache);
		if (!cache[i])
			abort();
		for (int32_t s = 0; s < a->S; s++)
			fast_unroll(c, s, ring[i], i ? a->v : a->k, &of, cache[i]);
	}
	for (int64_t t = 0; t < a->T; t++)
		for (int64_t h = 0; h < a->H; h++)
			fast_attention_head(&of, cache[0], cache[1], t, h, f.y + (t * a->H + h) * a->D, f.bound + (t * a->H + h) * a->D);
	for (int i = 0; i < 2; i++) {
		free(cache[i]);
		free(ring[i]);
	}
	return f;
}

static const struct fast_op {
	const char *op;
	struct fast (*expect)(const struct kcase *c);
} fast_ops[] = {
	{ "attention", fast_attention }, { "gated_matmul", fast_gated_matmul }, { "matmul", fast_matmul },
	{ "ring_attention", fast_ring_attention },
};

static const struct fast_op *fast_op(const char *op)
{
	for (size_t i = 0; i < sizeof fast_ops / sizeof *fast_ops; i++)
		if (!strcmp(fast_ops[i].op, op))
			return &fast_ops[i];
	return NULL;
}

static int64_t fast_dim(const struct kcase *c, const char *name)
{
	for (int i = 0; i < c->ndims; i++)
		if (!strcmp(c->dim[i].name, name))
			return c->dim[i].value;
	abort();
}

static int64_t fast_rows(const struct kcase *c)
{
	return fast_dim(c, "T");
}

/* Item of the axis that output element i is of. */
static int64_t fast_item(const struct kcase *c, int64_t i)
{
	if (!strstr(c->k->op, "attention"))
		return i % fast_dim(c, "N");
	const int64_t H = fast_dim(c, "H"), D = fast_dim(c, "D");
	return i / D % H / (H / fast_dim(c, "KV")) * fast_dim(c, "T") + i / (H * D);
}

/* Makes row t the only one; or, of an op whose rows see those before, the last. */
static void fast_row(struct kcase *c, int64_t t)
{
	const bool ring = !strcmp(c->k->op, "ring_attention");
	for (int i = 0; i < c->ndims; i++)
		if (!strcmp(c->dim[i].name, "T"))
			c->dim[i].value = ring ? t + 1 : 1;
	if (ring) {
		c->a.ring_attention.T = t + 1;
	} else if (!strcmp(c->k->op, "attention")) {
		struct ck_attention *a = &c->a.attention;
		a->q += t * a->H * a->D;
		a->y += t * a->H * a->D;
		a->pos += t;
		a->slot += t;
		a->T = 1;
	} else if (!strcmp(c->k->op, "matmul")) {
		struct ck_matmul *a = &c->a.matmul;
		a->x = (const uint8_t *)a->x + case_bytes(c, "x", t * a->K);
		a->y += t * a->N;
		a->r = a->r ? a->r + t * a->N : NULL;
		a->T = 1;
	} else {
		struct ck_gated_matmul *a = &c->a.gated_matmul;
		a->x = (const uint8_t *)a->x + case_bytes(c, "x", t * a->K);
		a->y += t * a->N;
		a->T = 1;
	}
	c->items = case_expr(c, c->k->axis);
}

#endif
