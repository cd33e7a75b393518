/* The random sequence against its published vectors, the sampler against distributions worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "sample.h"

/* pcg32-demo of the PCG distribution: seed 42, stream 54. */
static void test_rng_published(void **state)
{
	(void)state;
	static const uint32_t want[] = { 0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e };
	struct ck_rng r;
	ck_rng_seed(&r, 42, 54);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_int_equal(ck_rng_u32(&r), want[i]);
	ck_rng_seed(&r, 42, 54);
	assert_true(ck_rng_unit(&r) == (double)(0xa15c02b77b47f409u >> 11) / 9007199254740992.0);
}

static void test_exp(void **state)
{
	(void)state;
	static const struct { double x, y; } known[] = { /* to 17 digits, from bc */
		{ 0, 1 }, { -1, 0.36787944117144232 }, { -0.5, 0.60653065971263342 }, { -10, 4.5399929762484852e-05 },
		{ -0.001, 0.99900049983337499 }, { -100, 3.7200759760208360e-44 }, { -700, 9.8596765437597708e-305 },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		double e = ck_sample_exp(known[i].x) / known[i].y - 1;
		assert_true(e < 1e-15 && e > -1e-15);
	}
	assert_true(ck_sample_exp(-709) == 0);
	assert_true(ck_sample_exp(-__builtin_inf()) == 0);
	assert_true(ck_sample_exp(__builtin_nan("")) == 0);
}

enum { V = 8, DRAWS = 40000 };

/* ln of 40, 30, 15, 10, 5: probabilities 0.40, 0.30, 0.15, 0.10, 0.05 for ids 3, 0, 5, 1, 6; 2, 4 and 7 have none. */
static const float logits[V] = { 3.4011974f, 2.3025851f, -__builtin_inff(), 3.6888795f, -__builtin_inff(), 2.7080502f,
	1.6094379f, -__builtin_inff() };

static void expect_distribution(struct ck_sample_options o, const double *want)
{
	struct ck_arena a = { 0 };
	struct ck_sampler s;
	int count[V] = { 0 };
	ck_sampler_init(&s, &o, V, &a);
	for (int i = 0; i < DRAWS; i++) {
		int32_t id = ck_sample(&s, logits);
		assert_true(id >= 0 && id < V);
		count[id]++;
	}
	for (int id = 0; id < V; id++) {
		double p = (double)count[id] / DRAWS;
		if (want[id] == 0)
			assert_int_equal(count[id], 0);
		if (p - want[id] > 0.01 || want[id] - p > 0.01) /* 4 standard deviations */
			fail_msg("id %d: %g, not %g", id, p, want[id]);
	}
	ck_arena_free(&a);
}

static const struct ck_sample_options plain = { .temperature = 1, .top_k = 0, .top_p = 1, .min_p = 0,
	.repeat_penalty = 1, .window = 64, .seed = 7, .typical_p = 1, .nsteps = -1 };

static void test_softmax(void **state)
{
	(void)state;
	expect_distribution(plain, (const double[V]){ 0.30, 0.10, 0, 0.40, 0, 0.15, 0.05, 0 });
}

static void test_top_k(void **state)
{
	(void)state;
	struct ck_sample_options o = plain;
	o.top_k = 2;
	expect_distribution(o, (const double[V]){ 3.0 / 7, 0, 0, 4.0 / 7, 0, 0, 0, 0 });
	o.top_k = V + 5;
	expect_distribution(o, (const double[V]){ 0.30, 0.10, 0, 0.40, 0, 0.15, 0.05, 0 });
}

static void test_top_p(void **state)
{
	(void)state;
	struct ck_sample_options o = plain;
	o.top_p = 0.75;
	expect_distribution(o, (const double[V]){ 30 / 85.0, 0, 0, 40 / 85.0, 0, 15 / 85.0, 0, 0 });
	o.top_p = 0;
	expect_distribution(o, (const double[V]){ 0, 0, 0, 1, 0, 0, 0, 0 });
}

static void test_min_p(void **state)
{
	(void)state;
	struct ck_sample_options o = plain;
	o.min_p = 0.2; /* of 0.40: at least 0.08 */
	expect_distribution(o, (const double[V]){ 30 / 95.0, 10 / 95.0, 0, 40 / 95.0, 0, 15 / 95.0, 0, 0 });
}

static void test_temperature(void **state)
{
	(void)state;
	struct ck_sample_options o = plain;
	o.temperature = 0.5; /* squares: 16, 9, 2.25, 1, 0.25 */
	expect_distribution(o, (const double[V]){ 9 / 28.5, 1 / 28.5, 0, 16 / 28.5, 0, 2.25 / 28.5, 0.25 / 28.5, 0 });
}

/* Top-p sees probabilities before temperature, and after top-k: 40/70 is enough for 0.55. */
static void test_order(void **state)
{
	(void)state;
	struct ck_sample_options o = plain;
	o.top_k = 2;
	o.top_p = 0.55;
	o.temperature = 100;
	expect_distribution(o, (const double[V]){ 0, 0, 0, 1, 0, 0, 0, 0 });
}

static void test_greedy(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_sampler s;
	struct ck_sample_options o = plain;
	o.temperature = 0;
	ck_sampler_init(&s, &o, V, &a);
	assert_int_equal(ck_sample(&s, logits), 3);
	assert_int_equal(ck_sample(&s, (const float[V]){ 1, 5, 2, 5, 5, 0, 0, 0 }), 1);
	assert_int_equal(ck_sample(&s, (const float[V]){ -9, -5, -7, -5, -6, -8, -8, -8 }), 1);
	float nan = __builtin_nanf("");
	assert_int_equal(ck_sample(&s, (const float[V]){ nan, nan, -2, nan, -1, nan, nan, nan }), 4);
	assert_int_equal(ck_sample(&s, (const float[V]){ nan, nan, nan, nan, nan, nan, nan, nan }), -1);
	struct ck_rng fresh;
	ck_rng_seed(&fresh, o.seed, 54);
	assert_int_equal(ck_rng_u32(&s.rng), ck_rng_u32(&fresh)); /* no number was drawn */
	ck_arena_free(&a);
}

static void test_repeat_penalty(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_sampler s;
	struct ck_sample_options o = plain;
	o.temperature = 0;
	o.repeat_penalty = 2;
	o.window = 2;
	ck_sampler_init(&s, &o, V, &a);
	const float l[V] = { 4, 3, 1.6f, -1, -1, -1, -1, -1 };
	assert_int_equal(ck_sample(&s, l), 0);
	ck_sample_accept(&s, 0);
	assert_int_equal(ck_sample(&s, l), 1); /* 2, 3 */
	ck_sample_accept(&s, 1);
	assert_int_equal(ck_sample(&s, l), 0); /* 2, 1.5, 1.6 */
	ck_sample_accept(&s, 0);
	ck_sample_accept(&s, 0);
	assert_int_equal(ck_sample(&s, l), 1); /* 1 is out of the window */
	const float negative[V] = { -1, -1.5f, -9, -9, -9, -9, -9, -9 };
	assert_int_equal(ck_sample(&s, negative), 1); /* -1 becomes -2 */
	ck_arena_free(&a);
}

/* Selecting k of many agrees with sorting them all: ties, NaN, and recent ones whose logits sink or rise. */
static void test_top_k_of_many(void **state)
{
	(void)state;
	enum { MANY = 5003 };
	static const float penalty[] = { 1, 1.3f, 0.5f };
	struct ck_arena a = { 0 };
	struct ck_rng r;
	float *l = ck_allocn(&a, MANY, sizeof *l);
	ck_rng_seed(&r, 3, 3);
	for (int i = 0; i < MANY; i++)
		l[i] = i % 7 ? (float)(ck_rng_u32(&r) % 64) - 16 : i % 5 ? -__builtin_inff() : __builtin_nanf("");
	for (int p = 0; p < 3; p++)
		for (int k = 1; k < 300; k += 37) {
			struct ck_sampler some, all;
			struct ck_sample_options o = plain;
			o.repeat_penalty = penalty[p];
			ck_sampler_init(&all, &o, MANY, &a);
			o.top_k = k;
			ck_sampler_init(&some, &o, MANY, &a);
			for (int i = 0; i < 64; i++) {
				const int32_t id = (int32_t)(ck_rng_u32(&r) % MANY);
				ck_sample_accept(&all, id);
				ck_sample_accept(&some, id);
			}
			ck_sample(&all, l);
			ck_sample(&some, l);
			for (int i = 0; i < k; i++)
				assert_int_equal(some.candidate[i].id, all.candidate[i].id);
		}
	ck_arena_free(&a);
}

/* The same seed, the same tokens; these were worked out by a separate program in another language. */
static void test_reproducible(void **state)
{
	(void)state;
	static const int32_t want[] = { 3, 0, 0, 3, 3, 5, 5, 3, 0, 0, 3, 0, 0, 3, 0, 3 };
	struct ck_arena a = { 0 };
	struct ck_sampler s;
	struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
	o.top_p = 0.9; /* the default, 0.95, is just what the first four have here */
	ck_sampler_init(&s, &o, V, &a);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_int_equal(ck_sample(&s, logits), want[i]);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rng_published), cmocka_unit_test(test_exp), cmocka_unit_test(test_softmax),
		cmocka_unit_test(test_top_k), cmocka_unit_test(test_top_p), cmocka_unit_test(test_min_p),
		cmocka_unit_test(test_temperature), cmocka_unit_test(test_order), cmocka_unit_test(test_greedy),
		cmocka_unit_test(test_repeat_penalty), cmocka_unit_test(test_top_k_of_many), cmocka_unit_test(test_reproducible),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
