/* rope: rotates P pairs of each head by the table; elements from 2P on are copied. y may be x.
 *
 * Pair p is (2p, 2p+1) if interleaved, (p, p+P) if split_half. (a, b) becomes (a c - b s, a s + b c), each product and
 * the sum rounded in F32, not contracted. Axis T. */
#ifndef CK_KERNEL_ROPE_H
#define CK_KERNEL_ROPE_H

#include <stdint.h>

enum ck_rope_layout { CK_INTERLEAVED, CK_SPLIT_HALF };

struct ck_rope {
	float *y;           /* [T][H][D] */
	const float *x;     /* [T][H][D] */
	const float *cs;    /* [T][P][2] */
	int64_t T, H, D, P;
	enum ck_rope_layout layout;
};

#endif
