/* rope_dx, in plain C for every ISA. */
#ifndef CK_KERNEL_ROPE_DX_PLAIN_H
#define CK_KERNEL_ROPE_DX_PLAIN_H

#include "rope_dx.h"

static inline void ck_rope_dx_plain(const struct ck_rope_dx *a, int64_t lo, int64_t hi)
{
	const int64_t step = a->layout == CK_INTERLEAVED ? 2 : 1, other = a->layout == CK_INTERLEAVED ? 1 : a->P;
	for (int64_t t = lo; t < hi; t++)
		for (int64_t h = 0; h < a->H; h++) {
			const float *dy = a->dy + (t * a->H + h) * a->D, *cs = a->cs + t * a->P * 2;
			float *dx = a->dx + (t * a->H + h) * a->D;
			for (int64_t p = 0; p < a->P; p++) {
				const float u = dy[p * step], v = dy[p * step + other], c = cs[p * 2], s = cs[p * 2 + 1];
				dx[p * step] = u * c + v * s;
				dx[p * step + other] = v * c - u * s;
			}
			for (int64_t d = 2 * a->P; d < a->D; d++)
				dx[d] = dy[d];
		}
}

#endif
