/* rope, in plain C for every ISA. */
#ifndef CK_KERNEL_ROPE_PLAIN_H
#define CK_KERNEL_ROPE_PLAIN_H

#include "rope.h"

static inline void ck_rope_plain(const struct ck_rope *a, int64_t lo, int64_t hi)
{
	const int64_t step = a->layout == CK_INTERLEAVED ? 2 : 1, other = a->layout == CK_INTERLEAVED ? 1 : a->P;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t h = 0; h < a->H; h++) {
			const float *x = a->x + (t * a->H + h) * a->D, *cs = a->cs + t * a->P * 2;
			float *y = a->y + (t * a->H + h) * a->D;
			for (int64_t p = 0; p < a->P; p++) {
				const float u = x[p * step], v = x[p * step + other], c = cs[p * 2], s = cs[p * 2 + 1];
				y[p * step] = u * c - v * s;
				y[p * step + other] = u * s + v * c;
			}
			for (int64_t d = 2 * a->P; d < a->D; d++)
				y[d] = x[d];
		}
}

#endif
