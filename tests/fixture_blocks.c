#include "fixture_blocks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "embedding.h"
#include "half.h"
#include "registry.h"

/* Where block types keep their F16 scale and minimum, from ggml-common.h. A value is about
 * d * integer + m, with integers as large as `reach`; m is d times `centre`. */
static const struct scale { const char *dtype; int d, m; float reach, centre; } scales[] = {
	{ "q4_0",      0, -1,    8, 0 },
	{ "q4_1",      0,  2,    8, -7.5f },
	{ "q5_0",      0, -1,   16, 0 },
	{ "q5_1",      0,  2,   16, -15.5f },
	{ "q8_0",      0, -1,  128, 0 },
	{ "q8_1",      0, -1,  128, 0 },
	{ "q2_k",     80, 82,   23, 1.5f },
	{ "q3_k",    108, -1,  128, 0 },
	{ "q4_k",      0,  2,  473, 7.5f },
	{ "q5_k",      0,  2,  977, 15.5f },
	{ "q6_k",    208, -1, 4096, 0 },
	{ "iq2_xxs",   0, -1,  167, 0 },
	{ "iq2_xs",    0, -1,  167, 0 },
	{ "iq2_s",     0, -1,  167, 0 },
	{ "iq3_xxs",   0, -1,  481, 0 },
	{ "iq3_s",     0, -1,  465, 0 },
	{ "iq1_s",     0, -1,   17, 0 },
	{ "iq4_nl",    0, -1,  127, 0 },
	{ "iq4_xs",    0, -1, 4064, 0 },
	{ "tq1_0",    52, -1,    1, 0 },
	{ "tq2_0",    64, -1,    1, 0 },
	{ 0 },
};

static const struct scale *scale_of(const struct ck_dtype *t)
{
	for (const struct scale *s = scales; s->dtype; s++)
		if (!strcmp(s->dtype, t->name))
			return s;
	return NULL;
}

static bool is(const struct ck_dtype *t, const char *name)
{
	return !strcmp(t->name, name);
}

static void put_f16(uint8_t *p, float x)
{
	uint16_t h = ck_f32_to_f16(x);
	memcpy(p, &h, sizeof h);
}

static void random_bytes(struct ck_rng *r, uint8_t *p, int64_t n)
{
	for (; n > 0; p += 4, n -= 4) {
		uint32_t v = ck_rng_u32(r);
		memcpy(p, &v, n < 4 ? (size_t)n : 4);
	}
}

/* One of 2^16 values evenly spread over [-limit, limit). */
static float spread(uint32_t bits, float limit)
{
	return ((float)(bits & 0xffff) - 32768.0f) * (limit / 32768.0f);
}

/* True if t is a plain floating-point type. */
static bool random_floats(const struct ck_dtype *t, float limit, struct ck_rng *r, uint8_t *out, int64_t n)
{
	int size = is(t, "f16") || is(t, "bf16") ? 2 : is(t, "f32") ? 4 : is(t, "f64") ? 8 : 0;
	bool half = is(t, "f16");
	for (int64_t i = 0; size && i < n; i++, out += size) {
		float x = spread(ck_rng_u32(r) >> 8, limit);
		double wide = (double)x;
		uint32_t bits = ck_bits_of(x) >> 16; /* bf16, cut off */
		if (half)
			put_f16(out, x);
		else
			memcpy(out, size == 2 ? (void *)&bits : size == 4 ? (void *)&x : (void *)&wide, (size_t)size);
	}
	return size;
}

/* What some types demand beyond a bounded scale. */
static void repair(const struct ck_dtype *t, uint8_t *b, float d, struct ck_rng *r)
{
	if (is(t, "mxfp4")) {
		b[0] = (uint8_t)(127 + ilogbf(d));
	} else if (is(t, "tq2_0")) { /* two bits, 0 to 2 */
		for (int i = 0; i < 64; i++)
			b[i] &= (uint8_t)~((b[i] & 0xaa) >> 1);
	} else if (is(t, "iq1_m")) { /* its F16 scale is the high nibble of four 16-bit words */
		uint16_t h = ck_f32_to_f16(d), w;
		for (int i = 0; i < 4; i++) {
			memcpy(&w, b + 48 + 2 * i, sizeof w);
			w = (uint16_t)((w & 0xfff) | (h >> 4 * i & 0xf) << 12);
			memcpy(b + 48 + 2 * i, &w, sizeof w);
		}
	} else if (is(t, "q8_1")) {
		int sum = 0;
		for (int i = 0; i < 32; i++)
			sum += (int8_t)b[4 + i];
		put_f16(b + 2, d * (float)sum);
	} else if (is(t, "q8_k")) {
		memcpy(b, &d, sizeof d);
		for (int i = 0; i < 16; i++) {
			int16_t sum = 0;
			for (int j = 0; j < 16; j++)
				sum = (int16_t)(sum + (int8_t)b[4 + 16 * i + j]);
			memcpy(b + 260 + 2 * i, &sum, sizeof sum);
		}
	} else if (is(t, "tq1_0")) { /* bytes of 5 and of 4 base-3 digits, as fractions of 256 */
		for (int i = 0; i < 52; i++) {
			int digits = i < 48 ? 243 : 81, v = (int)(ck_rng_u32(r) % (unsigned)digits);
			v = i < 48 ? v : 3 * v;
			b[i] = (uint8_t)((v * 256 + 242) / 243);
		}
	}
}

void fixture_random(const struct ck_dtype *t, int64_t k, struct ck_rng *r, void *out, int64_t n)
{
	const float limit = 1.7320508f / sqrtf((float)k); /* standard deviation 1 / sqrt(k) */
	if (random_floats(t, limit, r, out, n))
		return;
	const struct scale *s = scale_of(t);
	const float reach = s ? s->reach : is(t, "mxfp4") ? 6 : is(t, "iq1_m") ? 17 : 128;
	uint8_t *b = out;
	for (int64_t i = 0; i < n / t->block; i++, b += t->bytes) {
		random_bytes(r, b, t->bytes);
		if (t->block == 1)
			continue;
		float d = limit / reach * (0.5f + (float)ck_rng_unit(r));
		if (s) {
			put_f16(b + s->d, d);
			if (s->m >= 0)
				put_f16(b + s->m, d * s->centre);
			d = ck_f16_to_f32(ck_f32_to_f16(d));
		}
		repair(t, b, d, r);
	}
}

static void quantize_q8_0(const float *x, uint8_t *b)
{
	float amax = 0;
	for (int i = 0; i < 32; i++)
		amax = fmaxf(amax, fabsf(x[i]));
	const float d = amax / 127, id = d != 0 ? 1 / d : 0;
	put_f16(b, d);
	for (int i = 0; i < 32; i++)
		b[2 + i] = (uint8_t)(int8_t)roundf(x[i] * id);
}

/* As the plain embedding kernel reads a row: tests/test_types.c has its bits from llama.cpp. */
static bool dequantize(const struct ck_dtype *t, const void *x, float *out, int64_t n)
{
	char symbol[64];
	snprintf(symbol, sizeof symbol, "ck_embedding_%s_ref", t->name);
	const struct ck_kernel *k = ck_kernel_named(symbol);
	const struct ck_embedding a = { .y = out, .id = (const int32_t[]){ 0 }, .w = x, .T = 1, .V = 1, .E = n, .scale = 1 };
	if (k)
		k->fn(&a, 0, 1);
	return k;
}

bool fixture_convert(const struct ck_dtype *from, const void *x, const struct ck_dtype *to, void *out, int64_t n)
{
	const float *f = x;
	uint8_t *b = out;
	if (is(to, "f32"))
		return dequantize(from, x, out, n);
	if (!is(from, "f32"))
		return false;
	if (is(to, "f16"))
		for (int64_t i = 0; i < n; i++)
			put_f16(b + 2 * i, f[i]);
	else if (is(to, "q8_0"))
		for (int64_t i = 0; i < n; i += 32, b += 34)
			quantize_q8_0(f + i, b);
	else
		return false;
	return true;
}

bool fixture_nan(const struct ck_dtype *t, void *block)
{
	static const uint16_t f16 = 0x7e00, bf16 = 0x7fc0;
	static const float f32 = NAN;
	static const double f64 = NAN;
	const struct scale *s = scale_of(t);
	if (s)
		memcpy((uint8_t *)block + s->d, &f16, sizeof f16);
	else if (is(t, "f16"))
		memcpy(block, &f16, sizeof f16);
	else if (is(t, "bf16"))
		memcpy(block, &bf16, sizeof bf16);
	else if (is(t, "f32"))
		memcpy(block, &f32, sizeof f32);
	else if (is(t, "f64"))
		memcpy(block, &f64, sizeof f64);
	else
		return false;
	return true;
}
