/* Scales and integers of a superblock for which the sum of squared errors is small: values are d * scale * q.
 *
 * Scales are searched: per group of elements from several starts, rounding and least squares in turns; then, with d as F16
 * rounds it, every group's integer scale among its neighbours; then d anew by least squares. */
#ifndef CK_QUANT_SCALED_H
#define CK_QUANT_SCALED_H

#include <math.h>
#include <stdbool.h>

#include "n16_block.h"
#include "nonlinear.h"
#include "quant_lanes.h"

/* A type, and how it is searched. */
struct ck_scaled {
	bool nonlinear;           /* q are the values of IQ4, not the integers of [lo, hi] */
	int lo, hi;
	int sub;                  /* elements of a group */
	int scale_lo, scale_hi;   /* of integer scales */
	float first, last, step;  /* starts: the largest element is level |lo| + first, first + step ... last, of either sign */
	int window;               /* integer scales tried on either side, at first; later one */
	int rounds;               /* of choosing integer scales and solving for d */
};

static const struct ck_scaled ck_scaled_q3_k = { .lo = -4, .hi = 3, .sub = 16, .scale_lo = -32, .scale_hi = 31,
	.first = -1, .last = 0, .step = 1, .window = 2, .rounds = 2 };
static const struct ck_scaled ck_scaled_q6_k = { .lo = -32, .hi = 31, .sub = 16, .scale_lo = -128, .scale_hi = 127,
	.first = 0, .last = 0, .step = 1, .window = 6, .rounds = 3 };
static const struct ck_scaled ck_scaled_iq4 = { .nonlinear = true, .lo = -127, .hi = 113, .sub = 32,
	.scale_lo = -32, .scale_hi = 31, .first = -16, .last = 8, .step = 8, .window = 2, .rounds = 3 };

/* The nearest level; of two, of integers the even one, else the lower. */
CK_LANES_INLINE ck_lanes ck_scaled_level(ck_lanes t, const struct ck_scaled *g)
{
	if (!g->nonlinear)
		return ck_nearest(ck_clamp(t, (float)g->lo, (float)g->hi));
	static const float value[16] = { CK_NONLINEAR };
	ck_lanes v = ck_splat(value[0]);
	for (int i = 1; i < 16; i++)
		v += ck_where(t > ck_splat((value[i - 1] + value[i]) / 2), ck_splat(value[i] - value[i - 1]));
	return v;
}

/* Of a group x with scale d: squared error, and sums of x q and q q. */
struct ck_scaled_sums { float error, xq, qq; };

CK_LANES_INLINE struct ck_scaled_sums ck_scaled_measure(const float *x, float d, const struct ck_scaled *g)
{
	const float inverse = d != 0 ? 1 / d : 0;
	ck_lanes error = { 0 }, xq = { 0 }, qq = { 0 };
	for (int i = 0; i < g->sub; i += CK_LANES) {
		const ck_lanes v = ck_load(x + i), q = ck_scaled_level(v * inverse, g), r = v - q * d;
		error += r * r;
		xq += v * q;
		qq += q * q;
	}
	return (struct ck_scaled_sums){ ck_sum(error), ck_sum(xq), ck_sum(qq) };
}

/* A real scale for a group. */
CK_LANES_INLINE float ck_scaled_fit(const float *x, const struct ck_scaled *g)
{
	const float peak = ck_peak(x, g->sub);
	float best = 0, least = INFINITY;
	for (int sign = -1; sign <= 1 && peak != 0; sign += 2)
		for (float at = g->first; at <= g->last; at += g->step) {
			float d = (float)sign * peak / ((float)-g->lo + at);
			for (int i = 0; i < 2; i++) {
				const struct ck_scaled_sums s = ck_scaled_measure(x, d, g);
				if (s.error < least) {
					least = s.error;
					best = d;
				}
				if (!(s.qq > 0))
					break;
				d = s.xq / s.qq;
			}
		}
	return best;
}

/* The integer scale near want / d that serves a group best. */
CK_LANES_INLINE int ck_scaled_choose(const float *x, float d, float want, int window, const struct ck_scaled *g,
	struct ck_scaled_sums *of)
{
	const int middle = (int)lrintf(fminf(fmaxf(want / d, (float)g->scale_lo), (float)g->scale_hi));
	int best = 0;
	*of = (struct ck_scaled_sums){ .error = INFINITY };
	for (int s = middle - window; s <= middle + window; s++) {
		if (s < g->scale_lo || s > g->scale_hi)
			continue;
		const struct ck_scaled_sums now = ck_scaled_measure(x, d * (float)s, g);
		if (now.error < of->error) {
			*of = now;
			best = s;
		}
	}
	return best;
}

CK_LANES_INLINE void ck_scaled_assign(struct ck_block *b, const float *x, int n, const struct ck_scaled *g)
{
	for (int i = 0; i < n; i += CK_LANES) {
		const float d = b->d * (float)b->scale[i / g->sub], inverse = d != 0 ? 1 / d : 0;
		const ck_lanes q = ck_scaled_level(ck_load(x + i) * inverse, g);
		for (int l = 0; l < CK_LANES; l++)
			b->q[i + l] = (int16_t)q[l];
	}
}

/* False, b undefined: d overflows F16. */
CK_LANES_INLINE bool ck_scaled_search(struct ck_block *b, const float *x, const struct ck_scaled *g)
{
	const int groups = CK_SUPER / g->sub;
	float want[16], largest = 0, least = INFINITY;
	if (!ck_searchable(x, CK_SUPER))
		return false;
	for (int j = 0; j < groups; j++) {
		want[j] = ck_scaled_fit(x + j * g->sub, g);
		if (fabsf(want[j]) > fabsf(largest))
			largest = want[j];
	}
	struct ck_block now = { .d = ck_half(largest / (float)g->scale_lo) };
	if (!(fabsf(now.d) <= CK_HALF_MAX))
		return false;
	*b = now;
	for (int round = 0; round < g->rounds && now.d != 0; round++) {
		float error = 0, up = 0, down = 0;
		for (int j = 0; j < groups; j++) {
			struct ck_scaled_sums s;
			now.scale[j] = ck_scaled_choose(x + j * g->sub, now.d, want[j], round ? 1 : g->window, g, &s);
			want[j] = now.d * (float)now.scale[j];
			error += s.error;
			up += (float)now.scale[j] * s.xq;
			down += (float)now.scale[j] * (float)now.scale[j] * s.qq;
		}
		if (error < least) {
			least = error;
			*b = now;
		}
		if (!(down > 0))
			break;
		now.d = ck_half(up / down);
	}
	ck_scaled_assign(b, x, CK_SUPER, g);
	return true;
}

/* A block of one group, without an integer scale. */
CK_LANES_INLINE bool ck_scaled_search_one(struct ck_block *b, const float *x, const struct ck_scaled *g)
{
	if (!ck_searchable(x, g->sub))
		return false;
	*b = (struct ck_block){ .scale = { 1 }, .d = ck_half(ck_scaled_fit(x, g)) };
	if (!(fabsf(b->d) <= CK_HALF_MAX))
		return false;
	if (ck_scaled_measure(x, 0, g).error <= ck_scaled_measure(x, b->d, g).error)
		b->d = 0;
	ck_scaled_assign(b, x, g->sub, g);
	return true;
}

#endif
