/* quantize to a8_32 and a8s_32, in plain C for every ISA. */
#ifndef CK_KERNEL_QUANTIZE_PLAIN_H
#define CK_KERNEL_QUANTIZE_PLAIN_H

#include "a8.h"
#include "half.h"
#include "quantize.h"

/* q of 32 elements; their sum. *d receives amax / 127, or NaN. */
static inline int32_t ck_quantize_block(int8_t *q, const float *x, float *d)
{
	uint32_t top = 0; /* as integers magnitudes are in order, NaN above infinity */
	for (int k = 0; k < 32; k++) {
		const uint32_t m = ck_bits_of(x[k]) & 0x7fffffff;
		top = m > top ? m : top;
	}
	const float amax = ck_f32_of(top), inverse = 127.0f / amax;
	const int usable = inverse > 0 && inverse < __builtin_inff();
	int32_t sum = 0;
	for (int k = 0; k < 32; k++) {
		/* adding 1.5 * 2^23 rounds to an integer, left in the low bits */
		const float v = usable ? x[k] * inverse : 0;
		q[k] = (int8_t)ck_bits_of(v + 0x1.8p23f);
		sum += q[k];
	}
	*d = top < 0x7f800000 ? amax / 127.0f : __builtin_nanf("");
	return sum;
}

static inline float ck_quantize_round(float x)
{
	return ck_f16_to_f32(ck_f32_to_f16(x));
}

static inline void ck_quantize_a8_32(const struct ck_quantize *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const struct ck_a8 y = ck_a8_row(a->y, t, a->K);
		for (int64_t b = 0; b < a->K / 32; b++) {
			float d;
			y.sum[b] = ck_quantize_block(y.q + b * 32, a->x + t * a->K + b * 32, &d);
			y.d[b] = ck_quantize_round(d);
		}
	}
}

static inline void ck_quantize_a8s_32(const struct ck_quantize *a, int64_t lo, int64_t hi)
{
	for (int64_t t = lo; t < hi; t++) {
		const struct ck_a8s y = ck_a8s_row(a->y, t, a->K);
		for (int64_t b = 0; b < a->K / 32; b++) {
			float d;
			const int32_t sum = ck_quantize_block(y.q + b * 32, a->x + t * a->K + b * 32, &d);
			y.d[b] = ck_quantize_round(d);
			y.s[b] = ck_quantize_round(d * (float)sum);
		}
	}
}

#endif
