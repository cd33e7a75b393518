/* accumulate: g = g + x, rounded in F32: one more contribution to a gradient. Axis R. */
#ifndef CK_KERNEL_ACCUMULATE_H
#define CK_KERNEL_ACCUMULATE_H

#include <stdint.h>

struct ck_accumulate {
	const float *x;     /* [R] */
	float *g;           /* [R] */
	int64_t R;
};

#endif
