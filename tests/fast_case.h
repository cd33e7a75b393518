/* What fast kernels may make of the arguments of kernel_case.h: F64 results, and the bounds that the headers of ops state. */
#ifndef CK_TEST_FAST_CASE_H
#define CK_TEST_FAST_CASE_H

#include "act.h"
#include "kernel_case.h"

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
	const uint16_t *h = x;
	if (case_type(c, "x", "bf16x2"))
		return (double)ck_bf16_to_f32(h[t * 2 * K + k]) + ck_bf16_to_f32(h[(t * 2 + 1) * K + k]);
	return ck_bf16_to_f32(h[t * K + k]);
}

/* Sums of matmul.h, [T][N]. */
static struct fast fast_sums(const struct kcase *c, const char *operand, const void *x, const void *w, int64_t T, int64_t N, int64_t K)
{
	struct fast f = { fast_f64(T * N), fast_f64(T * N), T * N };
	float *row = fast_weight(c, operand, w, N, K);
	double *v = fast_f64(K);
	const double rounding = case_type(c, operand, "bf16") ? 0 : case_type(c, operand, "f16") ? 0x1p-16 : 0x1p-8;
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
		g.bound[i] = isfinite(g.y[i] * u.y[i])
			? (1.13 * g.bound[i] + (1 + most) * 0x1p-20) * (fabs(u.y[i]) + u.bound[i]) + fabs(act) * u.bound[i] + 0x1p-125 : INFINITY;
		g.y[i] = act * u.y[i];
	}
	fast_free(&u);
	return g;
}

static const struct fast_op {
	const char *op;
	struct fast (*expect)(const struct kcase *c);
} fast_ops[] = {
	{ "gated_matmul", fast_gated_matmul }, { "matmul", fast_matmul },
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
	return i % fast_dim(c, "N");
}

/* Makes row t the only one. */
static void fast_row(struct kcase *c, int64_t t)
{
	for (int i = 0; i < c->ndims; i++)
		if (!strcmp(c->dim[i].name, "T"))
			c->dim[i].value = 1;
	if (!strcmp(c->k->op, "matmul")) {
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
