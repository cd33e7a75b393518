/* Weights to quantize: the matrices of a model, random values of several kinds, blocks at the edges. */
#ifndef CK_TEST_QUANT_CASE_H
#define CK_TEST_QUANT_CASE_H

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "fileio.h"
#include "gguf.h"
#include "rng.h"

struct quant_case {
	const char *name;
	const float *x;
	int64_t n; /* a multiple of 256 */
};

struct quant_cases { struct quant_case *v; size_t n; };

/* Types whose bytes are llama.cpp's, and types whose scales are searched. */
static const char *const quant_ruled[] = { "f16", "bf16", "q4_0", "q4_1", "q5_0", "q5_1", "q8_0" };
static const char *const quant_searched[] = { "q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "iq4_nl", "iq4_xs" };
enum { QUANT_RULED = sizeof quant_ruled / sizeof *quant_ruled, QUANT_SEARCHED = sizeof quant_searched / sizeof *quant_searched };

/* F32 matrices of whole superblocks. False after a diagnostic. */
static inline bool quant_cases_of(struct quant_cases *c, const char *path, struct ck_arena *a)
{
	struct ck_gguf g;
	const int fd = ck_open_regular(path);
	bool ok = fd >= 0 && ck_gguf_read(&g, path, fd, a);
	for (size_t i = 0; ok && i < g.tensor.n; i++) {
		const struct ck_gguf_tensor *t = &g.tensor.v[i];
		const uint64_t n = t->size / sizeof(float);
		if (t->ndims < 2 || n % 256 || strcmp(t->dtype->name, "f32"))
			continue;
		float *x = ck_allocn(a, n, sizeof *x);
		ok = ck_pread(fd, path, x, t->size, g.head_size + t->offset);
		CK_PUSH(a, c, (struct quant_case){ t->name, x, (int64_t)n });
	}
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Of mean 0 and variance 1, nearly Gaussian: arithmetic alone, the same everywhere. */
static inline float quant_normal(struct ck_rng *r)
{
	double sum = -6;
	for (int i = 0; i < 12; i++)
		sum += ck_rng_u32(r) * 0x1p-32;
	return (float)sum;
}

/* Student's t of 3 degrees of freedom: heavy tails. */
static inline float quant_heavy(struct ck_rng *r)
{
	float chi = 0;
	const float x = quant_normal(r);
	for (int i = 0; i < 3; i++) {
		const float y = quant_normal(r);
		chi += y * y;
	}
	return x / sqrtf(chi / 3 + 0x1p-20f);
}

static inline float quant_random(int kind, int64_t i, float *scale, struct ck_rng *r)
{
	if (i % 32 == 0)
		*scale = 0.01f + (float)ck_rng_unit(r);
	switch (kind) {
	case 0:  return 0.02f * quant_normal(r);
	case 1:  return 0.02f * quant_heavy(r);
	case 2:  return 0.1f * ((float)ck_rng_unit(r) - 0.5f);
	case 3:  return 0.05f * (float)ck_rng_unit(r) + 0.01f;
	case 4:  return *scale * quant_normal(r);
	default: return ck_rng_u32(r) % 8 ? 0 : quant_normal(r);
	}
}

static inline void quant_cases_random(struct quant_cases *c, struct ck_arena *a)
{
	static const char *const name[] = { "normal", "heavy", "uniform", "positive", "grouped", "sparse" };
	enum { KINDS = sizeof name / sizeof *name, N = 1 << 15 };
	for (int kind = 0; kind < KINDS; kind++) {
		struct ck_rng r;
		float scale = 1, *x = ck_allocn(a, N, sizeof *x);
		ck_rng_seed(&r, 1, (uint64_t)kind);
		for (int64_t i = 0; i < N; i++)
			x[i] = quant_random(kind, i, &scale, &r);
		CK_PUSH(a, c, (struct quant_case){ name[kind], x, N });
	}
}

/* Blocks of 32 where ggml's rules are defined: zeros of both signs, one value, values that differ in the last place, halves that
 * decide ties, scales that are subnormal or zero as F16, large ones, the largest of both signs. */
static inline void quant_cases_edges(struct quant_cases *c, struct ck_arena *a)
{
	enum { BLOCKS = 16, N = BLOCKS * 32 };
	float *x = ck_allocn(a, N, sizeof *x);
	for (int i = 0; i < 32; i++) {
		const float ramp = (float)(i - 16), sign = i % 2 ? -1 : 1;
		float *b = x + i;
		b[1 * 32] = sign * 0.0f;
		b[2 * 32] = 0.375f;
		b[3 * 32] = -0.1f;
		b[4 * 32] = i == 7 ? nextafterf(1, 2) : 1;
		b[5 * 32] = ramp / 2;
		b[6 * 32] = i == 0 ? 127 : ramp / 2;
		b[7 * 32] = i == 0 ? -8 : ramp / 4;
		b[8 * 32] = i == 31 ? 15 : (float)i / 2;
		b[9 * 32] = ramp * 0x1p-24f;
		b[10 * 32] = ramp * 0x1p-30f;
		b[11 * 32] = ramp * 0x1p-120f;
		b[12 * 32] = ramp * 1000;
		b[13 * 32] = sign * 1000;
		b[14 * 32] = i == 5 ? 1 : 0;
		b[15 * 32] = i == 5 ? -1 : 0x1p-12f * ramp;
	}
	CK_PUSH(a, c, (struct quant_case){ "edges", x, N });
}

/* sqrt(mean((y - x)^2)) */
static inline double quant_rmse(const float *y, const float *x, int64_t n)
{
	double sum = 0;
	for (int64_t i = 0; i < n; i++)
		sum += ((double)y[i] - (double)x[i]) * ((double)y[i] - (double)x[i]);
	return sqrt(sum / (double)n);
}

#endif
