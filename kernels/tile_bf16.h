/* Dot products of rows of BF16 x with n16 panels of BF16. */
#ifndef CK_KERNEL_TILE_BF16_H
#define CK_KERNEL_TILE_BF16_H

#include "bf16.h"
#include "n16.h"
#include "vec.h"

static inline ck_v ck_tile_load_bf16(const uint16_t *p)
{
	const __m256i *v = (const __m256i *)(const void *)p;
#if defined __AVX512F__
	return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(v)), 16));
#else
	const __m256i h = _mm256_loadu_si256(v);
	return (ck_v){ _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm256_castsi256_si128(h)), 16)),
		_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm256_extracti128_si256(h, 1)), 16)) };
#endif
}

#endif

#define CK_TILE_PANEL ck_n16_f16
#define CK_TILE_W uint16_t
#define CK_TILE_LOAD ck_tile_load_bf16
#define CK_TILE_X uint16_t
#define CK_TILE_VALUE ck_bf16_to_f32
#include "tile_float.h"
