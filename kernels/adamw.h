/* adamw: one step of Adam with decoupled weight decay (Loshchilov and Hutter), step counting from 1:
 *   w = w * (1 - lr decay);  m = m + (g - m)(1 - beta1);  v = beta2 v + (1 - beta2) g g;
 *   w = w - lr / (1 - beta1^step) * m / (sqrt(v) / sqrt(1 - beta2^step) + eps).
 *
 * Rounding: the factors that are the same for all elements in F64 (powers by repeated squaring), rounded to F32; each
 * other operation in F32. Axis R. */
#ifndef CK_KERNEL_ADAMW_H
#define CK_KERNEL_ADAMW_H

#include <stdint.h>

struct ck_adamw {
	const int32_t *step; /* [1] */
	const float *lr;     /* [1] */
	float *w;            /* [R] */
	const float *g;      /* [R] */
	float *m, *v;        /* [R] */
	int64_t R;
	float beta1, beta2, eps, decay;
};

#endif
