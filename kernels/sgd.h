/* sgd: one step of gradient descent with momentum, as torch.optim.SGD takes it (no dampening, no Nesterov):
 *   d = g + decay w;  m = momentum m + d;  w = w - lr m;  without m: w = w - lr d.
 * m is 0 before the first step. Each operation in F32. Axis R. */
#ifndef CK_KERNEL_SGD_H
#define CK_KERNEL_SGD_H

#include <stdint.h>

struct ck_sgd {
	const float *lr;     /* [1] */
	float *w;            /* [R] */
	const float *g;      /* [R] */
	float *m;            /* [R]; NULL: no momentum */
	int64_t R;
	float momentum, decay;
};

#endif
