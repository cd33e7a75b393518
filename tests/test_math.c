/* kernels/math.h against libm in F64 over samples of all F32, against published values;
 * half.h against the definition of binary16. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <cmocka.h>

#include "../kernels/half.h"
#include "../kernels/math.h"

/* Error in units in the last place of the exact value; infinite if only one of them is finite or NaN. */
static double ulps(float got, double want)
{
	if (isnan(want) || isnan(got))
		return isnan(want) && isnan(got) ? 0 : INFINITY;
	const float rounded = (float)want;
	if (isinf(rounded) || isinf(got))
		return got == rounded ? 0 : INFINITY;
	int e;
	frexp(want, &e);
	return fabs((double)got - want) / ldexp(1, (e < -125 ? -125 : e) - 24);
}

static void expect(const char *name, float x, float got, double want, double bound)
{
	if (!(ulps(got, want) <= bound))
		fail_msg("%s(%a): %a, %.2f units from %a", name, x, got, ulps(got, want), want);
}

/* One in 509 of all F32: a prime step meets every exponent and low bit pattern. */
enum { STEP = 509 };

static void test_exp(void **state)
{
	(void)state;
	for (uint64_t u = 0; u <= UINT32_MAX; u += STEP) {
		const float x = ck_f32_of((uint32_t)u);
		expect("exp", x, ck_expf(x), exp(x), 1.5);
	}
	for (float x = -0.35f; x < 0.35f; x += 1e-6f)
		expect("exp", x, ck_expf(x), exp(x), 1.5);
}

static void test_tanh(void **state)
{
	(void)state;
	for (uint64_t u = 0; u <= UINT32_MAX; u += STEP) {
		const float x = ck_f32_of((uint32_t)u);
		expect("tanh", x, ck_tanhf(x), tanh(x), 1.5);
		assert_int_equal(ck_bits_of(ck_tanhf(x)) >> 31, isnan(x) ? ck_bits_of(ck_tanhf(x)) >> 31 : ck_bits_of(x) >> 31);
	}
}

static void test_sin_cos(void **state)
{
	(void)state;
	for (uint64_t u = 0; u <= UINT32_MAX; u += STEP) {
		const float x = ck_f32_of((uint32_t)u);
		if (fabsf(x) < 0x1p30f) {
			expect("sin", x, ck_sinf(x), sin(x), 0.51);
			expect("cos", x, ck_cosf(x), cos(x), 0.51);
		} else {
			assert_true(isnan(ck_sinf(x)) && isnan(ck_cosf(x)));
		}
	}
	/* the floats nearest to multiples of pi / 2, where the reduction loses most */
	for (int n = 1; n < 1000000; n++) {
		const float x = (float)(n * 1.5707963267948966);
		expect("sin", x, ck_sinf(x), sin(x), 0.51);
		expect("cos", x, ck_cosf(x), cos(x), 0.51);
	}
}

static void test_pow(void **state)
{
	(void)state;
	for (int i = 0; i < 1500; i++)
		for (int j = 0; j < 400; j++) {
			const float x = (float)exp2(i / 20.0 - 25), y = (float)(j - 200) / 150;
			expect("pow", x, ck_powf(x, y), pow(x, y), 0.51);
		}
	static const float bad[][2] = { { 0, 1 }, { -2, 1 }, { INFINITY, 1 }, { NAN, 1 }, { 2, NAN }, { 2, INFINITY }, { 1e30f, 2 },
		{ 1e-30f, 2 } };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(isnan(ck_powf(bad[i][0], bad[i][1])));
}

/* Values of Abramowitz and Stegun's tables, and what IEEE 754 says of special arguments. */
static void test_published(void **state)
{
	(void)state;
	expect("exp", 1, ck_expf(1), 2.718281828459045, 0.5);
	expect("exp", 0.5f, ck_expf(0.5f), 1.648721270700128, 1);
	expect("exp", -10, ck_expf(-10), 4.539992976248485e-05, 1);
	expect("tanh", 1, ck_tanhf(1), 0.7615941559557649, 1);
	expect("tanh", 0.25f, ck_tanhf(0.25f), 0.24491866240370913, 1);
	expect("sin", 1, ck_sinf(1), 0.8414709848078965, 0.51);
	expect("cos", 1, ck_cosf(1), 0.5403023058681398, 0.51);
	expect("sin", 1e6f, ck_sinf(1e6f), -0.34999350217129294, 0.51);
	expect("cos", 1e6f, ck_cosf(1e6f), 0.93675212753314479, 0.51);
	expect("pow", 10000, ck_powf(10000, -1.0f / 32), 0.7498942093324559, 0.51);
	assert_true(ck_expf(0) == 1 && ck_expf(-0.0f) == 1);
	assert_true(ck_expf(-INFINITY) == 0 && ck_expf(INFINITY) == INFINITY && isnan(ck_expf(NAN)));
	assert_true(ck_tanhf(INFINITY) == 1 && ck_tanhf(-INFINITY) == -1 && isnan(ck_tanhf(NAN)));
	assert_true(ck_sinf(0) == 0 && ck_cosf(0) == 1);
}

/* Every half, against its definition; every half back again; halfway cases go to even. */
static void test_half(void **state)
{
	(void)state;
	for (uint32_t h = 0; h < 0x10000; h++) {
		const int e = h >> 10 & 31, m = h & 0x3ff;
		const float x = ck_f16_to_f32((uint16_t)h);
		if (e == 31 && m) {
			assert_true(isnan(x) && isnan(ck_f16_to_f32(ck_f32_to_f16(x))));
			continue;
		}
		const double value = e == 31 ? INFINITY : e ? ldexp(1024 + m, e - 25) : ldexp(m, -24);
		assert_true((double)x == (h & 0x8000 ? -value : value));
		assert_int_equal(ck_f32_to_f16(x), h);
		const uint32_t next = h + 1;
		if ((next & 0x7c00) != 0x7c00 && (h & 0x7fff) < 0x7bff) {
			const float mid = (float)(((double)x + (double)ck_f16_to_f32((uint16_t)next)) / 2);
			assert_int_equal(ck_f32_to_f16(mid), h + (h & 1));
			const float away = (h & 0x8000) ? -INFINITY : INFINITY;
			assert_int_equal(ck_f32_to_f16(nextafterf(mid, away)), next);
			assert_int_equal(ck_f32_to_f16(nextafterf(mid, 0)), h);
		}
	}
	assert_int_equal(ck_f32_to_f16(65519.996f), 0x7bff);
	assert_int_equal(ck_f32_to_f16(65520), 0x7c00);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_exp),
		cmocka_unit_test(test_tanh),
		cmocka_unit_test(test_sin_cos),
		cmocka_unit_test(test_pow),
		cmocka_unit_test(test_half),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
