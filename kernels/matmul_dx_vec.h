/* matmul_dx over 16 lanes. */
#ifndef CK_KERNEL_MATMUL_DX_VEC_H
#define CK_KERNEL_MATMUL_DX_VEC_H

#include "gemm_f32.h"
#include "matmul_dx.h"

static inline void ck_matmul_dx_put(const void *args, int64_t t, int64_t k, int64_t count, ck_v y)
{
	const struct ck_matmul_dx *a = args;
	ck_v_store_n(a->dx + t * a->K + k, y, count);
}

static inline void ck_matmul_dx_vec(const struct ck_matmul_dx *a, int64_t lo, int64_t hi)
{
	float *scratch = a->scratch;
	const struct ck_gemm g = { .a = a->dy, .am = a->N, .ak = 1, .b = a->w, .ldb = a->K, .transposed = false, .K = a->N,
		.m0 = 0, .m1 = a->T, .n0 = lo, .n1 = hi, .panel = scratch, .sums = scratch + CK_GEMM_DEPTH * CK_GEMM_COLS * 16 };
	ck_gemm(&g, a, ck_matmul_dx_put);
}

#endif
