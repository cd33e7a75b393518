/* Elements of KV caches, by type:
 *
 *   ck_cache_get_<type>    element i in F32, exactly
 *   ck_cache_put_<type>    writes n elements from i on; i and n are multiples of the type's block
 *   ck_cache_round_<type>  element d of a row as it would be stored
 *
 * F16 and BF16 round to nearest even. Q8_0 is blocks of 32 along D, F16 d and 32 int8, quantized as a8_32 (quantize.h). */
#ifndef CK_KERNEL_CACHE_H
#define CK_KERNEL_CACHE_H

#include <string.h>

#include "bf16.h"
#include "half.h"
#include "quantize_plain.h"

typedef float ck_cache_get_fn(const void *cache, int64_t i);
typedef void ck_cache_put_fn(void *cache, int64_t i, const float *row, int64_t n);
typedef float ck_cache_round_fn(const float *row, int64_t d);

enum { CK_CACHE_Q8 = 34 }; /* bytes of 32 elements */

#define CK_CACHE_PLAIN(type, element, decode, encode) \
	static inline float ck_cache_get_##type(const void *cache, int64_t i) \
	{ \
		return decode(((const element *)cache)[i]); \
	} \
	static inline void ck_cache_put_##type(void *cache, int64_t i, const float *row, int64_t n) \
	{ \
		for (int64_t d = 0; d < n; d++) \
			((element *)cache)[i + d] = encode(row[d]); \
	} \
	static inline float ck_cache_round_##type(const float *row, int64_t d) \
	{ \
		return decode(encode(row[d])); \
	}

CK_CACHE_PLAIN(f32, float, , )
CK_CACHE_PLAIN(f16, uint16_t, ck_f16_to_f32, ck_f32_to_f16)
CK_CACHE_PLAIN(bf16, uint16_t, ck_bf16_to_f32, ck_f32_to_bf16)

static inline float ck_cache_get_q8_0(const void *cache, int64_t i)
{
	const uint8_t *block = (const uint8_t *)cache + i / 32 * CK_CACHE_Q8;
	uint16_t d;
	memcpy(&d, block, sizeof d);
	return ck_f16_to_f32(d) * (float)(int8_t)block[2 + i % 32];
}

static inline void ck_cache_put_q8_0(void *cache, int64_t i, const float *row, int64_t n)
{
	uint8_t *block = (uint8_t *)cache + i / 32 * CK_CACHE_Q8;
	for (int64_t k = 0; k < n; k += 32, block += CK_CACHE_Q8) {
		float d;
		ck_quantize_block((int8_t *)block + 2, row + k, &d);
		const uint16_t half = ck_f32_to_f16(d);
		memcpy(block, &half, sizeof half);
	}
}

static inline float ck_cache_round_q8_0(const float *row, int64_t d)
{
	uint8_t block[CK_CACHE_Q8];
	ck_cache_put_q8_0(block, 0, row + d / 32 * 32, 32);
	return ck_cache_get_q8_0(block, d % 32);
}

#endif
