/* rope_table: cs[t][p] = cos, sin of theta(p) * pos[t].
 *
 * As llama.cpp: theta(0) = pos * scale, theta(p+1) = theta(p) * base^(-1/P), each product rounded in F32, and
 * so are -1/P and the power; the angle is theta(p) / freqs[p] if freqs. pow, cos and sin as in math.h. Axis T. */
#ifndef CK_KERNEL_ROPE_TABLE_H
#define CK_KERNEL_ROPE_TABLE_H

#include <stdint.h>

struct ck_rope_table {
	float *y;             /* [T][P][2] */
	const int32_t *pos;   /* [T] */
	const float *freqs;   /* [P] or NULL */
	int64_t T, P;
	float base, scale;
};

#endif
