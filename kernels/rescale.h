/* rescale: g = scale g, rounded in F32; a scale of 1 leaves g untouched. Axis R. */
#ifndef CK_KERNEL_RESCALE_H
#define CK_KERNEL_RESCALE_H

#include <stdint.h>

struct ck_rescale {
	const float *scale;  /* [1] */
	float *g;            /* [R] */
	int64_t R;
};

#endif
