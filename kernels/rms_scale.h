/* rms_scale: s[r] = 1 / sqrt(mean(x[r]^2) + eps), rounded as in rmsnorm: what its gradients need again. Axis R. */
#ifndef CK_KERNEL_RMS_SCALE_H
#define CK_KERNEL_RMS_SCALE_H

#include <stdint.h>

struct ck_rms_scale {
	float *s;           /* [R] */
	const float *x;     /* [R][E] */
	int64_t R, E;
	float eps;
};

#endif
