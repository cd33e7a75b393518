/* bfloat16: the upper half of binary32. */
#ifndef CK_KERNEL_BF16_H
#define CK_KERNEL_BF16_H

#include "bits.h"

static inline float ck_bf16_to_f32(uint16_t h)
{
	return ck_f32_of((uint32_t)h << 16);
}

/* Rounds to nearest even; NaN becomes quiet. */
static inline uint16_t ck_f32_to_bf16(float x)
{
	const uint32_t u = ck_bits_of(x);
	if ((u & 0x7fffffff) > 0x7f800000)
		return (uint16_t)(u >> 16 | 0x40);
	return (uint16_t)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

#endif
