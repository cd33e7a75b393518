/* Integer dot products of 16 rows of weights (bytes q + bias of lines, n16_block.h) with rows of int8 activations.
 *
 *   ck_q8_int   16 integers, one for each row of weights
 *   ck_q8_lines totals of n lines, for so many rows of activations, stride bytes apart
 *   ck_q8_super the same of a block of 256 with its scales, and the sums of its minima
 *
 * Nothing saturates. rows and type are constants. */
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

#if defined __AVX512F__
#include "q8_avx512.h"
#else
#include "q8_avx2.h"
#endif

#endif
