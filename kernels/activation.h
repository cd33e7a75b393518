/* activation: y = act(x), as act.h says. y may be x. Axis R. */
#ifndef CK_KERNEL_ACTIVATION_H
#define CK_KERNEL_ACTIVATION_H

#include <stdint.h>

#include "act.h"

struct ck_activation {
	float *y;           /* [R] */
	const float *x;     /* [R] */
	int64_t R;
	enum ck_act act;
};

#endif
