/* glu: y = act(g) * u, act and the product rounded in F32. y may be g or u. Axis R. */
#ifndef CK_KERNEL_GLU_H
#define CK_KERNEL_GLU_H

#include <stdint.h>

#include "act.h"

struct ck_glu {
	float *y;           /* [R] */
	const float *g, *u; /* [R] */
	int64_t R;
	enum ck_act act;
};

#endif
