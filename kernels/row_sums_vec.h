/* Sums over rows, 16 columns at a time. */
#ifndef CK_KERNEL_ROW_SUMS_VEC_H
#define CK_KERNEL_ROW_SUMS_VEC_H

#include "vec.h"

/* Sums of R rows, added ascending: what matmul_db and layernorm_db are. */
static inline void ck_row_sums_vec(float *sum, const float *x, int64_t R, int64_t E, int64_t lo, int64_t hi)
{
	for (int64_t e = lo; e < hi; e += 16) {
		const int64_t n = hi - e < 16 ? hi - e : 16;
		ck_v s = ck_v_set(0);
		for (int64_t r = 0; r < R; r++)
			s = ck_v_add(s, ck_v_load_n(x + r * E + e, n));
		ck_v_store_n(sum + e, s, n);
	}
}

#endif
