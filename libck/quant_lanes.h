/* Eight floats at a time: the compiler's vector extension, with one order of sums on every CPU. Built with -ffp-contract=off,
 * and with -Wno-psabi: none is passed between files. */
#ifndef CK_QUANT_LANES_H
#define CK_QUANT_LANES_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "half.h"

enum { CK_LANES = 8 };
typedef float ck_lanes __attribute__((vector_size(4 * CK_LANES)));
typedef int32_t ck_masks __attribute__((vector_size(4 * CK_LANES)));

#define CK_LANES_INLINE static inline __attribute__((always_inline))

CK_LANES_INLINE ck_lanes ck_load(const float *x)
{
	ck_lanes v;
	memcpy(&v, x, sizeof v);
	return v;
}

CK_LANES_INLINE ck_lanes ck_splat(float x)
{
	return (ck_lanes){ x, x, x, x, x, x, x, x };
}

CK_LANES_INLINE float ck_sum(ck_lanes v)
{
	return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/* v where m, else 0. */
CK_LANES_INLINE ck_lanes ck_where(ck_masks m, ck_lanes v)
{
	return (ck_lanes)(m & (ck_masks)v);
}

/* Bounds where t is not above lo, or not below hi. */
CK_LANES_INLINE ck_lanes ck_clamp(ck_lanes t, float lo, float hi)
{
	const ck_lanes l = ck_splat(lo), h = ck_splat(hi);
	const ck_masks above = t > l;
	t = (ck_lanes)((above & (ck_masks)t) | (~above & (ck_masks)l));
	const ck_masks below = t < h;
	return (ck_lanes)((below & (ck_masks)t) | (~below & (ck_masks)h));
}

/* To nearest even; |t| < 2^22. */
CK_LANES_INLINE ck_lanes ck_nearest(ck_lanes t)
{
	return (t + 0x1.8p23f) - 0x1.8p23f;
}

CK_LANES_INLINE float ck_total(const float *x, int n)
{
	ck_lanes sum = { 0 };
	for (int i = 0; i < n; i += CK_LANES)
		sum += ck_load(x + i);
	return ck_sum(sum);
}

/* The first of the largest magnitude. */
CK_LANES_INLINE float ck_peak(const float *x, int n)
{
	float p = 0;
	for (int i = 0; i < n; i++)
		if (fabsf(x[i]) > fabsf(p))
			p = x[i];
	return p;
}

#define CK_HALF_MAX 65504.0f

/* Beyond 2^40 no type's scale reaches in F16, and squares of F32 would overflow. */
CK_LANES_INLINE bool ck_searchable(const float *x, int n)
{
	return fabsf(ck_peak(x, n)) < 0x1p40f;
}

/* As F16 holds it: what is not zero is not made zero. */
CK_LANES_INLINE float ck_half(float d)
{
	const float h = ck_f16_to_f32(ck_f32_to_f16(d));
	return h != 0 || d == 0 ? h : copysignf(0x1p-24f, d);
}

#endif
