/* rmsnorm over 16 lanes. */
#ifndef CK_KERNEL_RMSNORM_VEC_H
#define CK_KERNEL_RMSNORM_VEC_H

#include "rmsnorm.h"
#include "vec.h"

static inline void ck_rmsnorm_vec(const struct ck_rmsnorm *a, int64_t lo, int64_t hi)
{
	const int64_t E = a->E, whole = E / 16 * 16, rest = E % 16;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * E;
		float *y = a->y + r * E;
		ck_v64 sum = ck_v64_zero();
		for (int64_t e = 0; e < whole; e += 16) {
			const ck_v v = ck_v_load(x + e);
			sum = ck_v64_add(sum, ck_v_mul(v, v));
		}
		ck_v v = ck_v_load_n(x + whole, rest);
		sum = ck_v64_add(sum, ck_v_mul(v, v));
		const float mean = (float)(ck_v64_fold(sum) / (double)E);
		const ck_v s = ck_v_set(1.0f / __builtin_sqrtf(mean + a->eps));
		for (int64_t e = 0; e < whole; e += 16)
			ck_v_store(y + e, ck_v_mul(ck_v_mul(ck_v_load(x + e), s), ck_v_load(a->w + e)));
		ck_v_store_n(y + whole, ck_v_mul(ck_v_mul(v, s), ck_v_load_n(a->w + whole, rest)), rest);
	}
}

#endif
