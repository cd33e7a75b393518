/* Weights of bf16_gemm.h from n16 panels of BF16. */
#ifndef CK_KERNEL_BF16_WEIGHTS_H
#define CK_KERNEL_BF16_WEIGHTS_H

#include "bf16_rows.h"
#include "vec_narrow.h"

enum { CK_B_TERMS = 1 };

CK_INLINE void ck_b_line(uint16_t *to, int64_t term, const struct ck_b_source *s, unsigned l)
{
	(void)term;
	for (int i = 0; i < 2; i++) {
		const uint16_t *row = s->row + (4 * l + 2 * i) * CK_PANEL;
		_mm512_store_si512(to + 32 * i, ck_b_upper(_mm512_castps_si512(ck_v_load_bf16(row)),
			_mm512_castps_si512(ck_v_load_bf16(row + CK_PANEL))));
	}
}

#endif
