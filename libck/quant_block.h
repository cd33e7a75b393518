/* Blocks of the types whose scales are searched, as bytes: kernels/<type>.h reads them. Compiled once for each instruction set
 * by quant_search.*.c; the same bits from all. */
#ifndef CK_QUANT_BLOCK_H
#define CK_QUANT_BLOCK_H

#include "n16_block.h"
#include "quant_affine.h"
#include "quant_scaled.h"
#include "quant_types.h"

/* Two bits of every element, 128 elements in 32 bytes. */
static inline void ck_put_pairs(uint8_t *out, const struct ck_block *b, int bias)
{
	memset(out, 0, CK_SUPER / 4);
	for (int k = 0; k < CK_SUPER; k++)
		out[k / 128 * 32 + k % 32] |= (uint8_t)(((b->q[k] + bias) & 3) << k % 128 / 32 * 2);
}

/* Four bits of every element, 64 elements in 32 bytes. */
static inline void ck_put_nibbles(uint8_t *out, const struct ck_block *b)
{
	for (int i = 0; i < CK_SUPER / 2; i++) {
		const int16_t *q = b->q + i / 32 * 64 + i % 32;
		out[i] = (uint8_t)((q[0] & 15) | (q[32] & 15) << 4);
	}
}

/* One bit of every element, of k / 32 in byte k % 32. */
static inline void ck_put_bits(uint8_t *out, const struct ck_block *b, int bias, int bit)
{
	memset(out, 0, CK_SUPER / 8);
	for (int k = 0; k < CK_SUPER; k++)
		out[k % 32] |= (uint8_t)(((b->q[k] + bias) >> bit & 1) << k / 32);
}

/* Scales and minima of 6 bits (kernels/kscales.h). */
static inline void ck_put_scales(uint8_t *out, const struct ck_block *b)
{
	for (int j = 0; j < 4; j++) {
		out[j] = (uint8_t)(b->scale[j] | b->scale[j + 4] >> 4 << 6);
		out[4 + j] = (uint8_t)(b->min[j] | b->min[j + 4] >> 4 << 6);
		out[8 + j] = (uint8_t)((b->scale[j + 4] & 15) | (b->min[j + 4] & 15) << 4);
	}
}

/* 16 bytes for 32 values of IQ4, by their numbers. */
static inline void ck_put_numbers(uint8_t *out, const int16_t *q)
{
	uint8_t number[32] = { 0 };
	for (int k = 0; k < 32; k++)
		for (int i = 0; i < 15; i++)
			number[k] = (uint8_t)(number[k] + (q[k] > ck_nonlinear(i)));
	for (int k = 0; k < 16; k++)
		out[k] = (uint8_t)(number[k] | number[k + 16] << 4);
}

static inline bool ck_q2_k_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_affine_search(&b, x, &ck_affine_q2_k))
		return false;
	for (int j = 0; j < 16; j++)
		out[j] = (uint8_t)(b.scale[j] | b.min[j] << 4);
	ck_put_pairs(out + 16, &b, 0);
	return ck_put_f16(out + 80, b.d) && ck_put_f16(out + 82, b.m);
}

static inline bool ck_q3_k_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_scaled_search(&b, x, &ck_scaled_q3_k))
		return false;
	ck_put_bits(out, &b, 4, 2);
	ck_put_pairs(out + 32, &b, 4);
	memset(out + 96, 0, 12);
	for (int j = 0; j < 16; j++) {
		const int s = b.scale[j] + 32;
		out[96 + j % 8] |= (uint8_t)((s & 15) << j / 8 * 4);
		out[104 + j % 4] |= (uint8_t)(s >> 4 << j / 4 * 2);
	}
	return ck_put_f16(out + 108, b.d);
}

static inline bool ck_q4_k_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_affine_search(&b, x, &ck_affine_q4_k))
		return false;
	ck_put_scales(out + 4, &b);
	ck_put_nibbles(out + 16, &b);
	return ck_put_f16(out, b.d) && ck_put_f16(out + 2, b.m);
}

static inline bool ck_q5_k_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_affine_search(&b, x, &ck_affine_q5_k))
		return false;
	ck_put_scales(out + 4, &b);
	ck_put_bits(out + 16, &b, 0, 4);
	ck_put_nibbles(out + 48, &b);
	return ck_put_f16(out, b.d) && ck_put_f16(out + 2, b.m);
}

static inline bool ck_q6_k_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_scaled_search(&b, x, &ck_scaled_q6_k))
		return false;
	memset(out, 0, 192);
	for (int k = 0; k < CK_SUPER; k++) {
		const int half = k / 128, quarter = k % 128 / 32, q = b.q[k] + 32;
		out[half * 64 + k % 64] |= (uint8_t)((q & 15) << quarter / 2 * 4);
		out[128 + half * 32 + k % 32] |= (uint8_t)(q >> 4 << quarter * 2);
	}
	for (int j = 0; j < 16; j++)
		out[192 + j] = (uint8_t)b.scale[j];
	return ck_put_f16(out + 208, b.d);
}

static inline bool ck_iq4_nl_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_scaled_search_one(&b, x, &ck_scaled_iq4))
		return false;
	ck_put_numbers(out + 2, b.q);
	return ck_put_f16(out, b.d);
}

static inline bool ck_iq4_xs_block(const float *x, uint8_t *out)
{
	struct ck_block b;
	if (!ck_scaled_search(&b, x, &ck_scaled_iq4))
		return false;
	memset(out + 2, 0, 6);
	for (int j = 0; j < 8; j++) {
		const int s = b.scale[j] + 32;
		out[2 + j / 4] |= (uint8_t)(s >> 4 << j % 4 * 2);
		out[4 + j / 2] |= (uint8_t)((s & 15) << j % 2 * 4);
		ck_put_numbers(out + 8 + 16 * j, b.q + 32 * j);
	}
	return ck_put_f16(out, b.d);
}

#define CK_QUANT_SEARCHED { \
	{ "q2_k", ck_q2_k_block }, { "q3_k", ck_q3_k_block }, { "q4_k", ck_q4_k_block }, { "q5_k", ck_q5_k_block }, \
	{ "q6_k", ck_q6_k_block }, { "iq4_nl", ck_iq4_nl_block }, { "iq4_xs", ck_iq4_xs_block }, \
}

#endif
