/* gated_matmul: y[t][n] = act(x[t] . g[n]) * (x[t] . u[n]).
 *
 * Dot products as in matmul.h, act and product as in glu.h: the bits are those of two matmuls and a glu.
 * Axis N. */
#ifndef CK_KERNEL_GATED_MATMUL_H
#define CK_KERNEL_GATED_MATMUL_H

#include <stdint.h>

#include "act.h"

struct ck_gated_matmul {
	float *y;           /* [T][N] */
	const void *x;      /* [T][K] */
	const void *g, *u;  /* [N][K] */
	int64_t T, N, K;
	enum ck_act act;
	void *scratch;      /* as the descriptor asks for, 64-byte aligned */
};

#endif
