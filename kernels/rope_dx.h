/* rope_dx: the gradient of rope's x: turns each pair back. dx may be dy.
 *
 * Pairs as in rope. (a, b) becomes (a c + b s, b c - a s), each product and the sum rounded in F32, not contracted;
 * elements from 2P on are copied. Axis T. */
#ifndef CK_KERNEL_ROPE_DX_H
#define CK_KERNEL_ROPE_DX_H

#include <stdint.h>

#include "rope.h"

struct ck_rope_dx {
	float *dx;          /* [T][H][D] */
	const float *dy;    /* [T][H][D] */
	const float *cs;    /* [T][P][2] */
	int64_t T, H, D, P;
	enum ck_rope_layout layout;
};

#endif
