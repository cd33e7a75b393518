/* Reference dot products and elements of block types (n16_block.h): one row's block at a time. */
#ifndef CK_KERNEL_BLOCK_REF_H
#define CK_KERNEL_BLOCK_REF_H

#include "a8.h"
#include "embedding.h"
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

/* Block b of row n, of rows as stored; ck_n16_decode is the same of a packed matrix. */
typedef void ck_decode_fn(struct ck_block *out, const void *w, int64_t n, int64_t b, int64_t K, const struct ck_block_type *type);

static inline void ck_rows_decode(struct ck_block *out, const void *w, int64_t n, int64_t b, int64_t K, const struct ck_block_type *type)
{
	type->decode(out, (const uint8_t *)w + (n * (K / type->k) + b) * type->bytes);
}

static inline void ck_embedding_blocks(const struct ck_embedding *a, int64_t lo, int64_t hi, ck_decode_fn *decode,
	const struct ck_block_type *type)
{
	for (int64_t t = lo; t < hi; t++)
		for (int64_t b = 0; b < a->E / type->k; b++) {
			struct ck_block block;
			decode(&block, a->w, a->id[t], b, a->E, type);
			for (int k = 0; k < type->k; k++)
				a->y[t * a->E + b * type->k + k] = a->scale * ck_block_value(&block, k, type->sub);
		}
}

#endif
