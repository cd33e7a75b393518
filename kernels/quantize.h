/* quantize: y = x as blocks of y's type, row by row.
 *
 * a8_32, as llama.cpp's Q8_0 activations on x86: amax = max |x| over 32; d = F16(amax / 127);
 * q = round to nearest even(x * (127 / amax)), the quotient rounded first. q is 0 where amax is 0 or so small
 * that the quotient overflows, or not finite; then d is NaN if an x was NaN or infinite.
 * A row is K int8 q, then K/32 F32 d (the F16 value), then K/32 I32 sums of q: K/32 * 40 bytes.
 *
 * a8s_32, as its Q8_1: the same, but K/32 F32 s = F16(amax / 127 * sum of q) in place of the sums.
 *
 * a8_256, as its Q8_K: scale = -127 / (the first x of largest magnitude over 256); d = 1 / scale;
 * q = min(127, round to nearest even(x * scale)). q and d are 0 where scale is not finite; d is NaN if an x was
 * NaN or infinite. A row is K int8 q, then K/256 F32 d, then K/16 I16 sums of q: K/256 * 292 bytes.
 *
 * q is at least -127 in all of them.
 *
 * bf16: rounded to nearest even, NaN stays one.
 *
 * bf16x2: K bf16 h, then K bf16 of x - h, 0 where h is not finite. Together within 2^-16 of x.
 *
 * bf16x3: K bf16 h, then K bf16 l of x - h, then K bf16 of x - h - l; 0 where h is not finite. Together x, as far as bf16 goes.
 *
 * Axis T. */
#ifndef CK_KERNEL_QUANTIZE_H
#define CK_KERNEL_QUANTIZE_H

#include <stdint.h>

struct ck_quantize {
	void *y;            /* [T] rows */
	const float *x;     /* [T][K] */
	int64_t T, K;
};

#endif
