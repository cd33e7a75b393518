/* The chain of samplers against tests/oracle/sample.py; logarithms; that it is what the short way does; mirostat's memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "diagnosed.h"
#include "sample_chain.h"

enum { V = 40 };

static double number(const json_t *j, const char *key, double otherwise)
{
	const json_t *v = json_object_get(j, key);
	return v ? json_number_value(v) : otherwise;
}

static struct ck_sample_options options(const json_t *c, struct ck_arena *a)
{
	const json_t *j = json_object_get(c, "options"), *bias = json_object_get(j, "bias"), *breakers = json_object_get(j, "breakers");
	struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
	uint8_t *breaker = ck_alloc(a, V);
	struct ck_bias *b = ck_allocn(a, V, sizeof *b);
	o.temperature = number(j, "temperature", 1);
	o.top_k = (int32_t)number(j, "top_k", 0);
	o.top_p = number(j, "top_p", 1);
	o.min_p = number(j, "min_p", 0);
#define REAL(name) o.name = number(j, #name, o.name);
	REAL(repeat_penalty) REAL(presence) REAL(frequency) REAL(typical_p) REAL(top_n_sigma) REAL(xtc_probability) REAL(xtc_threshold)
	REAL(dry_multiplier) REAL(dry_base) REAL(dyn_range) REAL(dyn_exponent) REAL(tau)
#undef REAL
	o.window = (int32_t)number(j, "window", o.window);
	o.dry_allowed = (int32_t)number(j, "dry_allowed", o.dry_allowed);
	o.dry_window = (int32_t)number(j, "dry_window", o.dry_window);
	o.mirostat = (int)number(j, "mirostat", 0);
	for (size_t i = 0; i < json_array_size(breakers); i++)
		breaker[json_integer_value(json_array_get(breakers, i))] = 1;
	for (; o.nbias < json_array_size(bias); o.nbias++) {
		const json_t *pair = json_array_get(bias, o.nbias), *add = json_array_get(pair, 1);
		b[o.nbias] = (struct ck_bias){ (int32_t)json_integer_value(json_array_get(pair, 0)),
			json_is_string(add) ? -__builtin_inf() : json_number_value(add) };
	}
	o.breaker = breaker;
	o.bias = b;
	if (json_is_string(json_object_get(c, "order")))
		assert_true(ck_chain_order(json_string_value(json_object_get(c, "order")), &o));
	return o;
}

static void start(struct ck_sampler *s, const json_t *c, float *logits, struct ck_arena *a)
{
	struct ck_sample_options o = options(c, a);
	const json_t *l = json_object_get(c, "logits"), *text = json_object_get(c, "text");
	assert_int_equal(json_array_size(l), V);
	for (size_t i = 0; i < V; i++)
		logits[i] = (float)json_number_value(json_array_get(l, i));
	ck_sampler_init(s, &o, V, a);
	if (!s->chain) /* the short way would do */
		s->chain = ck_chain_new(&o, V, a);
	for (size_t i = 0; i < json_array_size(text); i++)
		ck_sample_accept(s, (int32_t)json_integer_value(json_array_get(text, i)));
}

static bool close_to(double x, double y)
{
	double d = x - y;
	return (d < 0 ? -d : d) <= 1e-13 * y + 1e-300; /* exp, log and pow here and there: a few roundings each */
}

static void test_as_defined(void **state)
{
	(void)state;
	json_t *cases = json_load_file("tests/golden/sample/cases.json", 0, NULL), *c;
	size_t i;
	assert_true(json_array_size(cases) > 20);
	json_array_foreach(cases, i, c) {
		struct ck_arena a = { 0 };
		struct ck_sampler s;
		float logits[V];
		const json_t *want = json_object_get(c, "want");
		const char *name = json_string_value(json_object_get(c, "name"));
		start(&s, c, logits, &a);
		for (int again = 0; again < 2; again++) { /* nothing is left behind */
			assert_true(ck_chain_apply(&s, logits));
			if ((size_t)s.chain->n != json_array_size(want))
				fail_msg("%s: %d candidates, not %zu", name, s.chain->n, json_array_size(want));
			for (int k = 0; k < s.chain->n; k++) {
				const json_t *pair = json_array_get(want, (size_t)k);
				const double p = json_number_value(json_array_get(pair, 1));
				if (s.chain->v[k].id != json_integer_value(json_array_get(pair, 0)) || !close_to(s.chain->v[k].p, p))
					fail_msg("%s: candidate %d is %d, %.17g, not %lld, %.17g", name, k, s.chain->v[k].id, s.chain->v[k].p,
						(long long)json_integer_value(json_array_get(pair, 0)), p);
			}
		}
		if (s.opt.mirostat) { /* mu follows the surprise of what was drawn */
			const double before = s.chain->mu;
			const int32_t id = ck_sample(&s, logits);
			for (size_t k = 0; k < json_array_size(want); k++) {
				const json_t *pair = json_array_get(want, k);
				if (json_integer_value(json_array_get(pair, 0)) == id)
					assert_true(close_to(2 + before - s.chain->mu,
						2 + s.opt.eta * (-__builtin_log2(json_number_value(json_array_get(pair, 1))) - s.opt.tau)));
			}
			assert_true(s.chain->mu != before);
		}
		ck_arena_free(&a);
	}
	json_decref(cases);
}

static void test_log(void **state)
{
	(void)state;
	static const struct { double x, y; } known[] = { /* to 17 digits, from bc */
		{ 2, 0.69314718055994531 }, { 10, 2.3025850929940457 }, { 0.5, -0.69314718055994531 }, { 1e-300, -690.77552789821371 },
		{ 1.5, 0.40546510810816438 }, { 1e300, 690.77552789821371 }, { 0.001, -6.9077552789821371 }, { 3, 1.0986122886681098 },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		double e = ck_sample_log(known[i].x) / known[i].y - 1;
		assert_true(e < 1e-15 && e > -1e-15);
	}
	assert_true(ck_sample_log(1) == 0);
}

/* With the usual steps the chain draws what the short way draws. */
static void test_same_as_short(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_rng r;
	struct ck_sampler brief, chain;
	struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
	float logits[V];
	o.repeat_penalty = 1.25; /* exact in F32 where logits are eighths */
	ck_rng_seed(&r, 5, 5);
	ck_sampler_init(&brief, &o, V, &a);
	ck_sampler_init(&chain, &o, V, &a);
	assert_null(brief.chain);
	chain.chain = ck_chain_new(&o, V, &a);
	for (int i = 0; i < 2000; i++) {
		for (int k = 0; k < V; k++)
			logits[k] = (float)((int)(ck_rng_u32(&r) % 80) - 40) * 0.125f * 5;
		brief.rng = chain.rng; /* the chain draws no number where there is no choice */
		const int32_t one = ck_sample(&chain, logits);
		assert_int_equal(ck_sample(&brief, logits), one);
		ck_sample_accept(&brief, one);
		ck_sample_accept(&chain, one);
	}
	ck_arena_free(&a);
}

static void test_order_refused(void **state)
{
	(void)state;
	struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
	catch_start();
	assert_false(ck_chain_order("top_k;nothing", &o));
	assert_diagnosed("no sampler 'nothing'");
	assert_false(ck_chain_order("top_k;top_p;top_k", &o));
	assert_diagnosed("sampler 'top_k' is there twice");
	catch_end();
}

static void test_no_number(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_sampler s;
	struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
	float logits[V];
	o.presence = 1;
	for (int i = 0; i < V; i++)
		logits[i] = __builtin_nanf("");
	ck_sampler_init(&s, &o, V, &a);
	assert_int_equal(ck_sample(&s, logits), -1);
	logits[9] = -3;
	assert_int_equal(ck_sample(&s, logits), 9);
	ck_arena_free(&a);
}

/* Of two equal tokens XTC takes the first away as often as it is told to: it is drawn in half of the other cases. */
static void test_xtc_often(void **state)
{
	(void)state;
	enum { DRAWS = 4096 };
	static const struct { double probability; int first; } often[] = { { 0.25, DRAWS * 3 / 8 }, { 0.5, DRAWS / 4 }, { 0.75, DRAWS / 8 } };
	for (size_t i = 0; i < sizeof often / sizeof *often; i++) {
		struct ck_arena a = { 0 };
		struct ck_sampler s;
		struct ck_sample_options o = CK_SAMPLE_DEFAULTS;
		int first = 0;
		o.temperature = 1;
		o.xtc_probability = often[i].probability;
		ck_sampler_init(&s, &o, 2, &a);
		for (int k = 0; k < DRAWS; k++)
			first += ck_sample(&s, (const float[]){ 1, 1 }) == 0;
		if (abs(first - often[i].first) > 124) /* 4 standard deviations of the widest: sqrt(4096 * 3/8 * 5/8) = 31 */
			fail_msg("probability %g: the first token %d times, not about %d", often[i].probability, first, often[i].first);
		ck_arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_defined), cmocka_unit_test(test_log), cmocka_unit_test(test_same_as_short), cmocka_unit_test(test_xtc_often),
		cmocka_unit_test(test_order_refused), cmocka_unit_test(test_no_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
