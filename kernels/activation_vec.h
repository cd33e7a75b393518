/* activation over 16 lanes. */
#ifndef CK_KERNEL_ACTIVATION_VEC_H
#define CK_KERNEL_ACTIVATION_VEC_H

#include "act_vec.h"
#include "activation.h"

static inline void ck_activation_vec(const struct ck_activation *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r += 16) {
		const int64_t n = hi - r < 16 ? hi - r : 16;
		ck_v_store_n(a->y + r, ck_act_v(a->act, ck_v_load_n(a->x + r, n)), n);
	}
}

#endif
