/* Elements of KV caches, 16 at a time (cache.h has the types):
 *
 *   ck_cache_at_<type>      where element i lies
 *   ck_cache_load_<type>    16 elements from i on; load_n: n of them, zeros behind; of Q8_0, i is a multiple of 16
 *   ck_cache_round_row_<type>  D elements as they would be stored
 */
#ifndef CK_KERNEL_CACHE_VEC_H
#define CK_KERNEL_CACHE_VEC_H

#include "cache.h"
#include "vec_narrow.h"

#define CK_CACHE_PLAIN_VEC(type, element, load, load_n) \
	static inline const void *ck_cache_at_##type(const void *cache, int64_t i) \
	{ \
		return (const element *)cache + i; \
	} \
	static inline ck_v ck_cache_load_##type(const void *cache, int64_t i) \
	{ \
		return load((const element *)cache + i); \
	} \
	static inline ck_v ck_cache_load_n_##type(const void *cache, int64_t i, int64_t n) \
	{ \
		return load_n((const element *)cache + i, n); \
	}

CK_CACHE_PLAIN_VEC(f32, float, ck_v_load, ck_v_load_n)
CK_CACHE_PLAIN_VEC(f16, uint16_t, ck_v_load_f16, ck_v_load_f16_n)
CK_CACHE_PLAIN_VEC(bf16, uint16_t, ck_v_load_bf16, ck_v_load_bf16_n)

static inline const void *ck_cache_at_q8_0(const void *cache, int64_t i)
{
	return (const uint8_t *)cache + i / 32 * CK_CACHE_Q8;
}

static inline ck_v ck_cache_load_q8_0(const void *cache, int64_t i)
{
	const uint8_t *block = ck_cache_at_q8_0(cache, i);
	uint16_t d;
	memcpy(&d, block, sizeof d);
	return ck_v_mul(ck_v_set(_cvtsh_ss(d)), ck_v_load_i8((const int8_t *)block + 2 + i % 32));
}

/* Rows are whole blocks: all 16 are there. */
static inline ck_v ck_cache_load_n_q8_0(const void *cache, int64_t i, int64_t n)
{
	(void)n;
	return ck_cache_load_q8_0(cache, i);
}

static inline void ck_cache_round_row_f32(float *to, const float *from, int64_t D)
{
	memcpy(to, from, (size_t)D * sizeof *to);
}

static inline void ck_cache_round_row_f16(float *to, const float *from, int64_t D)
{
	for (int64_t d = 0; d < D; d += 16) {
		const int64_t n = D - d < 16 ? D - d : 16;
		uint16_t half[16];
		ck_v_store_f16_n(half, ck_v_load_n(from + d, n), n);
		ck_v_store_n(to + d, ck_v_load_f16_n(half, n), n);
	}
}

static inline void ck_cache_round_row_bf16(float *to, const float *from, int64_t D)
{
	for (int64_t d = 0; d < D; d++)
		to[d] = ck_cache_round_bf16(from, d);
}

static inline void ck_cache_round_row_q8_0(float *to, const float *from, int64_t D)
{
	for (int64_t d = 0; d < D; d += 32) {
		uint8_t block[CK_CACHE_Q8];
		ck_cache_put_q8_0(block, 0, from + d, 32);
		ck_v_store(to + d, ck_cache_load_q8_0(block, 0));
		ck_v_store(to + d + 16, ck_cache_load_q8_0(block, 16));
	}
}

#endif
