/* slice: y[t][g] = elements at to at + M/G - 1 of x[t][g]; at + M/G <= N.
 *
 * Takes apart what one projection gives: parts of a row (G = 1), or of each head. Axis T. */
#ifndef CK_KERNEL_SLICE_H
#define CK_KERNEL_SLICE_H

#include <stdint.h>

struct ck_slice {
	float *y;           /* [T][M] */
	const float *x;     /* [T][G][N] */
	int64_t T, G, N, M;
	int64_t at;
};

#endif
