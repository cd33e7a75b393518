/* rope_table: cs[t][p] = factor * (cos, sin) of theta(p) * pos[t].
 *
 * As llama.cpp: theta(0) = pos * scale, theta(p+1) = theta(p) * base^(-1/P), each product rounded in F32, and
 * so are -1/P and the power; the angle is theta(p) / freqs[p] if freqs. pow, cos and sin as in math.h. Axis T.
 *
 * With high > 0 (YaRN) pairs up to low are not scaled, those from high on are, and between them the angle fades from one to
 * the other: (1 - m) theta(p) + m theta'(p), where theta'(0) = pos and m = 1 - clamp((p - low) / max(0.001, high - low), 0, 1). */
#ifndef CK_KERNEL_ROPE_TABLE_H
#define CK_KERNEL_ROPE_TABLE_H

#include <stdint.h>

struct ck_rope_table {
	float *y;             /* [T][P][2] */
	const int32_t *pos;   /* [T] */
	const float *freqs;   /* [P] or NULL */
	int64_t T, P;
	float base, scale, factor, low, high;
};

#endif
