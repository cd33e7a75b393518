/* Quantizers against llama.cpp's: the same bytes where its rule is a rule, no larger an error where scales are searched
 * (tests/golden/quant/README.md). Read back by the decoders that tests/test_types.c holds against llama.cpp. */
#include "golden.h"

#include <sha256.h>

#include "cpu.h"
#include "quant.h"
#include "quant_case.h"
#include "quant_read.h"

static struct ck_arena arena;
static struct quant_cases model, edges; /* model: stories260K and random ones */

static int make_cases(void **state)
{
	(void)state;
	if (!quant_cases_of(&model, "tests/data/stories260K.gguf", &arena))
		return -1;
	quant_cases_random(&model, &arena);
	quant_cases_edges(&edges, &arena);
	return 0;
}

static int free_cases(void **state)
{
	(void)state;
	ck_arena_free(&arena);
	return 0;
}

static uint8_t *quantized(const struct ck_dtype *t, const float *x, int64_t n)
{
	uint8_t *out = test_malloc((size_t)ck_dtype_size(t, n));
	assert_int_equal(ck_quantize(t, x, out, n), n);
	return out;
}

/* There and back. */
static float *restored(const struct ck_dtype *t, const float *x, int64_t n)
{
	uint8_t *blocks = quantized(t, x, n);
	float *y = test_malloc((size_t)n * sizeof *y);
	ck_dequantize(t, blocks, y, n);
	test_free(blocks);
	return y;
}

static void test_read(void **state)
{
	(void)state;
	struct golden g;
	golden_open(&g, "tests/golden/types/types.gguf");
	enum { N = 3 * 512 };
	for (int i = 0; i < QUANT_RULED + QUANT_SEARCHED; i++) {
		const char *type = i < QUANT_RULED ? quant_ruled[i] : quant_searched[i - QUANT_RULED];
		if (!strcmp(type, "f16"))
			continue; /* tests/test_math.c */
		char name[32];
		float y[N];
		snprintf(name, sizeof name, "%s.w", type);
		ck_dequantize(ck_dtype_named(type), golden_array(&g, name, type, N), y, N);
		snprintf(name, sizeof name, "%s.value", type);
		golden_compare("read back", type, y, golden_array(&g, name, "f32", N), NULL, N);
	}
	golden_close(&g);
}

static const struct quant_case *case_named(const char *name)
{
	for (size_t i = 0; i < model.n; i++)
		if (!strcmp(model.v[i].name, name))
			return &model.v[i];
	fail_msg("no case '%s'", name);
	return NULL;
}

static void check_error(const char *type, const char *name, double peer)
{
	const struct quant_case *c = case_named(name);
	float *y = restored(ck_dtype_named(type), c->x, c->n);
	const double e = quant_rmse(y, c->x, c->n);
	if (!(e <= 1.02 * peer))
		fail_msg("%s of %s: error %g, llama.cpp's %g", type, name, e, peer);
	test_free(y);
}

static void hash_case(SHA2_CTX *hash, const struct ck_dtype *t, const struct quant_case *c)
{
	uint8_t *blocks = quantized(t, c->x, c->n);
	SHA256Update(hash, blocks, (size_t)ck_dtype_size(t, c->n));
	test_free(blocks);
}

static void check_bytes(const char *type, const char *peer)
{
	SHA2_CTX hash;
	char hex[SHA256_DIGEST_STRING_LENGTH];
	SHA256Init(&hash);
	for (size_t i = 0; i < model.n; i++)
		hash_case(&hash, ck_dtype_named(type), &model.v[i]);
	hash_case(&hash, ck_dtype_named(type), &edges.v[0]);
	if (strcmp(SHA256End(&hash, hex), peer))
		fail_msg("%s: not llama.cpp's bytes", type);
}

/* Every line of the golden, and no type without. */
static void test_peer(void **state)
{
	(void)state;
	FILE *f = fopen("tests/golden/quant/llama.txt", "r");
	assert_non_null(f);
	char what[8], type[16], a[128];
	size_t errors = 0, bytes = 0;
	double value;
	while (fscanf(f, "%7s %15s %127s", what, type, a) == 3) {
		if (!strcmp(what, "bytes")) {
			check_bytes(type, a);
			bytes++;
		} else {
			assert_int_equal(fscanf(f, "%lf", &value), 1);
			check_error(type, a, value);
			errors++;
		}
	}
	fclose(f);
	assert_int_equal(bytes, QUANT_RULED);
	assert_int_equal(errors, QUANT_SEARCHED * model.n);
}

static const struct ck_dtype *type_at(int i)
{
	return ck_dtype_named(i < QUANT_RULED ? quant_ruled[i] : quant_searched[i - QUANT_RULED]);
}

enum { TYPES = QUANT_RULED + QUANT_SEARCHED, BLOCK = 256 };

/* The largest error relative to the largest value of 256: half a step of a rule, a whole one where its last level is missing;
 * of searched types, which cut outliers off for the sake of the others, what was measured. F16 scales add up to 7 %. */
static const double coarse[TYPES] = { 0x1p-11, 0x1p-8, 1 / 8., 1 / 15., 1 / 16., 1 / 31., 1 / 254.,
	0.49, 0.28, 0.12, 0.06, 0.037, 0.15, 0.16 };

/* Half of F16's smallest number, times the most that a rule multiplies it with. */
#define TINY (127 * 0x1p-25f)

/* One value in a whole block is kept but for the scale's rounding; zeros of either sign are zeros; nothing grows. */
static void test_constant(void **state)
{
	(void)state;
	static const float value[] = { 0, -0.0f, 1, -1, 0.375f, -0x1.99999ap-4f, 0x1p-6f, 900 };
	for (int i = 0; i < TYPES; i++)
		for (size_t v = 0; v < sizeof value / sizeof *value; v++) {
			float x[BLOCK];
			for (int k = 0; k < BLOCK; k++)
				x[k] = value[v];
			float *y = restored(type_at(i), x, BLOCK);
			for (int k = 0; k < BLOCK; k++)
				if (!(fabsf(y[k] - x[k]) <= 0.008f * fabsf(x[k]) + TINY))
					fail_msg("%s: %g came back as %g", type_at(i)->name, x[k], y[k]);
			test_free(y);
		}
}

/* Values that no type can tell from zero, alone and beside others; everything stays finite and near. */
static void test_small(void **state)
{
	(void)state;
	for (int i = 0; i < TYPES; i++)
		for (int e = -149; e < -20; e++) {
			float x[BLOCK];
			for (int k = 0; k < BLOCK; k++)
				x[k] = ldexpf((float)(k % 17 - 8), e < -140 ? e : e - 3);
			float *y = restored(type_at(i), x, BLOCK);
			for (int k = 0; k < BLOCK; k++)
				if (!(fabsf(y[k] - x[k]) <= coarse[i] * fabsf(x[0]) + TINY))
					fail_msg("%s: %a came back as %a", type_at(i)->name, x[k], y[k]);
			test_free(y);
		}
}

/* A block beyond F16's scales is refused with its first element; the largest that some fit are not. */
static void test_large(void **state)
{
	(void)state;
	static const float huge[] = { 0x1p127f, 0x1p64f, 0x1p39f, 0x1p30f };
	for (int i = 0; i < TYPES; i++)
		for (size_t h = 0; h < sizeof huge / sizeof *huge; h++)
			for (int sign = -1; sign <= 1; sign += 2) {
				if (!strcmp(type_at(i)->name, "bf16"))
					continue; /* as wide as F32 */
				float x[4 * BLOCK];
				uint8_t out[4 * BLOCK * 4];
				for (int k = 0; k < 4 * BLOCK; k++)
					x[k] = (float)(k % 7) / 8;
				x[3 * BLOCK] = (float)sign * huge[h];
				assert_int_equal(ck_quantize(type_at(i), x, out, 4 * BLOCK), 3 * BLOCK);
			}
	float x = 0x1.ffp127f;
	uint8_t out[4];
	assert_int_equal(ck_quantize(ck_dtype_named("bf16"), &x, out, 1), 0);
	x = 65519;
	assert_int_equal(ck_quantize(ck_dtype_named("f16"), &x, out, 1), 1);
	x = 65520;
	assert_int_equal(ck_quantize(ck_dtype_named("f16"), &x, out, 1), 0);
}

/* Every element is within the coarsest step of its block. */
static void test_bound(void **state)
{
	(void)state;
	for (int i = 0; i < TYPES; i++)
		for (size_t c = 0; c < model.n; c++) {
			const struct quant_case *q = &model.v[c];
			float *y = restored(type_at(i), q->x, q->n);
			for (int64_t b = 0; b < q->n; b += BLOCK) {
				double most = 0;
				for (int64_t k = b; k < b + BLOCK; k++)
					most = fmax(most, fabs((double)q->x[k]));
				for (int64_t k = b; k < b + BLOCK; k++)
					if (!(fabs((double)y[k] - (double)q->x[k]) <= 1.07 * coarse[i] * most + TINY))
						fail_msg("%s of %s: element %lld, %g, came back as %g", type_at(i)->name, q->name, (long long)k,
							q->x[k], y[k]);
			}
			test_free(y);
		}
}

/* A block's bytes come from its elements alone, and from any instruction set. */
static void test_same_bytes(void **state)
{
	(void)state;
	for (int i = 0; i < TYPES; i++)
		for (size_t c = 0; c < model.n; c++) {
			const struct quant_case *q = &model.v[c];
			const int64_t n = q->n < 16 * BLOCK ? q->n : 16 * BLOCK, size = ck_dtype_size(type_at(i), BLOCK);
			uint8_t *all = quantized(type_at(i), q->x, n);
			for (int64_t b = 0; b < n / BLOCK; b++) {
				ck_cpu_mask(b % 2 ? "avx2" : NULL);
				uint8_t *one = quantized(type_at(i), q->x + b * BLOCK, BLOCK);
				if (memcmp(one, all + b * size, (size_t)size))
					fail_msg("%s of %s: block %lld differs%s", type_at(i)->name, q->name, (long long)b, b % 2 ? " without AVX2" : "");
				test_free(one);
			}
			ck_cpu_mask(NULL);
			test_free(all);
		}
}

/* Twice the values are twice the scales: no step depends on magnitude while F16 is normal. */
static void test_powers_of_two(void **state)
{
	(void)state;
	const struct quant_case *q = case_named("grouped");
	enum { N = 8 * BLOCK };
	float x[N];
	for (int i = 0; i < TYPES; i++) {
		float *once = restored(type_at(i), q->x, N);
		for (int k = 0; k < N; k++)
			x[k] = 16 * q->x[k];
		float *more = restored(type_at(i), x, N);
		double low = quant_rmse(once, q->x, N), high = quant_rmse(more, x, N);
		if (!(fabs(high / low - 16) <= 0.1))
			fail_msg("%s: error %g, of 16 times the values %g", type_at(i)->name, low, high);
		test_free(once);
		test_free(more);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_peer),
		cmocka_unit_test(test_constant),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_powers_of_two),
	};
	return cmocka_run_group_tests(tests, make_cases, free_cases);
}
