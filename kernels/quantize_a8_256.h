/* quantize to a8_256, in plain C for every ISA. */
#ifndef CK_KERNEL_QUANTIZE_A8_256_H
#define CK_KERNEL_QUANTIZE_A8_256_H

#include "a8.h"
#include "bits.h"
#include "quantize.h"

static inline void ck_quantize_a8_256(const struct ck_quantize *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const struct ck_a8_256 y = ck_a8_256_row(a->y, t, a->K);
		for (int64_t b = 0; b < a->K / 256; b++) {
			const float *x = a->x + t * a->K + b * 256;
			uint32_t top = 0; /* as integers magnitudes are in order, NaN above infinity */
			for (int k = 0; k < 256; k++) {
				const uint32_t m = ck_bits_of(x[k]) & 0x7fffffff;
				top = m > top ? m : top;
			}
			int first = 0;
			while ((ck_bits_of(x[first]) & 0x7fffffff) != top)
				first++;
			const float scale = -127.0f / x[first];
			const int usable = top < 0x7f800000 && (ck_bits_of(scale) & 0x7fffffff) < 0x7f800000;
			for (int k = 0; k < 256; k++) {
				/* adding 1.5 * 2^23 rounds to an integer, left in the low bits */
				const float v = (usable ? x[k] * scale : 0) + 0x1.8p23f;
				const int32_t q = (int32_t)(ck_bits_of(v) & 0x7fffff) - 0x400000;
				y.q[b * 256 + k] = (int8_t)(q < 127 ? q : 127);
			}
			for (int j = 0; j < 16; j++) {
				int sum = 0;
				for (int k = 0; k < 16; k++)
					sum += y.q[b * 256 + j * 16 + k];
				y.sum[b * 16 + j] = (int16_t)sum;
			}
			y.d[b] = usable ? 1.0f / scale : top < 0x7f800000 ? 0 : __builtin_nanf("");
		}
	}
}

#endif
