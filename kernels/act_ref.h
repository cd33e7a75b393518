/* Reference activation functions. */
#ifndef CK_KERNEL_ACT_REF_H
#define CK_KERNEL_ACT_REF_H

#include "act.h"
#include "math.h"

static inline float ck_act_ref(enum ck_act act, float x)
{
	switch (act) {
	case CK_SILU:
		return x / (1.0f + ck_expf(-x));
	case CK_SIGMOID:
		return 1.0f / (1.0f + ck_expf(-x));
	case CK_GELU_TANH:
		return x * 0.5f * (1.0f + ck_tanhf(x * CK_GELU_ROOT * (1.0f + x * CK_GELU_CUBE * x)));
	}
	return __builtin_nanf("");
}

/* Its derivative. */
static inline float ck_act_grad_ref(enum ck_act act, float x)
{
	switch (act) {
	case CK_SILU: {
		const float p = 1.0f / (1.0f + ck_expf(-x));
		return p + x * p * (1.0f - p);
	}
	case CK_SIGMOID: {
		const float p = 1.0f / (1.0f + ck_expf(-x));
		return p * (1.0f - p);
	}
	case CK_GELU_TANH: {
		const float t = ck_tanhf(x * CK_GELU_ROOT * (1.0f + x * CK_GELU_CUBE * x));
		const float slope = CK_GELU_ROOT * (1.0f + x * (3 * CK_GELU_CUBE) * x);
		return 0.5f * (1.0f + t) + x * 0.5f * (1.0f - t * t) * slope;
	}
	}
	return __builtin_nanf("");
}

#endif
