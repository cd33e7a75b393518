/* Integer dot products of 16 rows of weights (lines of a panel's block, n16_block.h) with rows of int8 activations.
 *
 *   ck_q8_int    16 integers, one for each row of weights
 *   ck_q8_lines  q * x of a block of 32, for so many rows of activations q, stride bytes apart; s are their sums
 *   ck_q8_super  the same of a block of 256 with its scales, and the sums of its minima; s are sums of 16
 *
 * Nothing saturates. Activations are at least -127 (quantize.h). rows and type are constants. */
#ifndef CK_KERNEL_Q8_DOT_H
#define CK_KERNEL_Q8_DOT_H

#include <stdbool.h>

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

/* Lines, scales and minima of a block as packed or, where it was expanded before, of its struct ck_panel_block. */
CK_INLINE void ck_q8_line(ck_bytes *out, const void *block, int l, int h, const struct ck_block_type *type, bool expanded)
{
	if (expanded)
		*out = *((const ck_bytes *)(const void *)((const struct ck_panel_block *)block)->line[l] + h);
	else
		type->line(out, block, l, h);
}

CK_INLINE void ck_q8_scale(ck_integers *out, const void *block, int j, int h, const struct ck_block_type *type, bool expanded)
{
	if (expanded)
		*out = *((const ck_integers *)(const void *)((const struct ck_panel_block *)block)->scale[j] + h);
	else
		type->scale(out, block, j, h);
}

CK_INLINE void ck_q8_min(ck_integers *out, const void *block, int j, int h, const struct ck_block_type *type, bool expanded)
{
	if (expanded)
		*out = *((const ck_integers *)(const void *)((const struct ck_panel_block *)block)->min[j] + h);
	else
		type->min(out, block, j, h);
}

/* Hides where a pointer came from. What is read through it is then read again, and addresses are computed again: kept for
 * all of a block, they would be more than there are registers. */
#define CK_AGAIN(p) __asm__ volatile("" : "+r"(p))

/* Where a block of weights and the rows of activations that it is multiplied by are read. */
struct ck_q8_at {
	const void *block;
	const int8_t *x[8];
};

CK_INLINE void ck_q8_advance(struct ck_q8_at *at, int bytes, int rows, bool expanded)
{
	if (!expanded)
		CK_AGAIN(at->block);
	CK_UNROLL
	for (int r = 0; r < rows; r++) {
		at->x[r] += bytes;
		CK_AGAIN(at->x[r]);
	}
}

CK_INLINE void ck_q8_start(struct ck_q8_at *at, const void *block, const int8_t *q, int64_t stride, int rows,
	bool expanded)
{
	at->block = block;
	CK_UNROLL
	for (int r = 0; r < rows; r++)
		at->x[r] = q + r * stride;
	ck_q8_advance(at, 0, rows, expanded);
}

enum { CK_Q8_AHEAD = 8192, CK_CACHE_LINE = 64 };

/* Cache lines that begin within the first l of a block's lines, in bytes. */
CK_INLINE int ck_q8_begun(int l, int bytes, int lines)
{
	return (l * bytes / lines + CK_CACHE_LINE - 1) / CK_CACHE_LINE * CK_CACHE_LINE;
}

/* Fetches line l's share of the block so many bytes further on in the weights, when groups h, h + 1, ... read that line. */
CK_INLINE void ck_q8_fetch(const struct ck_q8_at *at, int l, int h, int groups, const struct ck_block_type *type, bool expanded)
{
	const int bytes = type->bytes * CK_PANEL * groups / CK_GROUPS, lines = type->k / 4;
	if (expanded)
		return;
	CK_UNROLL
	for (int i = ck_q8_begun(l, bytes, lines); i < ck_q8_begun(l + 1, bytes, lines); i += CK_CACHE_LINE)
		_mm_prefetch((const char *)((uintptr_t)at->block + CK_Q8_AHEAD) + h * bytes + i, _MM_HINT_T1);
}

#if defined __AVX512F__
#include "q8_avx512.h"
#else
#include "q8_avx2.h"
#endif

#endif
