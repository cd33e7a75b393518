/* glu_bwd: dg = dy * u * act'(g), du = dy * act(g): the gradients of glu's operands.
 *
 * Rounding: act and act' as in act.h; each product in F32, dg as (dy u) act'(g). Axis R. */
#ifndef CK_KERNEL_GLU_BWD_H
#define CK_KERNEL_GLU_BWD_H

#include <stdint.h>

#include "act.h"

struct ck_glu_bwd {
	float *dg, *du;     /* [R] */
	const float *dy;    /* [R] */
	const float *g, *u; /* [R] */
	int64_t R;
	enum ck_act act;
};

#endif
