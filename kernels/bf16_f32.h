/* Weights of bf16_gemm.h from n16 panels of F32: three terms, exact. */
#ifndef CK_KERNEL_BF16_WEIGHTS_H
#define CK_KERNEL_BF16_WEIGHTS_H

#include "bf16_line.h"
#include "n16.h"
#include "vec.h"

enum { CK_B_TERMS = 3 };

struct ck_b_source { const float *row; };

static inline void ck_b_open(struct ck_b_source *s, const void *w, int64_t p, int64_t K, int64_t k, int64_t n)
{
	(void)n;
	s->row = ck_n16_f32(w, p, K) + k * CK_PANEL;
}

CK_INLINE void ck_b_line(uint16_t *to, int64_t term, const struct ck_b_source *s, unsigned l)
{
	const float *row = s->row + l * 4 * CK_PANEL;
	ck_b_split_3(to, term, ck_v_load(row), ck_v_load(row + CK_PANEL));
	ck_b_split_3(to + 32, term, ck_v_load(row + 2 * CK_PANEL), ck_v_load(row + 3 * CK_PANEL));
}

#endif
