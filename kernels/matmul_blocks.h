/* matmul and gated_matmul over ck_sweep of a tile_<type>.h, which is included first: each panel in sweeps of so many rows. */
#ifndef CK_KERNEL_MATMUL_BLOCKS_H
#define CK_KERNEL_MATMUL_BLOCKS_H

#include "matmul_out.h"

/* Few rows, which is what decode has, get code for their number, which expands blocks as it multiplies. */
#define CK_SWEEP_PANEL(s, x, t, rows, w, panel, K, most) do { \
	if ((most) > CK_FEW_ROWS) \
		ck_sweep(s, x, t, rows, w, panel, K, true); \
	else if ((rows) == 1) \
		ck_sweep(s, x, t, 1, w, panel, K, false); \
	else if ((rows) == 2) \
		ck_sweep(s, x, t, 2, w, panel, K, false); \
	else if ((rows) == 3) \
		ck_sweep(s, x, t, 3, w, panel, K, false); \
	else \
		ck_sweep(s, x, t, CK_FEW_ROWS, w, panel, K, false); \
} while (0)

CK_INLINE void ck_matmul_blocks(const struct ck_matmul *a, int64_t lo, int64_t hi, int64_t most)
{
	struct ck_sweep s;
	for (int64_t n = lo; n < hi; n += CK_PANEL)
		for (int64_t t = 0; t < a->T; t += most) {
			const int64_t rows = ck_at_most(a->T - t, most);
			CK_SWEEP_PANEL(&s, a->x, t, rows, a->w, n / CK_PANEL, a->K, most);
			for (int64_t r = 0; r < rows; r++)
				ck_matmul_put(a, t + r, n, ck_at_most(hi - n, CK_PANEL), ck_v_load(s.acc[r]));
		}
}

CK_INLINE void ck_gated_matmul_blocks(const struct ck_gated_matmul *a, int64_t lo, int64_t hi, int64_t most)
{
	struct ck_sweep s[2];
	for (int64_t n = lo; n < hi; n += CK_PANEL)
		for (int64_t t = 0; t < a->T; t += most) {
			const int64_t rows = ck_at_most(a->T - t, most);
			for (int i = 0; i < 2; i++)
				CK_SWEEP_PANEL(&s[i], a->x, t, rows, i ? a->u : a->g, n / CK_PANEL, a->K, most);
			for (int64_t r = 0; r < rows; r++)
				ck_gated_put(a, t + r, n, ck_at_most(hi - n, CK_PANEL), ck_v_load(s[0].acc[r]), ck_v_load(s[1].acc[r]));
		}
}

#endif
