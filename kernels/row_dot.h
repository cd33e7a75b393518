/* row_dot: y[r] = sum over d of a[r][d] * b[r][d]; acc = fma(a, b, acc) in F32, d ascending from 0. Axis R. */
#ifndef CK_KERNEL_ROW_DOT_H
#define CK_KERNEL_ROW_DOT_H

#include <stdint.h>

struct ck_row_dot {
	float *y;           /* [R] */
	const float *a, *b; /* [R][D] */
	int64_t R, D;
};

#endif
