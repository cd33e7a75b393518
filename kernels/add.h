/* add: y = a + b, rounded in F32. y may be a or b. Axis R. */
#ifndef CK_KERNEL_ADD_H
#define CK_KERNEL_ADD_H

#include <stdint.h>

struct ck_add {
	float *y;           /* [R] */
	const float *a, *b; /* [R] */
	int64_t R;
};

#endif
