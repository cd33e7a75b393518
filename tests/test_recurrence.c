/* The ops that recurrent layers are made of, against PyTorch (tests/oracle/recurrence_torch.py): whole, and cut into
 * steps with another sequence between the rows, which changes no bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "activation.h"
#include "decay.h"
#include "delta_rule.h"
#include "kernel.h"
#include "l2norm.h"
#include "math.h"
#include "registry.h"
#include "short_conv.h"
#include "slice.h"
#include "softcap.h"

#define EPS (FLT_EPSILON / 2.0)

static float *data, *next;

/* The arrays of a file, n floats in all. */
static void load(const char *name, size_t n)
{
	char path[512];
	const char *folder = getenv("CK_KERNEL_GOLDEN");
	snprintf(path, sizeof path, "%s/%s.bin", folder ? folder : "tests/golden/kernels", name);
	FILE *f = fopen(path, "rb");
	if (!f)
		fail_msg("%s cannot be read", path);
	free(data);
	data = next = malloc((n + 1) * sizeof *data);
	assert_non_null(data);
	assert_int_equal(fread(data, sizeof *data, n + 1, f), n);
	fclose(f);
}

static const float *take(size_t n)
{
	const float *p = next;
	next += n;
	return p;
}

static void run(const char *symbol, void *args, int64_t lo, int64_t hi)
{
	const struct ck_kernel *k = ck_kernel_named(symbol);
	assert_non_null(k);
	k->fn(args, lo, hi);
}

static void near(const char *what, int i, double got, double want, double bound)
{
	if (!(fabs(got - want) <= bound))
		fail_msg("%s, element %d: %.9g, PyTorch %.9g, bound %.3g", what, i, got, want, bound);
}

static void test_activation(void **state)
{
	(void)state;
	enum { R = 206 };
	load("activation", 6 * R);
	const float *x = take(R), *silu = take(R), *sigmoid = take(R), *gelu = take(R), *softplus = take(R), *cap = take(R);
	const struct { enum ck_act act; const float *want; } acts[] = { { CK_SILU, silu }, { CK_SIGMOID, sigmoid }, { CK_GELU_TANH, gelu } };
	float y[R];
	for (int a = 0; a < 3; a++) {
		struct ck_activation args = { y, x, R, acts[a].act };
		run("ck_activation_f32_ref", &args, 0, R);
		/* exp errs by 1.5 ulp; 1 + tanh cancels where x is negative */
		for (int i = 0; i < R; i++)
			near("activation", i, y[i], acts[a].want[i],
				acts[a].act == CK_GELU_TANH ? 8 * EPS * fabs((double)x[i]) : 8 * EPS * fabs((double)acts[a].want[i]) + 1e-44);
	}
	struct ck_softcap s = { y, x, R, 30 };
	run("ck_softcap_f32_ref", &s, 0, R);
	for (int i = 0; i < R; i++) {
		near("softcap", i, y[i], cap[i], 8 * EPS * fabs((double)cap[i]));
		near("softplus", i, ck_softplusf(x[i]), softplus[i], 4 * EPS * fabs((double)softplus[i]) + 1e-44);
	}
}

static void test_l2norm(void **state)
{
	(void)state;
	enum { R = 3, E = 37 };
	load("l2norm", 2 * R * E);
	const float *x = take(R * E), *want = take(R * E);
	float y[R * E];
	struct ck_l2norm a = { y, x, R, E, 1e-6f };
	run("ck_l2norm_f32_ref", &a, 0, R);
	for (int i = 0; i < R * E; i++)
		near("l2norm", i, y[i], want[i], 8 * EPS * fabs((double)want[i]));
}

static void test_decay(void **state)
{
	(void)state;
	enum { T = 5, H = 6 };
	load("decay", 2 * T * H + 2 * H);
	const float *x = take(T * H), *a = take(H), *b = take(H), *want = take(T * H);
	float y[T * H];
	struct ck_decay args = { y, x, a, b, T, H };
	run("ck_decay_f32_ref", &args, 0, T);
	/* the exponent, below 7, errs by 4 roundings */
	for (int i = 0; i < T * H; i++)
		near("decay", i, y[i], want[i], 40 * EPS * fabs((double)want[i]));
}

static void test_slice(void **state)
{
	(void)state;
	static const float x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, parts[] = { 1, 2, 4, 5, 7, 8, 10, 11 };
	float y[8];
	struct ck_slice a = { y, x, 2, 2, 3, 4, 1 };
	run("ck_slice_f32_ref", &a, 0, 2);
	assert_memory_equal(y, parts, sizeof y);
}

/* Steps of a sequence in slot 1 of 2: rows of slot 0, of other values, stand between them. */
struct cut { int32_t pos[64], slot[64]; int T, row[64]; };

static struct cut step(int from, int n, int other)
{
	struct cut c = { .T = 0 };
	for (int i = 0; i < n; i++) {
		c.pos[c.T] = from + i;
		c.slot[c.T] = 1;
		c.row[c.T++] = from + i;
		if (other) {
			c.pos[c.T] = from + i;
			c.slot[c.T] = 0;
			c.row[c.T++] = -1;
		}
	}
	return c;
}

/* Rows of x as the step has them; the other slot's are of the sequence's rows, negated. */
static void gather(float *to, const struct cut *c, const float *x, int width)
{
	for (int t = 0; t < c->T; t++)
		for (int i = 0; i < width; i++)
			to[t * width + i] = c->row[t] < 0 ? -x[c->pos[t] * width + i] : x[c->row[t] * width + i];
}

static const int cuts[] = { 64, 1, 5 };

static void test_short_conv(void **state)
{
	(void)state;
	enum { T = 13, N = 20, J = 4 };
	load("short_conv", 2 * T * N + N * J);
	const float *x = take(T * N), *w = take(N * J), *want = take(T * N);
	float first[T * N];
	for (int other = 0; other < 2; other++)
		for (int k = 0; k < 3; k++) {
			float c[2 * (J - 1) * N];
			memset(c, 0xff, sizeof c); /* what a sequence before left: NaN */
			for (int from = 0; from < T; from += cuts[k]) {
				const struct cut s = step(from, T - from < cuts[k] ? T - from : cuts[k], other);
				float in[2 * T * N], y[2 * T * N];
				gather(in, &s, x, N);
				struct ck_short_conv a = { y, c, in, w, s.pos, s.slot, s.T, N, J, 2, CK_SILU };
				run("ck_short_conv_f32_ref", &a, 0, 16);
				run("ck_short_conv_f32_ref", &a, 16, N);
				for (int t = 0; t < s.T; t++)
					for (int i = 0; i < N && s.row[t] >= 0; i++) {
						const int at = s.row[t] * N + i;
						near("short_conv", at, y[t * N + i], want[at], 30 * EPS); /* sums of 4 products below 4 */
						if (!other && !k)
							first[at] = y[t * N + i];
						assert_memory_equal(&first[at], &y[t * N + i], 4);
					}
			}
		}
}

static void test_delta_rule(void **state)
{
	(void)state;
	enum { T = 29, KH = 2, VH = 4, K = 11, V = 13 };
	load("delta_rule", 2 * T * KH * K + 3 * T * VH * V + 2 * T * VH);
	const float *q = take(T * KH * K), *k = take(T * KH * K), *v = take(T * VH * V), *g = take(T * VH), *beta = take(T * VH);
	static float first[T * VH * V];
	for (int grouped = 0; grouped < 2; grouped++) {
		const float *want = take(T * VH * V);
		for (int other = 0; other < 2; other++)
			for (int n = 0; n < 3; n++) {
				static float s[2 * VH * K * V], qq[2 * T * KH * K], kk[2 * T * KH * K], vv[2 * T * VH * V], gg[2 * T * VH], bb[2 * T * VH],
					y[2 * T * VH * V];
				memset(s, 0xff, sizeof s);
				for (int from = 0; from < T; from += cuts[n]) {
					const struct cut c = step(from, T - from < cuts[n] ? T - from : cuts[n], other);
					gather(qq, &c, q, KH * K);
					gather(kk, &c, k, KH * K);
					gather(vv, &c, v, VH * V);
					gather(gg, &c, g, VH);
					gather(bb, &c, beta, VH);
					struct ck_delta_rule a = { y, s, qq, kk, vv, gg, bb, c.pos, c.slot, c.T, KH, K, VH, V, 2, 0.3f,
						grouped ? CK_GROUPED : CK_TILED };
					for (int h = VH; h-- > 0;)
						run("ck_delta_rule_f32_ref", &a, h, h + 1);
					for (int t = 0; t < c.T; t++)
						for (int i = 0; i < VH * V && c.row[t] >= 0; i++) {
							const int at = c.row[t] * VH * V + i;
							/* a state of at most T corrections below 2, each of K roundings */
							near(grouped ? "grouped" : "tiled", at, y[t * VH * V + i], want[at], 2 * 0.3 * T * K * EPS);
							if (!other && !n)
								first[at] = y[t * VH * V + i];
							assert_memory_equal(&first[at], &y[t * VH * V + i], 4);
						}
				}
			}
	}
}

static int teardown(void **state)
{
	(void)state;
	free(data);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_activation),
		cmocka_unit_test(test_l2norm),
		cmocka_unit_test(test_decay),
		cmocka_unit_test(test_slice),
		cmocka_unit_test(test_short_conv),
		cmocka_unit_test(test_delta_rule),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
