/* matmul and gated_matmul over ck_tile of a tile_<type>.h, which is included first. */
#ifndef CK_KERNEL_MATMUL_VEC_H
#define CK_KERNEL_MATMUL_VEC_H

#include "matmul_out.h"

/* Whether 24 sums and what they are made of fit into registers. */
#ifdef __AVX512F__
enum { CK_TILE_WIDE = 1 };
#else
enum { CK_TILE_WIDE = 0 };
#endif

/* rows x cols outputs of matmul at (t, n); n is the first row of a panel, hi the end of those wanted. */
CK_INLINE void ck_matmul_step(const struct ck_matmul *a, int64_t t, int64_t n, int64_t hi, int fetch, int rows, int cols)
{
	const void *panel[4];
	ck_v acc[24];
	CK_UNROLL
	for (int c = 0; c < cols; c++)
		panel[c] = CK_TILE_PANEL(a->w, n / CK_PANEL + c, a->K);
	ck_tile(acc, a->x, t, panel, a->K, fetch * cols, rows, cols);
	CK_UNROLL
	for (int c = 0; c < cols; c++) {
		const int64_t at = n + c * CK_PANEL, count = hi - at < CK_PANEL ? hi - at : CK_PANEL;
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			ck_matmul_put(a, t + r, at, count, acc[r * cols + c]);
	}
}

/* The same of gated_matmul, one panel of g and of u. */
CK_INLINE void ck_gated_step(const struct ck_gated_matmul *a, int64_t t, int64_t n, int64_t hi, int fetch, int rows, int cols)
{
	const void *panel[4];
	ck_v acc[24];
	CK_UNROLL
	for (int c = 0; c < cols; c++) {
		panel[c] = CK_TILE_PANEL(a->g, n / CK_PANEL + c, a->K);
		panel[cols + c] = CK_TILE_PANEL(a->u, n / CK_PANEL + c, a->K);
	}
	ck_tile(acc, a->x, t, panel, a->K, fetch * cols, rows, 2 * cols);
	CK_UNROLL
	for (int c = 0; c < cols; c++) {
		const int64_t at = n + c * CK_PANEL, count = hi - at < CK_PANEL ? hi - at : CK_PANEL;
		CK_UNROLL
		for (int r = 0; r < rows; r++)
			ck_gated_put(a, t + r, at, count, acc[r * 2 * cols + c], acc[r * 2 * cols + cols + c]);
	}
}

/* All T rows of cols panels: in tiles of `rows`, the remainder in fours and ones. fetch: weights come from memory. */
#define CK_SWEEP(step, a, n, hi, fetch, rows, cols) do { \
	int64_t t = 0; \
	for (; t + (rows) <= (a)->T; t += (rows)) \
		step(a, t, n, hi, fetch, rows, cols); \
	for (; (rows) > 4 && t + 4 <= (a)->T; t += 4) \
		step(a, t, n, hi, fetch, 4, cols); \
	for (; (rows) > 1 && t < (a)->T; t++) \
		step(a, t, n, hi, fetch, 1, cols); \
} while (0)

CK_INLINE void ck_matmul_vec(const struct ck_matmul *a, int64_t lo, int64_t hi, int fetch, int rows, int cols)
{
	int64_t n = lo;
	for (; cols > 1 && n + (cols - 1) * CK_PANEL < hi; n += cols * CK_PANEL)
		CK_SWEEP(ck_matmul_step, a, n, hi, fetch, rows, cols);
	for (; n < hi; n += CK_PANEL)
		CK_SWEEP(ck_matmul_step, a, n, hi, fetch, rows, 1);
}

CK_INLINE void ck_gated_matmul_vec(const struct ck_gated_matmul *a, int64_t lo, int64_t hi, int fetch, int rows, int cols)
{
	int64_t n = lo;
	for (; cols > 1 && n + (cols - 1) * CK_PANEL < hi; n += cols * CK_PANEL)
		CK_SWEEP(ck_gated_step, a, n, hi, fetch, rows, cols);
	for (; n < hi; n += CK_PANEL)
		CK_SWEEP(ck_gated_step, a, n, hi, fetch, rows, 1);
}

/* For few rows: a panel's weights are converted once for up to four, and fetched ahead. */
CK_INLINE void ck_matmul_few(const struct ck_matmul *a, int64_t lo, int64_t hi)
{
	if (a->T == 1)
		ck_matmul_vec(a, lo, hi, 1, 1, 4);
	else if (a->T < 4)
		ck_matmul_vec(a, lo, hi, 1, 2, 2);
	else
		ck_matmul_vec(a, lo, hi, 1, 4, CK_TILE_WIDE ? 2 : 1);
}

CK_INLINE void ck_gated_matmul_few(const struct ck_gated_matmul *a, int64_t lo, int64_t hi)
{
	if (a->T == 1)
		ck_gated_matmul_vec(a, lo, hi, 1, 1, 2);
	else if (CK_TILE_WIDE && a->T >= 4)
		ck_gated_matmul_vec(a, lo, hi, 1, 4, 1);
	else
		ck_gated_matmul_vec(a, lo, hi, 1, 2, 1);
}

#endif
