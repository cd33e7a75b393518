/* Reference dot products and elements of block types (n16_block.h): one row's block at a time. */
#ifndef CK_KERNEL_BLOCK_REF_H
#define CK_KERNEL_BLOCK_REF_H

#include "a8.h"
#include "n16_block.h"

static inline float ck_dot_32_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K, const struct ck_block_type *type)
{
	const struct ck_a8s row = ck_a8s_row(x, t, K);
	float acc = 0;
	for (int64_t b = 0; b < K / 32; b++) {
		struct ck_block block;
		int32_t sum = 0;
		ck_n16_decode(&block, w, n, b, K, type);
		for (int k = 0; k < 32; k++)
			sum += block.q[k] * row.q[b * 32 + k];
		acc = __builtin_fmaf((float)sum, block.d * row.d[b], acc);
		if (type->m >= 0)
			acc = __builtin_fmaf(-block.m, row.s[b], acc);
	}
	return acc;
}

static inline float ck_dot_256_ref(const void *x, int64_t t, const void *w, int64_t n, int64_t K, const struct ck_block_type *type)
{
	const struct ck_a8_256 row = ck_a8_256_row(x, t, K);
	float acc = 0;
	for (int64_t b = 0; b < K / 256; b++) {
		struct ck_block block;
		int32_t sum = 0, less = 0;
		ck_n16_decode(&block, w, n, b, K, type);
		for (int k = 0; k < 256; k++) {
			const int a = row.q[b * 256 + k];
			sum += block.scale[k / type->sub] * block.q[k] * a;
			less -= type->m >= 0 ? block.min[k / type->sub] * a : 0;
		}
		acc = __builtin_fmaf((float)sum, block.d * row.d[b], acc);
		if (type->m >= 0)
			acc = __builtin_fmaf((float)less, block.m * row.d[b], acc);
	}
	return acc;
}

/* Element e of row v, of rows as stored and of a packed matrix. */
static inline float ck_element_rows(const void *w, int64_t v, int64_t e, int64_t E, const struct ck_block_type *type)
{
	struct ck_block block;
	type->decode(&block, (const uint8_t *)w + (v * E + e) / type->k * type->bytes);
	return ck_block_value(&block, (int)(e % type->k), type->sub);
}

static inline float ck_element_n16(const void *w, int64_t v, int64_t e, int64_t E, const struct ck_block_type *type)
{
	struct ck_block block;
	ck_n16_decode(&block, w, v, e / type->k, E, type);
	return ck_block_value(&block, (int)(e % type->k), type->sub);
}

#endif
