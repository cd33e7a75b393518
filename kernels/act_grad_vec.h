/* Derivatives of the activation functions in 16 lanes, as act_ref.h, and the ops that are these: activation_dx, glu_bwd. */
#ifndef CK_KERNEL_ACT_GRAD_VEC_H
#define CK_KERNEL_ACT_GRAD_VEC_H

#include "act_vec.h"
#include "activation_dx.h"
#include "glu_bwd.h"

static inline ck_v ck_act_grad_v(enum ck_act act, ck_v x)
{
	const ck_v one = ck_v_set(1), half = ck_v_set(0.5f);
	if (act == CK_GELU_TANH) {
		const ck_v cube = ck_v_mul(ck_v_mul(x, ck_v_set(CK_GELU_CUBE)), x);
		const ck_v t = ck_v_tanh(ck_v_mul(ck_v_mul(x, ck_v_set(CK_GELU_ROOT)), ck_v_add(one, cube)));
		const ck_v slope = ck_v_mul(ck_v_set(CK_GELU_ROOT), ck_v_add(one, ck_v_mul(ck_v_mul(x, ck_v_set(3 * CK_GELU_CUBE)), x)));
		const ck_v side = ck_v_mul(ck_v_mul(ck_v_mul(x, half), ck_v_sub(one, ck_v_mul(t, t))), slope);
		return ck_v_add(ck_v_mul(half, ck_v_add(one, t)), side);
	}
	const ck_v p = ck_v_div(one, ck_v_add(one, ck_v_exp(ck_v_sub(ck_v_set(0), x)))), rest = ck_v_sub(one, p);
	if (act == CK_SIGMOID)
		return ck_v_mul(p, rest);
	return ck_v_add(p, ck_v_mul(ck_v_mul(x, p), rest));
}

static inline void ck_activation_dx_vec(const struct ck_activation_dx *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r += 16) {
		const int64_t n = hi - r < 16 ? hi - r : 16;
		ck_v_store_n(a->dx + r, ck_v_mul(ck_v_load_n(a->dy + r, n), ck_act_grad_v(a->act, ck_v_load_n(a->x + r, n))), n);
	}
}

static inline void ck_glu_bwd_vec(const struct ck_glu_bwd *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r += 16) {
		const int64_t n = hi - r < 16 ? hi - r : 16;
		const ck_v dy = ck_v_load_n(a->dy + r, n), g = ck_v_load_n(a->g + r, n), u = ck_v_load_n(a->u + r, n);
		ck_v_store_n(a->dg + r, ck_v_mul(ck_v_mul(dy, u), ck_act_grad_v(a->act, g)), n);
		ck_v_store_n(a->du + r, ck_v_mul(dy, ck_act_v(a->act, g)), n);
	}
}

#endif
