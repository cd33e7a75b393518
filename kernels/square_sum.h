/* square_sum: y[l] = before[l] (0 where that is left out) + the sum of squares of g[R l / L .. R (l + 1) / L), quotients rounded
 * down.
 *
 * Rounding: squares and sums in F64, eight sums from 0; the k-th element of a piece goes into sum k mod 8, k ascending; the sums
 * are added to before[l] in order. A square of F32 is exact in F64, and no sum overflows. Axis L. */
#ifndef CK_KERNEL_SQUARE_SUM_H
#define CK_KERNEL_SQUARE_SUM_H

#include <stdint.h>

struct ck_square_sum {
	double *y;            /* [L] */
	const double *before; /* [L], or NULL */
	const float *g;       /* [R] */
	int64_t L, R;
};

#endif
