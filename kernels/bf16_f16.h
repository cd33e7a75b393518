/* Weights of bf16_gemm.h from n16 panels of F16: two terms, exact. */
#ifndef CK_KERNEL_BF16_WEIGHTS_H
#define CK_KERNEL_BF16_WEIGHTS_H

#include "bf16_rows.h"
#include "vec.h"

enum { CK_B_TERMS = 2 };

CK_INLINE void ck_b_line(uint16_t *to, int64_t term, const struct ck_b_source *s, unsigned l)
{
	const uint16_t *row = s->row + l * 4 * CK_PANEL;
	ck_b_split(to, to + term, ck_v_load_f16(row), ck_v_load_f16(row + CK_PANEL));
	ck_b_split(to + 32, to + term + 32, ck_v_load_f16(row + 2 * CK_PANEL), ck_v_load_f16(row + 3 * CK_PANEL));
}

#endif
