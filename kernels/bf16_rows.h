/* Weights of bf16_gemm.h from n16 panels whose elements have 16 bits: a row is one k of 16 columns. */
#ifndef CK_KERNEL_BF16_ROWS_H
#define CK_KERNEL_BF16_ROWS_H

#include "bf16_line.h"
#include "n16.h"

struct ck_b_source { const uint16_t *row; };

static inline void ck_b_open(struct ck_b_source *s, const void *w, int64_t p, int64_t K, int64_t k, int64_t n)
{
	(void)n;
	s->row = ck_n16_f16(w, p, K) + k * CK_PANEL;
}

#endif
