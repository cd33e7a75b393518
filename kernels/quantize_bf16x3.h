/* quantize to bf16x3, in plain C for every ISA. */
#ifndef CK_KERNEL_QUANTIZE_BF16X3_H
#define CK_KERNEL_QUANTIZE_BF16X3_H

#include "bf16.h"
#include "quantize.h"

static inline void ck_quantize_bf16x3(const struct ck_quantize *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const float *x = a->x + t * a->K;
		uint16_t *y = (uint16_t *)a->y + t * 3 * a->K;
		for (int64_t k = 0; k < a->K; k++) {
			const uint16_t h = ck_f32_to_bf16(x[k]);
			const int there = (h & 0x7f80) != 0x7f80;
			const float left = x[k] - ck_bf16_to_f32(h);
			const uint16_t l = ck_f32_to_bf16(left);
			y[k] = h;
			y[a->K + k] = there ? l : 0;
			y[2 * a->K + k] = there ? ck_f32_to_bf16(left - ck_bf16_to_f32(l)) : 0;
		}
	}
}

#endif
