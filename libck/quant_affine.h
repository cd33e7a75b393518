/* As quant_scaled.h, where values are d * scale * q - m * min and nothing of it is negative. */
#ifndef CK_QUANT_AFFINE_H
#define CK_QUANT_AFFINE_H

#include <math.h>
#include <stdbool.h>

#include "n16_block.h"
#include "quant_lanes.h"

/* A type, and how it is searched. */
struct ck_affine {
	int hi;                   /* q in [0, hi] */
	int sub;                  /* elements of a group */
	int scale_hi;             /* of integer scales and minima */
	float first, last, step;  /* starts: a group's range is hi * first, hi * (first + step) ... levels wide */
};

static const struct ck_affine ck_affine_q2_k = { .hi = 3, .sub = 16, .scale_hi = 15,
	.first = 0.9f, .last = 1.3f, .step = 0.4f };
static const struct ck_affine ck_affine_q4_k = { .hi = 15, .sub = 32, .scale_hi = 63,
	.first = 0.9f, .last = 1.2f, .step = 0.15f };
static const struct ck_affine ck_affine_q5_k = { .hi = 31, .sub = 32, .scale_hi = 63,
	.first = 0.93f, .last = 1.13f, .step = 0.1f };

enum {
	CK_AFFINE_TURNS = 3,   /* of rounding and least squares, from a start */
	CK_AFFINE_WINDOW = 2,  /* integer scales tried on either side */
	CK_AFFINE_ROUNDS = 3   /* of choosing integer scales and solving for d and m */
};

/* Of a group x with scale d and minimum m: squared error, sums of q, q q and x q. */
struct ck_affine_sums { float error, q, qq, xq; };

CK_LANES_INLINE struct ck_affine_sums ck_affine_measure(const float *x, float d, float m, const struct ck_affine *g)
{
	const float inverse = d != 0 ? 1 / d : 0;
	ck_lanes error = { 0 }, sum = { 0 }, qq = { 0 }, xq = { 0 };
	for (int i = 0; i < g->sub; i += CK_LANES) {
		const ck_lanes v = ck_load(x + i), q = ck_nearest(ck_clamp((v + m) * inverse, 0, (float)g->hi)), r = v + m - q * d;
		error += r * r;
		sum += q;
		qq += q * q;
		xq += v * q;
	}
	return (struct ck_affine_sums){ ck_sum(error), ck_sum(sum), ck_sum(qq), ck_sum(xq) };
}

struct ck_line { float d, m; };

/* For given q, of n elements with this sum: d q - m is nearest to x, m not negative. False: no positive d. */
CK_LANES_INLINE bool ck_affine_solve(struct ck_line *l, const struct ck_affine_sums *s, float sum, int n)
{
	const float det = (float)n * s->qq - s->q * s->q;
	if (det > 0) {
		l->d = ((float)n * s->xq - s->q * sum) / det;
		l->m = (l->d * s->q - sum) / (float)n;
		if (l->d > 0 && l->m >= 0)
			return true;
	}
	if (!(s->qq > 0 && s->xq > 0))
		return false;
	*l = (struct ck_line){ .d = s->xq / s->qq };
	return true;
}

/* The least error so far, and where it was. */
struct ck_affine_best { float error; struct ck_line at; };

CK_LANES_INLINE void ck_affine_descend(struct ck_affine_best *best, struct ck_line l, const float *x, float sum,
	const struct ck_affine *g)
{
	for (int i = 0; i < CK_AFFINE_TURNS; i++) {
		const struct ck_affine_sums s = ck_affine_measure(x, l.d, l.m, g);
		if (s.error < best->error)
			*best = (struct ck_affine_best){ s.error, l };
		if (!ck_affine_solve(&l, &s, sum, g->sub))
			break;
	}
}

/* A real scale and minimum for a group: its range, more or less of it cut off below, at both ends, above. */
CK_LANES_INLINE struct ck_line ck_affine_fit(const float *x, float sum, const struct ck_affine *g)
{
	float lo = 0, hi = x[0];
	for (int i = 0; i < g->sub; i++) {
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	const float range = hi - lo;
	struct ck_affine_best best = { INFINITY, { .m = -lo } };
	for (float at = g->first; at <= g->last && range > 0; at += g->step)
		for (float below = 0; below <= 1; below += 0.5f) {
			const float d = range / ((float)g->hi * at), rest = range - (float)g->hi * d;
			ck_affine_descend(&best, (struct ck_line){ d, fmaxf(0, -lo - rest * below) }, x, sum, g);
		}
	return best.at;
}

CK_LANES_INLINE int ck_affine_integer(float want, float d, const struct ck_affine *g)
{
	return d > 0 ? (int)lrintf(fminf(fmaxf(want / d, 0), (float)g->scale_hi)) : 0;
}

/* The integer scale near want's, and the minimum beside it, that serve group j best. */
CK_LANES_INLINE struct ck_affine_sums ck_affine_choose(struct ck_block *b, int j, const float *x, float sum, struct ck_line want,
	const struct ck_affine *g)
{
	const int middle = ck_affine_integer(want.d, b->d, g);
	struct ck_affine_sums best = { .error = INFINITY };
	for (int s = middle - CK_AFFINE_WINDOW; s <= middle + CK_AFFINE_WINDOW; s++) {
		if (s < 0 || s > g->scale_hi)
			continue;
		const float d = b->d * (float)s;
		struct ck_affine_sums now = ck_affine_measure(x, d, want.m, g);
		for (int i = 0, min, last = -1; i < 2; i++, last = min) {
			min = ck_affine_integer((d * now.q - sum) / (float)g->sub, b->m, g);
			if (min == last)
				break;
			now = ck_affine_measure(x, d, b->m * (float)min, g);
			if (now.error < best.error) {
				best = now;
				b->scale[j] = s;
				b->min[j] = min;
			}
		}
	}
	return best;
}

CK_LANES_INLINE void ck_affine_assign(struct ck_block *b, const float *x, const struct ck_affine *g)
{
	for (int i = 0; i < CK_SUPER; i += CK_LANES) {
		const float d = b->d * (float)b->scale[i / g->sub], m = b->m * (float)b->min[i / g->sub], inverse = d != 0 ? 1 / d : 0;
		const ck_lanes q = ck_nearest(ck_clamp((ck_load(x + i) + m) * inverse, 0, (float)g->hi));
		for (int l = 0; l < CK_LANES; l++)
			b->q[i + l] = (int16_t)q[l];
	}
}

/* Terms of the normal equations for d and m, and the error. */
struct ck_affine_normal { float error, dd, dm, mm, dx, mx; };

CK_LANES_INLINE void ck_affine_add(struct ck_affine_normal *e, const struct ck_affine_sums *s, int scale, int min, float sum,
	int n)
{
	const float sc = (float)scale, mn = (float)min;
	e->error += s->error;
	e->dd += sc * sc * s->qq;
	e->dm += sc * mn * s->q;
	e->mm += mn * mn * (float)n;
	e->dx += sc * s->xq;
	e->mx += mn * sum;
}

/* False: no positive solution. */
CK_LANES_INLINE bool ck_affine_renew(struct ck_block *b, const struct ck_affine_normal *e)
{
	const float det = e->dd * e->mm - e->dm * e->dm;
	float d, m = 0;
	if (det > 0) {
		d = (e->dx * e->mm - e->mx * e->dm) / det;
		m = (d * e->dm - e->mx) / e->mm;
	} else {
		d = e->dd > 0 ? e->dx / e->dd : 0;
	}
	if (!(d > 0 && m >= 0))
		return false;
	b->d = ck_half(d);
	b->m = ck_half(m);
	return true;
}

/* False, b undefined: d or m overflows F16. */
CK_LANES_INLINE bool ck_affine_search(struct ck_block *b, const float *x, const struct ck_affine *g)
{
	const int groups = CK_SUPER / g->sub;
	struct ck_line want[16], largest = { 0 };
	float sum[16], least = INFINITY;
	if (!ck_searchable(x, CK_SUPER))
		return false;
	for (int j = 0; j < groups; j++) {
		sum[j] = ck_total(x + j * g->sub, g->sub);
		want[j] = ck_affine_fit(x + j * g->sub, sum[j], g);
		largest.d = fmaxf(largest.d, want[j].d);
		largest.m = fmaxf(largest.m, want[j].m);
	}
	struct ck_block now = { .d = ck_half(largest.d / (float)g->scale_hi), .m = ck_half(largest.m / (float)g->scale_hi) };
	if (!(now.d <= CK_HALF_MAX && now.m <= CK_HALF_MAX))
		return false;
	*b = now;
	for (int round = 0; round < CK_AFFINE_ROUNDS; round++) {
		struct ck_affine_normal e = { 0 };
		for (int j = 0; j < groups; j++) {
			const struct ck_affine_sums s = ck_affine_choose(&now, j, x + j * g->sub, sum[j], want[j], g);
			ck_affine_add(&e, &s, now.scale[j], now.min[j], sum[j], g->sub);
		}
		if (e.error < least) {
			least = e.error;
			*b = now;
		}
		if (!ck_affine_renew(&now, &e))
			break;
	}
	ck_affine_assign(b, x, g);
	return true;
}

#endif
