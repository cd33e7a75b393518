/* quantize to bf16, in plain C for every ISA. */
#ifndef CK_KERNEL_QUANTIZE_BF16_H
#define CK_KERNEL_QUANTIZE_BF16_H

#include "bf16.h"
#include "quantize.h"

static inline void ck_quantize_bf16(const struct ck_quantize *a, int64_t lo, int64_t hi)
{
	uint16_t *y = a->y;
	for (int64_t i = lo * a->K; i < hi * a->K; i++)
		y[i] = ck_f32_to_bf16(a->x[i]);
}

#endif
