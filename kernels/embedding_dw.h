/* embedding_dw: dw[v] = scale * (sum of dy[t] over t with id[t] = v): the gradient of embedding's w. The sum is in F32
 * with t ascending from 0, the product rounded. Axis V. */
#ifndef CK_KERNEL_EMBEDDING_DW_H
#define CK_KERNEL_EMBEDDING_DW_H

#include <stdint.h>

struct ck_embedding_dw {
	float *dw;          /* [V][E] */
	const float *dy;    /* [T][E] */
	const int32_t *id;  /* [T] */
	int64_t T, V, E;
	float scale;
};

#endif
