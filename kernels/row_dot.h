/* row_dot: y[r] = sum over d of a[r][d] * b[r][d]; 16 F32 sums, lane d % 16: acc = fma(a, b, acc), ascending d
 * from 0, then lanes folded by halves (8, 4, 2, 1). Axis R. */
#ifndef CK_KERNEL_ROW_DOT_H
#define CK_KERNEL_ROW_DOT_H

#include <stdint.h>

struct ck_row_dot {
	float *y;           /* [R] */
	const float *a, *b; /* [R][D] */
	int64_t R, D;
};

#endif
