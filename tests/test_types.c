/* Every weight type against llama.cpp's own functions: golden/types/README.md. Dequantization and quantization have the
 * same bits; dot products, whose integer sums are exact, differ by the order of their F32 sums. */
#include "golden.h"
#include "harness.h"

#include "a8.h"
#include "embedding.h"
#include "half.h"
#include "matmul.h"
#include "quantize.h"

enum { K = 512, N = 3, T = 2 };

#define EPS 0x1p-23

/* act: activations its products take. */
static const struct type { const char *name, *act; int64_t block; } types[] = {
	{ "q4_0", "a8_32", 32 }, { "q4_1", "a8s_32", 32 }, { "q5_0", "a8_32", 32 }, { "q5_1", "a8s_32", 32 },
	{ "q8_0", "a8_32", 32 }, { "iq4_nl", "a8_32", 32 },
	{ "q2_k", "a8_256", 256 }, { "q3_k", "a8_256", 256 }, { "q4_k", "a8_256", 256 }, { "q5_k", "a8_256", 256 },
	{ "q6_k", "a8_256", 256 }, { "iq4_xs", "a8_256", 256 }, { "bf16", "bf16", 1 },
};
enum { TYPES = sizeof types / sizeof *types };

static struct golden golden;

static int open_golden(void **state)
{
	(void)state;
	golden_open(&golden, "tests/golden/types/types.gguf");
	return 0;
}

static int close_golden(void **state)
{
	golden_close(&golden);
	return golden_report(state);
}

static const char *named(const char *a, const char *b)
{
	static char text[64];
	snprintf(text, sizeof text, "%s%s", a, b);
	return text;
}

static const void *weights(const struct type *t)
{
	return golden_array(&golden, named(t->name, ".w"), t->name, K * N);
}

/* Embedding gathers dequantized rows. */
static void test_values(void **state)
{
	(void)state;
	static const int32_t id[N] = { 2, 0, 1 };
	for (int i = 0; i < TYPES; i++) {
		const struct op_value values[] = { { "T", N, 0 }, { "V", N, 0 }, { "E", K, 0 }, { 0 } };
		const float *value = golden_array(&golden, named(types[i].name, ".value"), "f32", K * N);
		float *y = golden_floats(&golden, K * N), *want = golden_floats(&golden, K * N);
		char dtypes[32];
		snprintf(dtypes, sizeof dtypes, "w=%s", types[i].name);
		for (int r = 0; r < N; r++)
			memcpy(want + r * K, value + id[r] * K, K * sizeof *want);
		struct kernels it = { .op = "embedding", .dtypes = dtypes, .values = values };
		int n = 0;
		for (; kernels_next(&it); n++) {
			struct ck_embedding a = { .y = y, .id = id, .T = N, .V = N, .E = K, .scale = 1 };
			a.w = kernel_weight(it.k, "w", types[i].name, weights(&types[i]), N, K, &golden);
			kernel_run(it.k, &a, values, y, sizeof *y * N * K);
			golden_compare("dequantized", it.k->symbol, y, want, NULL, N * K);
		}
		assert_true(n >= 2); /* rows as stored, and packed */
	}
}

static void *quantized(const struct ck_kernel *k, const char *act)
{
	const struct op_value values[] = { { "T", T, 0 }, { "K", K, 0 }, { 0 } };
	const size_t size = (size_t)ck_dtype_size(ck_dtype_named(act), T * K);
	void *q = golden_alloc(&golden, size);
	const struct ck_quantize a = { .y = q, .x = golden_array(&golden, "x", "f32", T * K), .T = T, .K = K };
	kernel_run(k, &a, values, q, size);
	return q;
}

static float half_at(const uint8_t *p)
{
	uint16_t h;
	memcpy(&h, p, sizeof h);
	return ck_f16_to_f32(h);
}

/* Blocks of 34 bytes, d and q; or of 36, d, s and q. */
static void check_32(const char *what, const struct ck_kernel *k, const void *q, const uint8_t *block, int64_t bytes)
{
	for (int t = 0; t < T; t++) {
		const struct ck_a8 row = ck_a8_row(q, t, K);
		const struct ck_a8s rows = ck_a8s_row(q, t, K);
		for (int b = 0; b < K / 32; b++, block += bytes) {
			const float d = half_at(block), s = half_at(block + 2);
			int32_t sum = 0;
			for (int i = 0; i < 32; i++)
				sum += (int8_t)block[bytes - 32 + i];
			if (memcmp(row.q + b * 32, block + bytes - 32, 32) || memcmp(row.d + b, &d, 4)
				|| (bytes == 36 ? rows.s[b] != s : row.sum[b] != sum))
				fail_msg("%s: %s: row %d, block %d differs", what, k->symbol, t, b);
		}
	}
}

static void check_256(const struct ck_kernel *k, const void *q, const uint8_t *block)
{
	for (int t = 0; t < T; t++) {
		const struct ck_a8_256 row = ck_a8_256_row(q, t, K);
		for (int b = 0; b < K / 256; b++, block += 292)
			if (memcmp(row.d + b, block, 4) || memcmp(row.q + b * 256, block + 4, 256) || memcmp(row.sum + b * 16, block + 260, 32))
				fail_msg("Q8_K: %s: row %d, block %d differs", k->symbol, t, b);
	}
}

static void test_activations(void **state)
{
	(void)state;
	static const char *const acts[] = { "a8_32", "a8s_32", "a8_256" };
	const struct op_value values[] = { { "T", T, 0 }, { "K", K, 0 }, { 0 } };
	for (int i = 0; i < 3; i++) {
		char dtypes[32];
		snprintf(dtypes, sizeof dtypes, "y=%s", acts[i]);
		struct kernels it = { .op = "quantize", .dtypes = dtypes, .values = values };
		int n = 0;
		for (; kernels_next(&it); n++) {
			const void *q = quantized(it.k, acts[i]);
			if (i == 0)
				check_32("Q8_0", it.k, q, golden_array(&golden, "x.q8_0", "i8", 0), 34);
			else if (i == 1)
				check_32("Q8_1", it.k, q, golden_array(&golden, "x.q8_1", "i8", 0), 36);
			else
				check_256(it.k, q, golden_array(&golden, "x.q8_k", "i8", 0));
		}
		assert_true(n > 0);
	}
}

/* Each block contributes a product and, with a minimum, another; llama.cpp folds 16 lanes by 4 additions more, and integer
 * sums are rounded once. With a minimum the two products may be larger than their difference: they are bounded by
 * thrice the block's largest value. */
static void test_products(void **state)
{
	(void)state;
	const float *x = golden_array(&golden, "x", "f32", T * K);
	for (int i = 0; i < TYPES; i++) {
		const struct type *p = &types[i];
		const float *value = golden_array(&golden, named(p->name, ".value"), "f32", K * N);
		const float *want = golden_array(&golden, named(p->name, ".y"), "f32", T * N);
		double bound[T * N];
		for (int j = 0; j < T * N; j++) {
			double sum = 0;
			for (int b = 0; b < K; b += 32) { /* minima are of 16 or 32 elements */
				double low = 0;
				for (int k = b; k < b + 32; k++)
					low = fmax(low, fabs(value[j % N * K + k]));
				for (int k = b; k < b + 32; k++)
					sum += fabs(x[j / N * K + k]) * (p->act[2] == 's' || p->block == 256 ? 3 * low : fabs(value[j % N * K + k]));
			}
			bound[j] = (2 * K / (double)p->block + 6) * EPS * 1.01 * sum;
		}
		const struct op_value values[] = { { "T", T, 0 }, { "N", N, 0 }, { "K", K, 0 }, { 0 } };
		char dtypes[64];
		snprintf(dtypes, sizeof dtypes, "x=%s w=%s", p->act, p->name);
		float y[T * N];
		struct kernels it = { .op = "matmul", .dtypes = dtypes, .values = values };
		char quantize[64];
		snprintf(quantize, sizeof quantize, "ck_quantize_%s_ref", p->act);
		const void *q = quantized(ck_kernel_named(quantize), p->act);
		int n = 0;
		for (; kernels_next(&it); n++) {
			struct ck_matmul a = { .y = y, .x = q, .T = T, .N = N, .K = K, .scratch = kernel_scratch(it.k, values, &golden) };
			a.w = kernel_weight(it.k, "w", p->name, weights(p), N, K, &golden);
			kernel_run(it.k, &a, values, y, sizeof y);
			golden_compare(p->name, it.k->symbol, y, want, bound, T * N);
		}
		assert_true(n > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_activations),
		cmocka_unit_test(test_products),
	};
	return cmocka_run_group_tests(tests, open_golden, close_golden);
}
