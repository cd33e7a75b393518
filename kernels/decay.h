/* decay: y[t][h] = exp(a[h] * softplus(x[t][h] + b[h])), how much of a state a step keeps. a is negative. y may be x.
 *
 * softplus(s) = max(s, 0) + log(1 + exp(-|s|)), as in math.h; every operation rounded in F32. Axis T. */
#ifndef CK_KERNEL_DECAY_H
#define CK_KERNEL_DECAY_H

#include <stdint.h>

struct ck_decay {
	float *y;           /* [T][H] */
	const float *x;     /* [T][H] */
	const float *a, *b; /* [H] */
	int64_t T, H;
};

#endif
