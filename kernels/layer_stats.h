/* layer_stats: s[r] = (m, 1 / sqrt(mean((x[r] - m)^2) + eps)), m = mean(x[r]), rounded as in layernorm: what its gradients
 * need again. Axis R. */
#ifndef CK_KERNEL_LAYER_STATS_H
#define CK_KERNEL_LAYER_STATS_H

#include <stdint.h>

struct ck_layer_stats {
	float *s;           /* [R][2] */
	const float *x;     /* [R][E] */
	int64_t R, E;
	float eps;
};

#endif
