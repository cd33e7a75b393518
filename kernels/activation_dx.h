/* activation_dx: dx = dy * act'(x), the derivative rounded as act.h says, the product in F32: the gradient of activation's x.
 * dx may be dy. Axis R. */
#ifndef CK_KERNEL_ACTIVATION_DX_H
#define CK_KERNEL_ACTIVATION_DX_H

#include <stdint.h>

#include "act.h"

struct ck_activation_dx {
	float *dx;          /* [R] */
	const float *dy;    /* [R] */
	const float *x;     /* [R] */
	int64_t R;
	enum ck_act act;
};

#endif
