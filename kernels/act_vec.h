/* Activation functions of 16 lanes: as act_ref.h. */
#ifndef CK_KERNEL_ACT_VEC_H
#define CK_KERNEL_ACT_VEC_H

#include "act.h"
#include "vec.h"

static inline ck_v ck_act_v(enum ck_act act, ck_v x)
{
	switch (act) {
	case CK_SIGMOID:
		return ck_v_div(ck_v_set(1), ck_v_add(ck_v_set(1), ck_v_exp(ck_v_sub(ck_v_set(0), x))));
	case CK_GELU_TANH: {
		const ck_v one = ck_v_set(1), cube = ck_v_mul(ck_v_mul(x, ck_v_set(CK_GELU_CUBE)), x);
		const ck_v t = ck_v_tanh(ck_v_mul(ck_v_mul(x, ck_v_set(CK_GELU_ROOT)), ck_v_add(one, cube)));
		return ck_v_mul(ck_v_mul(x, ck_v_set(0.5f)), ck_v_add(one, t));
	}
	case CK_SILU:
		return ck_v_div(x, ck_v_add(ck_v_set(1), ck_v_exp(ck_v_sub(ck_v_set(0), x))));
	}
	return ck_v_set(__builtin_nanf(""));
}

#endif
