/* glu over 16 lanes. */
#ifndef CK_KERNEL_GLU_VEC_H
#define CK_KERNEL_GLU_VEC_H

#include "act_vec.h"
#include "glu.h"

static inline void ck_glu_vec(const struct ck_glu *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r += 16) {
		const int64_t n = hi - r < 16 ? hi - r : 16;
		const ck_v g = ck_v_load_n(a->g + r, n), u = ck_v_load_n(a->u + r, n);
		ck_v_store_n(a->y + r, ck_v_mul(ck_act_v(a->act, g), u), n);
	}
}

#endif
