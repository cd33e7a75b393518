/* select_dx: dx[t] = sum of dy[o] over o with row[o] = t, added in F32 with o ascending from 0: the gradient of select's
 * x. Axis T. */
#ifndef CK_KERNEL_SELECT_DX_H
#define CK_KERNEL_SELECT_DX_H

#include <stdint.h>

struct ck_select_dx {
	float *dx;          /* [T][E] */
	const float *dy;    /* [O][E] */
	const int32_t *row; /* [O] */
	int64_t O, T, E;
};

#endif
