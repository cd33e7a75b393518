/* What ops compute, in F64, and how far two F32 results of the same operands may lie apart.
 *
 * u = 2^-24 is the unit roundoff of F32, eps = 2u. A sum of K products in any order and with any lanes is within
 * K u S of its exact value, S = sum |x| |w|: two of them are within K eps S of one another. */
#ifndef CK_TEST_TRUTH_H
#define CK_TEST_TRUTH_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define EPS 0x1p-23

static inline double f16_value(uint16_t h)
{
	int e = h >> 10 & 31, m = h & 1023;
	double v = e == 31 ? (m ? NAN : INFINITY) : e ? ldexp(1024 + m, e - 25) : ldexp(m, -24);
	return h >> 15 ? -v : v;
}

/* x rounded to F16, for |x| below its overflow threshold. */
static inline float f16_round(float x)
{
	int e;
	frexp(x, &e);
	double unit = ldexp(1, e - 11 > -24 ? e - 11 : -24);
	return (float)(rint(x / unit) * unit);
}

/* Element i of a row stored as GGUF does. */
static inline double stored_value(const char *dtype, const void *row, int64_t i)
{
	const uint8_t *p = row;
	if (!strcmp(dtype, "f32")) {
		float f;
		memcpy(&f, p + 4 * i, 4);
		return f;
	}
	uint16_t h;
	if (!strcmp(dtype, "f16")) {
		memcpy(&h, p + 2 * i, 2);
		return f16_value(h);
	}
	p += i / 32 * 34; /* q8_0: F16 scale, 32 int8 */
	memcpy(&h, p, 2);
	return f16_value(h) * (int8_t)p[2 + i % 32];
}

struct dot {
	double sum, abs; /* sum of x w, of |x| |w| */
};

static inline struct dot dot_exact(const float *x, const char *dtype, const void *row, int64_t k)
{
	struct dot d = { 0, 0 };
	for (int64_t i = 0; i < k; i++) {
		double p = x[i] * stored_value(dtype, row, i);
		d.sum += p;
		d.abs += fabs(p);
	}
	return d;
}

/* One head of attention for one query, positions [from, to]: y, and by how much two F32 results may differ.
 *
 * A score is off by at most (D + 3) u scale sum |q| |k| (4 u c more under a soft cap c, which only shrinks errors);
 * its distance to the maximum is rounded, u times the largest of them, and exp is within 4 u: call the sum r, a
 * relative error of e. Numerator and denominator both have it, and their sums n u each: the quotient is within 2 (r + n u)
 * of sum p |v|. Twice that for two results. k and v have rows `stride` elements apart. */
struct attention_case {
	int64_t D, from, to, stride;
	double scale, softcap;
};

static inline void attention_exact(const struct attention_case *c, const float *q, const float *k, const float *v,
	double *y, double *bound, double *score)
{
	double max = -INFINITY, min = INFINITY, off = 0, sum = 0, n = (double)(c->to - c->from + 1);
	for (int64_t p = c->from; p <= c->to; p++) {
		double s = 0, abs = 0;
		for (int64_t d = 0; d < c->D; d++) {
			s += (double)q[d] * k[p * c->stride + d];
			abs += fabs((double)q[d] * k[p * c->stride + d]);
		}
		s *= c->scale;
		score[p] = c->softcap > 0 ? c->softcap * tanh(s / c->softcap) : s;
		off = fmax(off, (double)(c->D + 3) * EPS / 2 * c->scale * abs + 2 * EPS * c->softcap);
		max = fmax(max, score[p]);
		min = fmin(min, score[p]);
	}
	for (int64_t p = c->from; p <= c->to; p++)
		sum += score[p] = exp(score[p] - max);
	double r = 2 * off + EPS / 2 * (max - min) + 2 * EPS;
	for (int64_t d = 0; d < c->D; d++) {
		double o = 0, abs = 0;
		for (int64_t p = c->from; p <= c->to; p++) {
			o += score[p] / sum * v[p * c->stride + d];
			abs += score[p] / sum * fabs(v[p * c->stride + d]);
		}
		y[d] = o;
		bound[d] = 4 * (r + n * EPS / 2) * abs;
	}
}

#endif
