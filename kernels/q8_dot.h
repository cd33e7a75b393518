/* Integer dot products of 16 rows of weights (lines of a panel's block, n16_block.h) with rows of int8 activations.
 *
 *   ck_q8_int    16 integers, one for each row of weights
 *   ck_q8_lines  q * x of a block of 32, for so many rows of activations q, stride bytes apart; s are their sums
 *   ck_q8_super  the same of a block of 256 with its scales, and the sums of its minima; s are sums of 16
 *
 * Nothing saturates. Activations are at least -127 (quantize.h). rows and type are constants. */
#ifndef CK_KERNEL_Q8_DOT_H
#define CK_KERNEL_Q8_DOT_H

#include "n16_block.h"
#include "unroll.h"
#include "vec.h"

static inline int32_t ck_q8_quad(const int8_t *q)
{
	int32_t quad;
	memcpy(&quad, q, sizeof quad);
	return quad;
}

static inline int64_t ck_at_most(int64_t n, int64_t most)
{
	return n < most ? n : most;
}

#if defined __AVX512F__
#include "q8_avx512.h"
#else
#include "q8_avx2.h"
#endif

#endif
