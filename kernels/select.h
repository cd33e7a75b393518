/* select: y[o] = x[row[o]]. Rows are in [0, T), checked before the step. Axis O. */
#ifndef CK_KERNEL_SELECT_H
#define CK_KERNEL_SELECT_H

#include <stdint.h>

struct ck_select {
	float *y;           /* [O][E] */
	const float *x;     /* [T][E] */
	const int32_t *row; /* [O] */
	int64_t O, T, E;
};

#endif
