/* The 16 values of IQ4_NL and IQ4_XS (ggml-common.h, kvalues_iq4nl). */
#ifndef CK_KERNEL_NONLINEAR_H
#define CK_KERNEL_NONLINEAR_H

#include "lines.h"
#ifdef __AVX2__
#include <immintrin.h>
#endif

#define CK_NONLINEAR -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113

static inline int16_t ck_nonlinear(int nibble)
{
	static const int8_t value[16] = { CK_NONLINEAR };
	return value[nibble];
}

/* Bytes below 16 to their values + 128. */
CK_INLINE void ck_nonlinear_line(ck_bytes *line)
{
#if defined __AVX512F__
	const __m512i value = _mm512_xor_si512(_mm512_set1_epi8(-128), _mm512_broadcast_i32x4(_mm_setr_epi8(CK_NONLINEAR)));
	*line = (ck_bytes)_mm512_shuffle_epi8(value, (__m512i)*line);
#elif defined __AVX2__
	const __m256i value = _mm256_xor_si256(_mm256_set1_epi8(-128), _mm256_broadcastsi128_si256(_mm_setr_epi8(CK_NONLINEAR)));
	*line = (ck_bytes)_mm256_shuffle_epi8(value, (__m256i)*line);
#else
	uint8_t byte[sizeof *line];
	memcpy(byte, line, sizeof byte);
	for (size_t i = 0; i < sizeof byte; i++)
		byte[i] = (uint8_t)(ck_nonlinear(byte[i]) + 128);
	memcpy(line, byte, sizeof byte);
#endif
}

#endif
