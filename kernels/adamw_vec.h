/* adamw over 16 lanes. */
#ifndef CK_KERNEL_ADAMW_VEC_H
#define CK_KERNEL_ADAMW_VEC_H

#include "adamw_step.h"
#include "vec.h"

static inline void ck_adamw_vec(const struct ck_adamw *a, int64_t lo, int64_t hi)
{
	const struct ck_adamw_step step = ck_adamw_step(a);
	const ck_v keep = ck_v_set(step.keep), rate = ck_v_set(step.rate), root = ck_v_set(step.root), in = ck_v_set(step.in);
	const ck_v square = ck_v_set(step.square), beta2 = ck_v_set(a->beta2), eps = ck_v_set(a->eps);
	for (int64_t r = lo; r < hi; r += 16) {
		const int64_t n = hi - r < 16 ? hi - r : 16;
		const ck_v g = ck_v_load_n(a->g + r, n), w = ck_v_load_n(a->w + r, n);
		ck_v m = ck_v_load_n(a->m + r, n), v = ck_v_load_n(a->v + r, n);
		m = ck_v_add(m, ck_v_mul(ck_v_sub(g, m), in));
		v = ck_v_add(ck_v_mul(beta2, v), ck_v_mul(ck_v_mul(square, g), g));
		const ck_v by = ck_v_div(m, ck_v_add(ck_v_div(ck_v_sqrt(v), root), eps));
		ck_v_store_n(a->m + r, m, n);
		ck_v_store_n(a->v + r, v, n);
		ck_v_store_n(a->w + r, ck_v_sub(ck_v_mul(w, keep), ck_v_mul(rate, by)), n);
	}
}

#endif
