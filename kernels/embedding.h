/* embedding: y[t][e] = scale * w[id[t]][e].
 *
 * w is V rows of E elements in the kernel's packing; ids are in [0, V), checked before the step.
 * y is rounded once, after the multiplication in F32. Axis T. */
#ifndef CK_KERNEL_EMBEDDING_H
#define CK_KERNEL_EMBEDDING_H

#include <stdint.h>

struct ck_embedding {
	float *y;           /* [T][E] */
	const int32_t *id;  /* [T] */
	const void *w;      /* [V][E] */
	int64_t T, V, E;
	float scale;
};

#endif
