/* layernorm over 16 lanes. */
#ifndef CK_KERNEL_LAYERNORM_VEC_H
#define CK_KERNEL_LAYERNORM_VEC_H

#include "layernorm.h"
#include "vec.h"

static inline void ck_layernorm_vec(const struct ck_layernorm *a, int64_t lo, int64_t hi)
{
	const int64_t E = a->E;
	for (int64_t r = lo; r < hi; r++) {
		const float *x = a->x + r * E;
		float *y = a->y + r * E;
		ck_v64 sum = ck_v64_zero();
		for (int64_t e = 0; e < E; e += 16)
			sum = ck_v64_add(sum, ck_v_load_n(x + e, E - e < 16 ? E - e : 16));
		const ck_v mean = ck_v_set((float)(ck_v64_fold(sum) / (double)E));
		sum = ck_v64_zero();
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = E - e < 16 ? E - e : 16;
			ck_v_store_n(y + e, ck_v_sub(ck_v_load_n(x + e, n), mean), n);
			const ck_v d = ck_v_load_n(y + e, n); /* 0 behind the end */
			sum = ck_v64_add(sum, ck_v_mul(d, d));
		}
		const ck_v s = ck_v_set(1.0f / __builtin_sqrtf((float)(ck_v64_fold(sum) / (double)E) + a->eps));
		for (int64_t e = 0; e < E; e += 16) {
			const int64_t n = E - e < 16 ? E - e : 16;
			const ck_v v = ck_v_mul(ck_v_mul(ck_v_load_n(y + e, n), s), ck_v_load_n(a->w + e, n));
			ck_v_store_n(y + e, a->b ? ck_v_add(v, ck_v_load_n(a->b + e, n)) : v, n);
		}
	}
}

#endif
