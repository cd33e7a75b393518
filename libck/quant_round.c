/* Types whose values are rounded by a rule: of a block of 32 the extremes decide the scale. The arithmetic is that of ggml's
 * quantize_row_*_ref, operation by operation, where those are defined. */
#include <math.h>

#include "bf16.h"
#include "quant_types.h"

enum { BLOCK = 32, HALF = BLOCK / 2 };

static bool f32(const float *x, uint8_t *out)
{
	memcpy(out, x, sizeof *x);
	return true;
}

static bool f16(const float *x, uint8_t *out)
{
	return ck_put_f16(out, *x);
}

static bool bf16(const float *x, uint8_t *out)
{
	const uint16_t h = ck_f32_to_bf16(*x);
	memcpy(out, &h, sizeof h);
	return (h & 0x7f80) != 0x7f80;
}

/* 1 / d; 0 where that is infinite: then d is zero as F16. */
static float inverse(float d)
{
	const float i = d != 0 ? 1 / d : 0;
	return isfinite(i) ? i : 0;
}

/* Nibbles q[j] low and q[j + 16] high; returns the fifth bits, element k's at bit k. */
static uint32_t put_nibbles(uint8_t *out, const uint8_t *q)
{
	uint32_t fifth = 0;
	for (int j = 0; j < HALF; j++) {
		out[j] = (uint8_t)((q[j] & 15) | q[j + HALF] << 4);
		fifth |= (uint32_t)(q[j] >> 4) << j | (uint32_t)(q[j + HALF] >> 4) << (j + HALF);
	}
	return fifth;
}

/* The first element of the largest magnitude is level 0 of 2 * middle. */
static bool centred(const float *x, uint8_t *out, uint8_t *q, int middle)
{
	float most = 0;
	for (int i = 0; i < BLOCK; i++)
		if (fabsf(x[i]) > fabsf(most))
			most = x[i];
	const float d = most / (float)-middle, id = inverse(d);
	for (int i = 0; i < BLOCK; i++) {
		const int v = (int)(x[i] * id + ((float)middle + 0.5f));
		q[i] = (uint8_t)(v < 2 * middle ? v : 2 * middle - 1);
	}
	return ck_put_f16(out, d);
}

/* The smallest element is level 0, the largest level `top`. */
static bool ranged(const float *x, uint8_t *out, uint8_t *q, int top)
{
	float lo = x[0], hi = x[0];
	for (int i = 1; i < BLOCK; i++) {
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	const float d = (hi - lo) / (float)top, id = inverse(d);
	if (!ck_put_f16(out, d) || !ck_put_f16(out + 2, lo))
		return false;
	for (int i = 0; i < BLOCK; i++) {
		const int v = (int)((x[i] - lo) * id + 0.5f);
		q[i] = (uint8_t)(v < top ? v : top);
	}
	return true;
}

static bool q4_0(const float *x, uint8_t *out)
{
	uint8_t q[BLOCK];
	const bool ok = centred(x, out, q, 8);
	put_nibbles(out + 2, q);
	return ok;
}

static bool q5_0(const float *x, uint8_t *out)
{
	uint8_t q[BLOCK];
	const bool ok = centred(x, out, q, 16);
	const uint32_t fifth = put_nibbles(out + 6, q);
	memcpy(out + 2, &fifth, sizeof fifth);
	return ok;
}

static bool q4_1(const float *x, uint8_t *out)
{
	uint8_t q[BLOCK];
	if (!ranged(x, out, q, 15))
		return false;
	put_nibbles(out + 4, q);
	return true;
}

static bool q5_1(const float *x, uint8_t *out)
{
	uint8_t q[BLOCK];
	if (!ranged(x, out, q, 31))
		return false;
	const uint32_t fifth = put_nibbles(out + 8, q);
	memcpy(out + 4, &fifth, sizeof fifth);
	return true;
}

/* Halves away from zero. */
static bool q8_0(const float *x, uint8_t *out)
{
	float most = 0;
	for (int i = 0; i < BLOCK; i++)
		most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
	const float d = most / 127, id = inverse(d);
	for (int i = 0; i < BLOCK; i++) {
		const float v = x[i] * id, rest = v - (float)(int)v; /* exact */
		out[2 + i] = (uint8_t)((int)v + (rest >= 0.5f) - (rest <= -0.5f));
	}
	return ck_put_f16(out, d);
}

const struct ck_quant_type ck_quant_ruled[CK_QUANT_RULED_TYPES] = {
	{ "f32", f32 }, { "f16", f16 }, { "bf16", bf16 }, { "q4_0", q4_0 }, { "q4_1", q4_1 }, { "q5_0", q5_0 }, { "q5_1", q5_1 },
	{ "q8_0", q8_0 },
};
