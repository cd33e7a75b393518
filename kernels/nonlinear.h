/* The 16 values of IQ4_NL and IQ4_XS (ggml-common.h, kvalues_iq4nl). */
#ifndef CK_KERNEL_NONLINEAR_H
#define CK_KERNEL_NONLINEAR_H

#include <stdint.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

#define CK_NONLINEAR -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113

static inline int16_t ck_nonlinear(int nibble)
{
	static const int8_t value[16] = { CK_NONLINEAR };
	return value[nibble];
}

/* n bytes of two nibbles to values + 128: of the low ones, and of the high ones. n is a multiple of 32. */
static inline void ck_nonlinear_lines(uint8_t *restrict low, uint8_t *restrict high, const uint8_t *restrict qs, int n)
{
#ifdef __AVX2__
	const __m256i bias = _mm256_set1_epi8(-128), mask = _mm256_set1_epi8(15);
	const __m256i value = _mm256_xor_si256(bias, _mm256_broadcastsi128_si256(_mm_setr_epi8(CK_NONLINEAR)));
	for (int i = 0; i < n; i += 32) {
		const __m256i q = _mm256_loadu_si256((const __m256i *)(const void *)(qs + i));
		const __m256i h = _mm256_and_si256(_mm256_srli_epi16(q, 4), mask);
		_mm256_storeu_si256((__m256i *)(void *)(low + i), _mm256_shuffle_epi8(value, _mm256_and_si256(q, mask)));
		_mm256_storeu_si256((__m256i *)(void *)(high + i), _mm256_shuffle_epi8(value, h));
	}
#else
	for (int i = 0; i < n; i++) {
		low[i] = (uint8_t)(ck_nonlinear(qs[i] & 15) + 128);
		high[i] = (uint8_t)(ck_nonlinear(qs[i] >> 4) + 128);
	}
#endif
}

#endif
