/* What matmul and gated_matmul make of sums: outputs n to n + count - 1 of row t. */
#ifndef CK_KERNEL_MATMUL_OUT_H
#define CK_KERNEL_MATMUL_OUT_H

#include "act_vec.h"
#include "gated_matmul.h"
#include "matmul.h"

static inline void ck_matmul_put(const struct ck_matmul *a, int64_t t, int64_t n, int64_t count, ck_v y)
{
	if (a->b)
		y = ck_v_add(y, ck_v_load_n(a->b + n, count));
	if (a->r)
		y = ck_v_add(y, ck_v_load_n(a->r + t * a->N + n, count));
	ck_v_store_n(a->y + t * a->N + n, y, count);
}

static inline void ck_gated_put(const struct ck_gated_matmul *a, int64_t t, int64_t n, int64_t count, ck_v g, ck_v u)
{
	ck_v_store_n(a->y + t * a->N + n, ck_v_mul(ck_act_v(a->act, g), u), count);
}

#endif
