/* Products of F32 matrices as stored: c[m][n] = sum over k of a(m, k) b(k, n), for each element one chain of fma, k ascending from 0.
 *
 * A panel of b, CK_GEMM_DEPTH deep, is packed once for CK_GEMM_ROWS rows; a tile of sums stays in registers as deep. Between
 * panels sums lie in scratch, so that a result may be in place of what is added to it. */
#ifndef CK_KERNEL_GEMM_F32_H
#define CK_KERNEL_GEMM_F32_H

#include <stdbool.h>

#include "gemm_f32_scratch.h"
#include "unroll.h"
#include "vec.h"

#ifdef __AVX512F__
enum { CK_GEMM_TILE_ROWS = 8, CK_GEMM_TILE_COLS = CK_GEMM_COLS };
#else
enum { CK_GEMM_TILE_ROWS = 6, CK_GEMM_TILE_COLS = 1 };
#endif

struct ck_gemm {
	const float *a;      /* a(m, k) = a[m * am + k * ak] */
	int64_t am, ak;
	const float *b;      /* b(k, n) = b[k * ldb + n], transposed: b[n * ldb + k] */
	int64_t ldb;
	bool transposed;
	int64_t K;
	int64_t m0, m1, n0, n1; /* rows and columns of the result */
	float *panel, *sums; /* scratch */
};

/* Takes columns n to n + count - 1 of row m. */
typedef void ck_gemm_put(const void *args, int64_t m, int64_t n, int64_t count, ck_v y);

/* sums[r][16 cols] = those before, if any, + a(m + r, k) panel[k] over depth k. */
CK_INLINE void ck_gemm_tile(float *sums, const float *a, int64_t am, int64_t ak, const float *panel, int64_t depth, bool first,
	int rows, int cols)
{
	ck_v acc[24];
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		acc[i] = first ? ck_v_set(0) : ck_v_load(sums + i * 16);
	for (int64_t k = 0; k < depth; k++) {
		ck_v b[CK_GEMM_COLS];
		CK_UNROLL
		for (int c = 0; c < cols; c++)
			b[c] = ck_v_load(panel + (k * cols + c) * 16);
		CK_UNROLL
		for (int r = 0; r < rows; r++) {
			const ck_v v = ck_v_set(a[r * am + k * ak]);
			CK_UNROLL
			for (int c = 0; c < cols; c++)
				acc[r * cols + c] = ck_v_fma(v, b[c], acc[r * cols + c]);
		}
	}
	CK_UNROLL
	for (int i = 0; i < rows * cols; i++)
		ck_v_store(sums + i * 16, acc[i]);
}

/* panel[k][16 cols] = b(k .. k + depth - 1, n .. n + count - 1), zeros beside it. */
static inline void ck_gemm_pack(float *panel, const float *b, int64_t ldb, int64_t depth, int64_t count, int cols)
{
	for (int64_t k = 0; k < depth; k++)
		for (int c = 0; c < cols; c++) {
			const int64_t n = count - c * 16;
			const float *from = b + k * ldb + c * 16;
			ck_v_store(panel + (k * cols + c) * 16, n >= 16 ? ck_v_load(from) : n > 0 ? ck_v_load_n(from, n) : ck_v_set(0));
		}
}

/* The same of one vector of columns, from transposed b; step is the distance of rows in the panel. */
static inline void ck_gemm_pack_transposed(float *panel, const float *b, int64_t ldb, int64_t depth, int64_t count, int64_t step)
{
	int64_t k = 0;
	for (; count >= 16 && k + 4 <= depth; k += 4) {
		ck_v v[4];
		CK_UNROLL
		for (int i = 0; i < 4; i++)
			v[i] = ck_v_quads(b + i * ldb + k, ldb);
		ck_v_transpose4(v);
		CK_UNROLL
		for (int i = 0; i < 4; i++)
			ck_v_store(panel + (k + i) * step, v[i]);
	}
	for (; k < depth; k++)
		for (int64_t n = 0; n < 16; n++)
			panel[k * step + n] = n < count ? b[n * ldb + k] : 0;
}

CK_INLINE void ck_gemm_fill(const struct ck_gemm *g, int64_t k, int64_t depth, int64_t n, int cols)
{
	if (!g->transposed)
		ck_gemm_pack(g->panel, g->b + k * g->ldb + n, g->ldb, depth, g->n1 - n, cols);
	for (int c = 0; g->transposed && c < cols; c++)
		ck_gemm_pack_transposed(g->panel + c * 16, g->b + (n + c * 16) * g->ldb + k, g->ldb, depth, g->n1 - n - c * 16, cols * 16);
}

/* Rows m to end - 1 of one panel's columns. */
CK_INLINE void ck_gemm_panel(const struct ck_gemm *g, const void *args, ck_gemm_put *put, int64_t m, int64_t end, int64_t n, int cols)
{
	int64_t k = 0;
	do {
		const int64_t depth = g->K - k < CK_GEMM_DEPTH ? g->K - k : CK_GEMM_DEPTH, width = cols * 16;
		const float *a = g->a + m * g->am + k * g->ak;
		int64_t r = 0;
		ck_gemm_fill(g, k, depth, n, cols);
		for (; r + CK_GEMM_TILE_ROWS <= end - m; r += CK_GEMM_TILE_ROWS)
			ck_gemm_tile(g->sums + r * width, a + r * g->am, g->am, g->ak, g->panel, depth, k == 0, CK_GEMM_TILE_ROWS, cols);
		for (; r + 4 <= end - m; r += 4)
			ck_gemm_tile(g->sums + r * width, a + r * g->am, g->am, g->ak, g->panel, depth, k == 0, 4, cols);
		for (; r < end - m; r++)
			ck_gemm_tile(g->sums + r * width, a + r * g->am, g->am, g->ak, g->panel, depth, k == 0, 1, cols);
		k += depth;
	} while (k < g->K);
	for (int64_t r = 0; r < end - m; r++)
		for (int64_t c = 0; c < cols && n + c * 16 < g->n1; c++) {
			const int64_t left = g->n1 - n - c * 16;
			put(args, m + r, n + c * 16, left < 16 ? left : 16, ck_v_load(g->sums + (r * cols + c) * 16));
		}
}

CK_INLINE void ck_gemm(const struct ck_gemm *g, const void *args, ck_gemm_put *put)
{
	for (int64_t m = g->m0; m < g->m1; m += CK_GEMM_ROWS) {
		const int64_t end = g->m1 - m < CK_GEMM_ROWS ? g->m1 : m + CK_GEMM_ROWS;
		int64_t n = g->n0;
		for (; CK_GEMM_TILE_COLS > 1 && n + (CK_GEMM_TILE_COLS - 1) * 16 < g->n1; n += CK_GEMM_TILE_COLS * 16)
			ck_gemm_panel(g, args, put, m, end, n, CK_GEMM_TILE_COLS);
		for (; n < g->n1; n += 16)
			ck_gemm_panel(g, args, put, m, end, n, 1);
	}
}

#endif
