/* matmul and gated_matmul of many rows over q8_packed.h; few rows are left to matmul_blocks.h. A tile_<type>.h is included first. */
#ifndef CK_KERNEL_MATMUL_PACKED_H
#define CK_KERNEL_MATMUL_PACKED_H

#include "matmul_blocks.h"
#include "q8_packed.h"

enum { CK_SWEPT_ROWS = 20 /* at most: sweeps of few rows take less time than packing and expanding */ };

CK_INLINE void ck_matmul_packed(const struct ck_matmul *a, int64_t lo, int64_t hi)
{
	if (a->T <= CK_SWEPT_ROWS) {
		ck_matmul_blocks(a, lo, hi, CK_FEW_ROWS);
		return;
	}
	struct ck_packed_sweep s;
	for (int64_t t = 0; t < a->T; t += CK_PACKED_ROWS) {
		const int64_t rows = ck_at_most(a->T - t, CK_PACKED_ROWS);
		ck_pack_rows(a->scratch, a->x, t, rows, a->K, &CK_TILE_TYPE);
		for (int64_t n = lo; n < hi; n += CK_PANEL) {
			ck_packed_panel(&s, a->scratch, rows, ck_n16_panel(a->w, n / CK_PANEL, a->K, &CK_TILE_TYPE), a->K, &CK_TILE_TYPE);
			for (int64_t r = 0; r < rows; r++)
				ck_matmul_put(a, t + r, n, ck_at_most(hi - n, CK_PANEL), ck_v_load(s.acc[r]));
		}
	}
}

CK_INLINE void ck_gated_matmul_packed(const struct ck_gated_matmul *a, int64_t lo, int64_t hi)
{
	if (a->T <= CK_SWEPT_ROWS) {
		ck_gated_matmul_blocks(a, lo, hi, CK_FEW_ROWS);
		return;
	}
	struct ck_packed_sweep s[2];
	for (int64_t t = 0; t < a->T; t += CK_PACKED_ROWS) {
		const int64_t rows = ck_at_most(a->T - t, CK_PACKED_ROWS);
		ck_pack_rows(a->scratch, a->x, t, rows, a->K, &CK_TILE_TYPE);
		for (int64_t n = lo; n < hi; n += CK_PANEL) {
			for (int i = 0; i < 2; i++)
				ck_packed_panel(&s[i], a->scratch, rows, ck_n16_panel(i ? a->u : a->g, n / CK_PANEL, a->K, &CK_TILE_TYPE), a->K,
					&CK_TILE_TYPE);
			for (int64_t r = 0; r < rows; r++)
				ck_gated_put(a, t + r, n, ck_at_most(hi - n, CK_PANEL), ck_v_load(s[0].acc[r]), ck_v_load(s[1].acc[r]));
		}
	}
}

#endif
