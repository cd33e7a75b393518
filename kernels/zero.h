/* zero: g = 0: a gradient before its first contribution. Axis R. */
#ifndef CK_KERNEL_ZERO_H
#define CK_KERNEL_ZERO_H

#include <stdint.h>

struct ck_zero {
	float *g;           /* [R] */
	int64_t R;
};

#endif
