/* clip_scale: norm = sqrt(sum of squares[l]), the sum with l ascending; scale = min(1, limit / (norm + 1e-6)), the factor of
 * torch.nn.utils.clip_grad_norm_; limit 0: scale is 1.
 *
 * Rounding: all in F64, norm and scale rounded to F32 at the end. Axis 1. */
#ifndef CK_KERNEL_CLIP_SCALE_H
#define CK_KERNEL_CLIP_SCALE_H

#include <stdint.h>

struct ck_clip_scale {
	float *norm, *scale;   /* [1] */
	const double *squares; /* [L] */
	const float *limit;    /* [1] */
	int64_t L;
};

#endif
