/* matmul of F32 weights stored as rows. */
#ifndef CK_KERNEL_MATMUL_ROWS_VEC_H
#define CK_KERNEL_MATMUL_ROWS_VEC_H

#include "gemm_f32.h"
#include "matmul_out.h"

static inline void ck_matmul_rows_put(const void *args, int64_t t, int64_t n, int64_t count, ck_v y)
{
	ck_matmul_put(args, t, n, count, y);
}

static inline void ck_matmul_rows_vec(const struct ck_matmul *a, int64_t lo, int64_t hi)
{
	float *scratch = a->scratch;
	const struct ck_gemm g = { .a = a->x, .am = a->K, .ak = 1, .b = a->w, .ldb = a->K, .transposed = true, .K = a->K,
		.m0 = 0, .m1 = a->T, .n0 = lo, .n1 = hi, .panel = scratch, .sums = scratch + CK_GEMM_DEPTH * CK_GEMM_COLS * 16 };
	ck_gemm(&g, a, ck_matmul_rows_put);
}

#endif
