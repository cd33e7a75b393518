/* Weights of bf16_gemm.h from n16 panels of Q8_0, whose lines are stored as they are read. */
#ifndef CK_KERNEL_BF16_WEIGHTS_H
#define CK_KERNEL_BF16_WEIGHTS_H

#include "bf16_int.h"

static const struct ck_block_type ck_b_q8_0 = { .k = CK_Q8_BLOCK, .sub = CK_Q8_BLOCK, .bias = 128 };

static inline void ck_b_open(struct ck_b_source *s, const void *w, int64_t p, int64_t K, int64_t k, int64_t n)
{
	const uint8_t *panel = ck_n16_q8_0(w, p, K);
	const int64_t blocks = K / CK_Q8_BLOCK, first = k / CK_Q8_BLOCK;
	for (int64_t j = 0; j < n / CK_Q8_BLOCK; j++)
		ck_b_put_32(s, j, panel + ck_q8_lines_at(first + j, blocks), panel + ck_q8_scales(first + j), NULL, &ck_b_q8_0);
}

CK_INLINE void ck_b_line(uint16_t *to, int64_t term, const struct ck_b_source *s, unsigned l)
{
	(void)term;
	ck_b_integers(to, s, l, &ck_b_q8_0);
}

#endif
