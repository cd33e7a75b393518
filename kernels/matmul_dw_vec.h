/* matmul_dw over 16 lanes. */
#ifndef CK_KERNEL_MATMUL_DW_VEC_H
#define CK_KERNEL_MATMUL_DW_VEC_H

#include "gemm_f32.h"
#include "matmul_dw.h"

static inline void ck_matmul_dw_put(const void *args, int64_t n, int64_t k, int64_t count, ck_v y)
{
	const struct ck_matmul_dw *a = args;
	ck_v_store_n(a->dw + n * a->K + k, y, count);
}

static inline void ck_matmul_dw_vec(const struct ck_matmul_dw *a, int64_t lo, int64_t hi)
{
	float *scratch = a->scratch;
	const struct ck_gemm g = { .a = a->dy, .am = 1, .ak = a->N, .b = a->x, .ldb = a->K, .transposed = false, .K = a->T,
		.m0 = lo, .m1 = hi, .n0 = 0, .n1 = a->K, .panel = scratch, .sums = scratch + CK_GEMM_DEPTH * CK_GEMM_COLS * 16 };
	ck_gemm(&g, a, ck_matmul_dw_put);
}

#endif
