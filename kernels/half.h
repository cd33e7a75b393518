/* IEEE binary16 in integer arithmetic: the same bits as F16C, NaN payloads included. */
#ifndef CK_KERNEL_HALF_H
#define CK_KERNEL_HALF_H

#include <stdint.h>

#include "bits.h"

static inline float ck_f16_to_f32(uint16_t h)
{
	const uint32_t sign = (uint32_t)(h & 0x8000) << 16, e = h >> 10 & 31, m = h & 0x3ff;
	if (e == 31)
		return ck_f32_of(sign | 0x7f800000 | m << 13 | (m ? 0x400000u : 0));
	if (e)
		return ck_f32_of(sign | (e + 112) << 23 | m << 13);
	const float tiny = (float)m * 0x1p-24f; /* exact */
	return ck_f32_of(sign | ck_bits_of(tiny));
}

/* Rounds to nearest even. */
static inline uint16_t ck_f32_to_f16(float x)
{
	const uint32_t u = ck_bits_of(x), sign = u >> 16 & 0x8000, a = u & 0x7fffffff;
	if (a > 0x7f800000)
		return (uint16_t)(sign | 0x7e00 | (a >> 13 & 0x3ff));
	if (a >= 0x47800000)
		return (uint16_t)(sign | 0x7c00);
	if (a < 0x38800000) { /* subnormal: adding 0.5 leaves the result in the low bits, rounded */
		const float r = ck_f32_of(a) + 0.5f;
		return (uint16_t)(sign | (ck_bits_of(r) - 0x3f000000));
	}
	const uint32_t odd = a >> 13 & 1;
	return (uint16_t)(sign | ((a - 0x38000000 + 0xfff + odd) >> 13));
}

#endif
