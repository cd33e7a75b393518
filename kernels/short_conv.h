/* short_conv: y[t][n] = act(sum over j of w[n][j] * x at position pos[t] - (J - 1) + j of the slot), zeros before 0.
 *
 * Position p of a slot stands in row p % (J - 1) of its state; rows of a slot come in the order of their positions, so
 * the bits do not depend on how a sequence is cut into steps. fma, ascending j, from 0. Writes the state: one thread does
 * all rows of its channels. Axis N. */
#ifndef CK_KERNEL_SHORT_CONV_H
#define CK_KERNEL_SHORT_CONV_H

#include <stdint.h>

#include "act.h"

struct ck_short_conv {
	float *y;             /* [T][N] */
	float *c;             /* [S][J-1][N] */
	const float *x;       /* [T][N] */
	const float *w;       /* [N][J] */
	const int32_t *pos;   /* [T] */
	const int32_t *slot;  /* [T] */
	int64_t T, N, J, S;
	enum ck_act act;
};

#endif
