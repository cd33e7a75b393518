/* Every kernel of the registry against PyTorch's F64 results: golden/kernels/README.md.
 *
 * Bounds are k * epsilon of the sum of magnitudes that went into an element, k the number of roundings on
 * its path. CK_KERNEL_GOLDEN in the environment names another folder of the same files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "attention.h"
#include "cpu.h"
#include "embedding.h"
#include "gated_matmul.h"
#include "glu.h"
#include "half.h"
#include "kernel.h"
#include "kv_store.h"
#include "layernorm.h"
#include "matmul.h"
#include "registry.h"
#include "rmsnorm.h"
#include "rope.h"
#include "rope_table.h"

#define EPS (FLT_EPSILON / 2.0)

struct file {
	char *data;
	size_t size, at;
};

static struct file load(const char *name)
{
	struct file f = { 0 };
	char path[512];
	const char *folder = getenv("CK_KERNEL_GOLDEN");
	snprintf(path, sizeof path, "%s/%s.bin", folder ? folder : "tests/golden/kernels", name);
	FILE *in = fopen(path, "rb");
	if (!in)
		fail_msg("%s cannot be read", path);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	f.size = (size_t)ftell(in);
	rewind(in);
	f.data = malloc(f.size);
	assert_non_null(f.data);
	assert_int_equal(fread(f.data, 1, f.size, in), f.size);
	fclose(in);
	return f;
}

/* The next array; 4-byte elements but for halves. */
static void *take(struct file *f, int64_t n, size_t bytes)
{
	void *p = f->data + f->at;
	f->at += (size_t)n * bytes;
	assert_true(f->at <= f->size);
	return p;
}

static void finish(struct file *f)
{
	assert_int_equal(f->at, f->size);
	free(f->data);
}

static void near(const struct ck_kernel *k, const char *what, int64_t i, double got, double want, double bound)
{
	if (!(fabs(got - want) <= bound))
		fail_msg("%s, %s, element %lld: %.9g, PyTorch %.9g, bound %.3g", k->symbol, what, (long long)i, got, want, bound);
}

/* Walks the exact kernels of an op that run here; NULL at the end. */
static const struct ck_kernel *next_kernel(const char *op, int *i)
{
	for (; ck_kernels[*i]; ++*i) {
		const struct ck_kernel *k = ck_kernels[*i];
		int rank;
		if (!strcmp(k->op, op) && !strcmp(k->numerics, "exact") && k->fn && ck_cpu_has(ck_isa_features(k->isa, &rank))) {
			++*i;
			return k;
		}
	}
	return NULL;
}

static bool has(const struct ck_kernel *k, const char *pair)
{
	return strstr(k->dtypes, pair) != NULL;
}

static void *pack(const struct ck_kernel *k, const char *dtype, const void *rows, int64_t n, int64_t K)
{
	const size_t bytes = !strcmp(dtype, "f32") ? 4 : 2;
	const struct ck_packing *p = ck_packing_named(dtype, "n16");
	const size_t size = *k->packing ? (size_t)p->size(n, K) : (size_t)(n * K) * bytes;
	void *w = aligned_alloc(64, (size + 63) / 64 * 64);
	assert_non_null(w);
	if (*k->packing)
		p->pack(w, rows, n, K);
	else
		memcpy(w, rows, size);
	return w;
}

static _Alignas(64) uint8_t scratch[1 << 18]; /* more than any kernel here asks for */

static void test_half(void **state)
{
	(void)state;
	enum { N = 311 };
	struct file f = load("half");
	const float *x = take(&f, N, 4);
	const uint16_t *want = take(&f, N, 2);
	for (int i = 0; i < N; i++)
		if (ck_f32_to_f16(x[i]) != want[i])
			fail_msg("%a: %04x, PyTorch %04x", x[i], ck_f32_to_f16(x[i]), want[i]);
	finish(&f);
}

static void test_embedding(void **state)
{
	(void)state;
	enum { V = 35, E = 48, T = 5 };
	struct file f = load("embedding");
	const float *w = take(&f, V * E, 4);
	const int32_t *id = take(&f, T, 4);
	const float *want = take(&f, T * E, 4);
	const struct ck_kernel *k;
	int n = 0;
	for (int i = 0; (k = next_kernel("embedding", &i));) {
		if (!has(k, "w=f32"))
			continue;
		float y[T * E];
		void *packed = pack(k, "f32", w, V, E);
		const struct ck_embedding a = { y, id, packed, T, V, E, 2.5f };
		k->fn(&a, 0, T);
		for (int j = 0; j < T * E; j++)
			near(k, "scaled rows", j, y[j], want[j], 2 * EPS * fabs(want[j]));
		free(packed);
		n++;
	}
	assert_true(n >= 2);
	finish(&f);
}

static void test_rmsnorm(void **state)
{
	(void)state;
	enum { R = 3, E = 37 };
	struct file f = load("rmsnorm");
	const float *x = take(&f, R * E, 4), *w = take(&f, E, 4), *want = take(&f, R * E, 4);
	const struct ck_kernel *k;
	int n = 0;
	for (int i = 0; (k = next_kernel("rmsnorm", &i)); n++) {
		float y[R * E];
		const struct ck_rmsnorm a = { y, x, w, R, E, 1e-5f };
		k->fn(&a, 0, R);
		for (int j = 0; j < R * E; j++)
			near(k, "rows", j, y[j], want[j], 8 * EPS * fabs(want[j]));
	}
	assert_true(n > 0);
	finish(&f);
}

static void test_layernorm(void **state)
{
	(void)state;
	enum { R = 3, E = 37 };
	struct file f = load("layernorm");
	const float *x = take(&f, R * E, 4), *w = take(&f, E, 4), *b = take(&f, E, 4);
	const float *plain = take(&f, R * E, 4), *biased = take(&f, R * E, 4);
	const struct ck_kernel *k;
	int n = 0;
	for (int i = 0; (k = next_kernel("layernorm", &i)); n++)
		for (int bias = 0; bias < 2; bias++) {
			float y[R * E];
			const struct ck_layernorm a = { y, x, w, bias ? b : NULL, R, E, 1e-5f };
			k->fn(&a, 0, R);
			/* the mean rounds by up to 5 units of EPS, which the largest weight and scale pass on */
			for (int j = 0; j < R * E; j++)
				near(k, bias ? "with bias" : "without", j, y[j], bias ? biased[j] : plain[j],
					8 * EPS * (fabs(plain[j]) + fabs(biased[j]) + 1));
		}
	assert_true(n > 0);
	finish(&f);
}

/* Sum over k of |x w|. */
static double magnitude(const float *x, const float *w, int64_t K)
{
	double s = 0;
	for (int64_t k = 0; k < K; k++)
		s += fabs((double)x[k] * w[k]);
	return s;
}

static void test_matmul(void **state)
{
	(void)state;
	enum { T = 5, N = 20, K = 67 };
	struct file f = load("matmul");
	const float *x = take(&f, T * K, 4), *w = take(&f, N * K, 4);
	const uint16_t *h = take(&f, N * K, 2);
	const float *b = take(&f, N, 4), *r = take(&f, T * N, 4), *want32 = take(&f, T * N, 4), *want16 = take(&f, T * N, 4);
	const struct ck_kernel *k;
	int seen[2] = { 0 };
	for (int i = 0; (k = next_kernel("matmul", &i));) {
		const bool f16 = has(k, "w=f16");
		if (!f16 && !has(k, "w=f32"))
			continue;
		float y[T * N];
		void *packed = f16 ? pack(k, "f16", h, N, K) : pack(k, "f32", w, N, K);
		const struct ck_matmul a = { .y = y, .x = x, .r = r, .w = packed, .b = b, .T = T, .N = N, .K = K, .scratch = scratch };
		k->fn(&a, 0, N);
		for (int j = 0; j < T * N; j++)
			near(k, "product", j, y[j], f16 ? want16[j] : want32[j],
				(K + 2) * EPS * 1.01 * (magnitude(x + j / N * K, w + j % N * K, K) + fabs((double)b[j % N]) + fabs((double)r[j])));
		free(packed);
		seen[f16]++;
	}
	assert_true(seen[0] && seen[1]);
	finish(&f);
}

static void test_gated_matmul(void **state)
{
	(void)state;
	enum { T = 5, N = 20, K = 67 };
	struct file f = load("gated_matmul");
	const float *x = take(&f, T * K, 4), *g = take(&f, N * K, 4), *u = take(&f, N * K, 4), *want = take(&f, T * N, 4);
	const struct ck_kernel *k;
	int n = 0;
	for (int i = 0; (k = next_kernel("gated_matmul", &i));) {
		if (!has(k, "g=f32"))
			continue;
		float y[T * N];
		void *pg = pack(k, "f32", g, N, K), *pu = pack(k, "f32", u, N, K);
		const struct ck_gated_matmul a = { .y = y, .x = x, .g = pg, .u = pu, .T = T, .N = N, .K = K, .act = CK_SILU };
		k->fn(&a, 0, N);
		for (int j = 0; j < T * N; j++) {
			/* |silu(v)| <= |v|, its slope is below 1.1 */
			const double mg = magnitude(x + j / N * K, g + j % N * K, K), mu = magnitude(x + j / N * K, u + j % N * K, K);
			near(k, "product", j, y[j], want[j], (2.1 * K + 8) * EPS * mg * mu);
		}
		free(pg);
		free(pu);
		n++;
	}
	assert_true(n > 0);
	finish(&f);
}

static void test_glu(void **state)
{
	(void)state;
	enum { R = 200 };
	struct file f = load("glu");
	const float *g = take(&f, R, 4), *u = take(&f, R, 4), *want = take(&f, R, 4);
	const struct ck_kernel *k;
	int n = 0;
	for (int i = 0; (k = next_kernel("glu", &i)); n++) {
		float y[R];
		const struct ck_glu a = { y, g, u, R, CK_SILU };
		k->fn(&a, 0, R);
		for (int j = 0; j < R; j++)
			near(k, "silu", j, y[j], want[j], 8 * EPS * fabs(want[j]));
	}
	assert_true(n > 0);
	finish(&f);
}

static void test_rope(void **state)
{
	(void)state;
	enum { T = 4, H = 3, D = 30, P = 12 };
	struct file f = load("rope");
	const int32_t *pos = take(&f, T, 4);
	const float *freqs = take(&f, P, 4), *x = take(&f, T * H * D, 4), *table[2], *turned[2];
	table[0] = take(&f, T * P * 2, 4);
	table[1] = take(&f, T * P * 2, 4);
	turned[0] = take(&f, T * H * D, 4);
	turned[1] = take(&f, T * H * D, 4);
	const struct ck_kernel *k;
	float cs[T * P * 2];
	int n = 0;
	for (int i = 0; (k = next_kernel("rope_table", &i)); n++)
		for (int divided = 0; divided < 2; divided++) {
			const struct ck_rope_table a = { cs, pos, divided ? freqs : NULL, T, P, divided ? 500000 : 10000, 1, 1, 0, 0 };
			k->fn(&a, 0, T);
			/* theta(p) has 2p + 2 roundings of the angle, which is at most pos */
			for (int j = 0; j < T * P * 2; j++) {
				const int p = j / 2 % P;
				const double angle = pos[j / 2 / P] * pow(divided ? 500000 : 10000, -(double)p / P);
				near(k, divided ? "divided" : "plain", j, cs[j], table[divided][j], EPS * ((2 * p + 2) * angle + 2));
			}
		}
	assert_true(n > 0);
	n = 0;
	for (int i = 0; (k = next_kernel("rope", &i)); n++)
		for (int split = 0; split < 2; split++) {
			float y[T * H * D];
			const struct ck_rope a = { y, x, table[0], T, H, D, P, split ? CK_SPLIT_HALF : CK_INTERLEAVED };
			k->fn(&a, 0, T);
			for (int j = 0; j < T * H * D; j++)
				near(k, split ? "split_half" : "interleaved", j, y[j], turned[split][j], 8 * EPS);
		}
	assert_true(n > 0);
	finish(&f);
}

static void test_attention(void **state)
{
	(void)state;
	enum { T = 7, H = 6, KV = 2, D = 17, P = 270, PS = 2 };
	static float q[T * H * D], y[T * H * D];
	static const int64_t window[] = { 0, 40, 0, 0 };
	static const float cap[] = { 0, 0, 5, 0 };
	static const int32_t pages[] = { 2, 0 }, slot[T] = { 0 };
	struct file f = load("attention");
	memcpy(q, take(&f, T * H * D, 4), sizeof q);
	const float *k32 = take(&f, KV * P * D, 4), *v32 = take(&f, KV * P * D, 4);
	const int32_t *pos = take(&f, T, 4);
	const struct ck_kernel *k, *store;
	int seen[2] = { 0 };
	for (int variant = 0; variant < 4; variant++) {
		const float *want = take(&f, T * H * D, 4);
		const bool f16 = variant == 3;
		for (int i = 0; (k = next_kernel("attention", &i));) {
			if (!has(k, f16 ? "kc=f16" : "kc=f32"))
				continue;
			/* the cache is filled by kv_store, one position at a time */
			const size_t cache = 3 * KV * 256 * D;
			void *kc = calloc(cache, 4), *vc = calloc(cache, 4);
			assert_true(kc && vc);
			store = ck_kernel_named(f16 ? "ck_kv_store_f16_ref" : "ck_kv_store_f32_ref");
			for (int32_t p = 0; p < P; p++) {
				float kr[KV * D], vr[KV * D];
				for (int h = 0; h < KV; h++) {
					memcpy(kr + h * D, k32 + (h * P + p) * D, D * 4);
					memcpy(vr + h * D, v32 + (h * P + p) * D, D * 4);
				}
				const struct ck_kv_store s = { kc, vc, kr, vr, &p, slot, pages, 1, KV, D, 1, PS, 3 };
				store->fn(&s, 0, KV);
			}
			const struct ck_attention a = { .y = y, .q = q, .kc = kc, .vc = vc, .pos = pos, .slot = slot, .pages = pages,
				.scratch = scratch, .T = T, .H = H, .KV = KV, .D = D, .S = 1, .PS = PS, .PG = 3,
				.window = window[variant], .scale = 0.3f, .softcap = cap[variant], .mask = CK_CAUSAL };
			k->fn(&a, 0, T * H);
			/* A score errs by (D + 3) roundings of at most 0.3 * 3 * D, doubled by the cap; a weighted mean of values
			 * below 1 by as much and the roundings of its sums. */
			const double score = (D + 3) * 0.9 * D * (cap[variant] > 0 ? 2 : 1);
			for (int j = 0; j < T * H * D; j++)
				near(k, f16 ? "f16" : cap[variant] > 0 ? "capped" : window[variant] ? "window" : "plain", j, y[j], want[j],
					EPS * (2 * score + 2 * 16 + 8));
			free(kc);
			free(vc);
			seen[f16]++;
		}
	}
	assert_true(seen[0] && seen[1]);
	finish(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_half),
		cmocka_unit_test(test_embedding),
		cmocka_unit_test(test_rmsnorm),
		cmocka_unit_test(test_layernorm),
		cmocka_unit_test(test_matmul),
		cmocka_unit_test(test_gated_matmul),
		cmocka_unit_test(test_glu),
		cmocka_unit_test(test_rope),
		cmocka_unit_test(test_attention),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
