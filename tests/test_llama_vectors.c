/* Kernels against llama.cpp's functions on chosen inputs: golden/llama/README.md. */
#include "golden.h"
#include "harness.h"
#include "truth.h"

#include "attention.h"
#include "ck_abi.h"
#include "embedding.h"
#include "glu.h"
#include "kv_store.h"
#include "matmul.h"
#include "quantize.h"
#include "rmsnorm.h"
#include "rope.h"
#include "rope_table.h"

static struct golden vectors;

static int open_vectors(void **state)
{
	(void)state;
	golden_open(&vectors, "tests/golden/llama/vectors.gguf");
	return 0;
}

static int close_vectors(void **state)
{
	golden_close(&vectors);
	return golden_report(state);
}

static const float *floats(const char *name, int64_t n)
{
	return golden_array(&vectors, name, "f32", n);
}

/* The README's generator. */
static uint64_t seed;

static float uniform(int bits)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	const int64_t half = (int64_t)1 << (bits - 1);
	return (float)((int64_t)(seed >> (64 - bits)) - half) / (float)half;
}

static const float *uniforms(int64_t n, int bits, float scale)
{
	float *v = golden_floats(&vectors, n);
	for (int64_t i = 0; i < n; i++)
		v[i] = uniform(bits) * scale;
	return v;
}

/* Stored elements to F32 and back out of an embedding: the same bits. */
static void compare_decoding(const char *dtype, const void *rows, const float *want, int64_t n, int64_t e)
{
	char dtypes[32], what[64];
	snprintf(dtypes, sizeof dtypes, "w=%s", dtype);
	snprintf(what, sizeof what, "%s to F32", dtype);
	const struct op_value values[] = { { "T", n, 0 }, { "V", n, 0 }, { "E", e, 0 }, { 0 } };
	int32_t *id = golden_alloc(&vectors, (size_t)n * sizeof *id);
	for (int32_t i = 0; i < n; i++)
		id[i] = i;
	float *y = golden_floats(&vectors, n * e);
	struct kernels it = { .op = "embedding", .dtypes = dtypes, .values = values };
	while (kernels_next(&it)) {
		struct ck_embedding a = { .y = y, .id = id, .T = n, .V = n, .E = e, .scale = 1 };
		a.w = kernel_weight(it.k, "w", dtype, rows, n, e, &vectors);
		kernel_run(it.k, &a, values, y, (size_t)(n * e) * sizeof *y);
		golden_compare(what, it.k->symbol, y, want, NULL, n * e);
	}
}

static void test_decode(void **state)
{
	(void)state;
	const uint16_t *bits = golden_array(&vectors, "f16.bits", "i16", 512);
	const float *value = floats("f16.value", 512);
	for (int i = 0; i < 512; i++) /* the tests' own decoder */
		assert_true(f16_value(bits[i]) == value[i]);
	compare_decoding("f16", bits, value, 8, 64);
	/* Rows from 11 on have finite scales; before, one has none. */
	const uint8_t *q = golden_array(&vectors, "q8_0.y", "q8_0", 40 * 64);
	compare_decoding("q8_0", q + 11 * 68, floats("q8_0.value", 40 * 64) + 11 * 64, 29, 64);
	compare_decoding("q8_0", q, floats("q8_0.value", 40 * 64), 10, 64);
}

/* F32 to F16 on the way into a KV cache. */
static void test_to_f16(void **state)
{
	(void)state;
	enum { T = 4, D = 64, N = CK_PAGE * D };
	const float *x = floats("to_f16.x", T * D);
	const uint16_t *want = golden_array(&vectors, "to_f16.bits", "i16", T * D);
	static const int32_t pos[T] = { 0, 1, 2, 255 }, slot[T], pages[] = { 0 };
	const struct op_value values[] = { { "T", T, 0 }, { "KV", 1, 0 }, { "D", D, 0 }, { "S", 1, 0 }, { "PS", 1, 0 }, { "PG", 1, 0 }, { 0 } };
	uint16_t *cache = golden_alloc(&vectors, 2 * N * sizeof *cache);
	for (int i = 0; i < T * D; i++) /* the tests' own rounding */
		assert_true(f16_round(x[i]) == f16_value(want[i]));
	struct kernels it = { .op = "kv_store", .dtypes = "kc=f16 vc=f16", .values = values };
	while (kernels_next(&it)) {
		struct ck_kv_store a = { .kc = cache, .vc = cache + N, .k = x, .v = x, .pos = pos, .slot = slot, .pages = pages,
			.T = T, .KV = 1, .D = D, .S = 1, .PS = 1, .PG = 1 };
		kernel_run(it.k, &a, values, cache, 2 * N * sizeof *cache);
		for (int t = 0; t < T; t++)
			for (int v = 0; v < 2; v++)
				assert_memory_equal(cache + v * N + pos[t] * D, want + t * D, D * sizeof *want);
	}
}

/* A row of a8_32 against the same row as Q8_0 blocks: bytes, scales, and the sums that only a8_32 has. */
static void check_quantized(const char *by, const uint8_t *row, const uint8_t *golden, int64_t K)
{
	for (int64_t b = 0; b < K / 32; b++, golden += 34) {
		uint16_t h;
		float d;
		int32_t sum, want = 0;
		memcpy(&h, golden, sizeof h);
		memcpy(&d, row + K + 4 * b, sizeof d);
		memcpy(&sum, row + K + K / 32 * 4 + 4 * b, sizeof sum);
		if (memcmp(row + 32 * b, golden + 2, 32) || d != f16_value(h))
			fail_msg("%s: block %lld differs, scale %.9g, golden %.9g", by, (long long)b, d, f16_value(h));
		for (int i = 0; i < 32; i++)
			want += (int8_t)golden[2 + i];
		assert_int_equal(sum, want);
	}
}

static void compare_quantize(const char *x, const char *y, int64_t T, int64_t K)
{
	const uint8_t *want = golden_array(&vectors, y, "q8_0", T * K);
	const int64_t size = K / 32 * 40;
	const struct op_value values[] = { { "T", T, 0 }, { "K", K, 0 }, { 0 } };
	uint8_t *q = golden_alloc(&vectors, (size_t)(T * size));
	struct kernels it = { .op = "quantize", .dtypes = "y=a8_32", .values = values };
	while (kernels_next(&it)) {
		kernel_run(it.k, &(struct ck_quantize){ .y = q, .x = floats(x, T * K), .T = T, .K = K }, values, q, (size_t)(T * size));
		for (int64_t t = 0; t < T; t++)
			check_quantized(it.k->symbol, q + t * size, want + t * (K / 32 * 34), K);
	}
}

static void test_quantize(void **state)
{
	(void)state;
	compare_quantize("q8_0.x", "q8_0.y", 40, 64);
	compare_quantize("dot.x", "dot.qx", 3, 512);
}

/* The contract's result follows from the golden integer sums and scales alone, bit for bit; and it is near llama.cpp's, which
 * adds in another order: B blocks, 8 lanes folded by 3 additions, the product of the scales rounded. */
static void test_q8_0_dot(void **state)
{
	(void)state;
	enum { T = 3, N = 20, K = 512, B = K / 32 };
	const uint8_t *w = golden_array(&vectors, "dot.w", "q8_0", N * K), *qx = golden_array(&vectors, "dot.qx", "q8_0", T * K);
	const int32_t *sum = golden_array(&vectors, "dot.sum", "i32", T * N * B);
	const float *want = floats("dot.y", T * N);
	float exact[T * N];
	double bound[T * N];
	for (int i = 0; i < T * N; i++) {
		double abs = 0;
		exact[i] = 0;
		for (int b = 0; b < B; b++) {
			const uint8_t *wb = w + (i % N * B + b) * 34, *xb = qx + (i / N * B + b) * 34;
			uint16_t dw, dx;
			memcpy(&dw, wb, 2);
			memcpy(&dx, xb, 2);
			int64_t I = 0;
			for (int j = 2; j < 34; j++) {
				I += (int8_t)wb[j] * (int8_t)xb[j];
				abs += fabs(f16_value(dw) * f16_value(dx) * (int8_t)wb[j] * (int8_t)xb[j]);
			}
			assert_int_equal(I, sum[i * B + b]);
			exact[i] = fmaf((float)sum[i * B + b], (float)(f16_value(dw) * f16_value(dx)), exact[i]);
		}
		bound[i] = (B + 4) * EPS * abs;
	}
	float y[T * N];
	uint8_t *q = golden_alloc(&vectors, T * B * 40);
	for (int64_t t = T; t; t = t == T ? 1 : 0) {
		const struct op_value values[] = { { "T", t, 0 }, { "N", N, 0 }, { "K", K, 0 }, { 0 } };
		const struct ck_kernel *quantize = kernel_for("quantize", "y=a8_32", values);
		quantize->fn(&(struct ck_quantize){ .y = q, .x = floats("dot.x", T * K), .T = t, .K = K }, 0, t);
		struct kernels it = { .op = "matmul", .dtypes = "x=a8_32 w=q8_0", .values = values };
		while (kernels_next(&it)) {
			struct ck_matmul a = { .y = y, .x = q, .T = t, .N = N, .K = K, .scratch = kernel_scratch(it.k, values, &vectors) };
			a.w = kernel_weight(it.k, "w", "q8_0", w, N, K, &vectors);
			kernel_run(it.k, &a, values, y, (size_t)(t * N) * sizeof *y);
			golden_compare("Q8_0 products from integer sums", it.k->symbol, y, exact, NULL, t * N);
			golden_compare("Q8_0 products", it.k->symbol, y, want, bound, t * N);
		}
	}
}

/* Angles are the same F32 numbers, sine and cosine within 2 u of one another's, products and sum rounded twice. */
static void compare_rope(const char *name, int64_t P, enum ck_rope_layout layout, float base, float scale, const float *freqs)
{
	enum { T = 6, H = 2, D = 64 };
	const struct op_value tv[] = { { "T", T, 0 }, { "P", P, 0 }, { 0 } };
	const struct op_value rv[] = { { "T", T, 0 }, { "H", H, 0 }, { "D", D, 0 }, { "P", P, 0 },
		{ "layout", 0, layout == CK_INTERLEAVED ? "interleaved" : "split_half" }, { 0 } };
	const float *x = floats("rope.x", T * H * D), *want = floats(name, T * H * D);
	float cs[T * D], y[T * H * D];
	double bound[T * H * D];
	for (int i = 0; i < T * H * D; i++) {
		int64_t d = i % D, pair = layout == CK_INTERLEAVED ? d ^ 1 : d < P ? d + P : d - P;
		bound[i] = d < 2 * P ? 4 * EPS * (fabs(x[i]) + fabs(x[i - d + pair])) : 0;
	}
	struct kernels table = { .op = "rope_table", .dtypes = "", .values = tv };
	while (kernels_next(&table)) {
		struct ck_rope_table a = { .y = cs, .pos = golden_array(&vectors, "rope.pos", "i32", T), .freqs = freqs, .T = T, .P = P,
			.base = base, .scale = scale, .factor = 1 };
		kernel_run(table.k, &a, tv, cs, (size_t)(T * P * 2) * sizeof *cs);
		struct kernels it = { .op = "rope", .dtypes = "", .values = rv };
		while (kernels_next(&it)) {
			struct ck_rope r = { .y = y, .x = x, .cs = cs, .T = T, .H = H, .D = D, .P = P, .layout = layout };
			kernel_run(it.k, &r, rv, y, sizeof y);
			golden_compare(name, it.k->symbol, y, want, bound, T * H * D);
		}
	}
}

static void test_rope(void **state)
{
	(void)state;
	compare_rope("rope.interleaved", 32, CK_INTERLEAVED, 10000, 1, NULL);
	compare_rope("rope.split_half", 32, CK_SPLIT_HALF, 500000, 1, floats("rope.freqs", 32));
	compare_rope("rope.partial", 16, CK_SPLIT_HALF, 10000, 0.25f, NULL);
}

/* As for the model's norms: 4.5 eps |y|. */
static void test_rmsnorm(void **state)
{
	(void)state;
	enum { R = 3, EE = 1027 };
	static const float scale[R] = { 1, 1e-19f, 1e15f };
	float x[R * EE], w[EE], y[R * EE];
	double bound[R * EE];
	const float *want = floats("rmsnorm.y", R * EE);
	seed = 17;
	for (int i = 0; i < R * EE; i++) {
		x[i] = uniform(24) * scale[i / EE];
		bound[i] = 4.5 * EPS * fabs(want[i]);
	}
	for (int i = 0; i < EE; i++)
		w[i] = uniform(24) + 1;
	const struct op_value values[] = { { "R", R, 0 }, { "E", EE, 0 }, { 0 } };
	struct kernels it = { .op = "rmsnorm", .dtypes = "", .values = values };
	while (kernels_next(&it)) {
		kernel_run(it.k, &(struct ck_rmsnorm){ .y = y, .x = x, .w = w, .R = R, .E = EE, .eps = 1e-6f }, values, y, sizeof y);
		golden_compare("rmsnorm", it.k->symbol, y, want, bound, R * EE);
	}
}

/* Two exp within 4 eps. Where exp(-g) overflows llama.cpp gives 0 a little earlier: below 1e-35. */
static void test_swiglu(void **state)
{
	(void)state;
	enum { N = 1003 };
	const struct op_value values[] = { { "R", N, 0 }, { "act", 0, "silu" }, { 0 } };
	const float *want = floats("swiglu.y", N);
	float y[N];
	double bound[N];
	for (int i = 0; i < N; i++)
		bound[i] = 8 * EPS * fabs(want[i]) + 1e-35;
	struct kernels it = { .op = "glu", .dtypes = "", .values = values };
	while (kernels_next(&it)) {
		struct ck_glu a = { .y = y, .g = floats("swiglu.g", N), .u = floats("swiglu.u", N), .R = N, .act = CK_SILU };
		kernel_run(it.k, &a, values, y, sizeof y);
		golden_compare("glu", it.k->symbol, y, want, bound, N);
	}
}

/* Three chunks, pages out of order, and both cache types: k and v are exact in F16. */
static void test_attention(void **state)
{
	(void)state;
	enum { T = 4, H = 4, KV = 2, D = 32, P = 600, PS = 3, PG = 4, PAGE = KV * CK_PAGE * D };
	static const struct { const char *name; int window; float softcap; } variants[] = {
		{ "attention.plain", 0, 0 }, { "attention.window", 300, 0 }, { "attention.softcap", 0, 5 },
	};
	static const char *const caches[] = { "kc=f32 vc=f32", "kc=f16 vc=f16" };
	static const int32_t qpos[T] = { 0, 255, 256, 599 }, pages[PS] = { 2, 3, 0 };
	static int32_t pos[P], slot[P];
	seed = 23;
	const float *k = uniforms(P * KV * D, 11, 1), *v = uniforms(P * KV * D, 11, 1), *q = uniforms(T * H * D, 24, 6);
	for (int p = 0; p < P; p++)
		pos[p] = p;
	for (int c = 0; c < 2; c++)
		for (int i = 0; i < 3; i++) {
			const struct op_value sv[] = { { "T", P, 0 }, { "KV", KV, 0 }, { "D", D, 0 }, { "S", 1, 0 }, { "PS", PS, 0 }, { "PG", PG, 0 }, { 0 } };
			const struct op_value av[] = { { "T", T, 0 }, { "H", H, 0 }, { "KV", KV, 0 }, { "D", D, 0 }, { "S", 1, 0 }, { "PS", PS, 0 },
				{ "PG", PG, 0 }, { "window", variants[i].window, 0 }, { "softcap", (int64_t)variants[i].softcap, 0 }, { "mask", 0, "causal" }, { 0 } };
			const float *want = floats(variants[i].name, T * H * D);
			double exact[D], bound[T * H * D], score[P];
			float y[T * H * D];
			for (int t = 0; t < T; t++)
				for (int h = 0; h < H; h++) {
					const int from = variants[i].window && qpos[t] >= variants[i].window ? qpos[t] - variants[i].window + 1 : 0;
					const int at = h / (H / KV) * D, out = (t * H + h) * D;
					attention_exact(&(struct attention_case){ .D = D, .from = from, .to = qpos[t], .stride = KV * D, .scale = 0.25,
						.softcap = variants[i].softcap }, q + out, k + at, v + at, exact, bound + out, score);
					for (int d = 0; d < D; d++) /* the oracle itself */
						assert_true(fabs(want[out + d] - exact[d]) <= bound[out + d] / 2);
				}
			const size_t half = (size_t)PG * PAGE * (c ? 2 : 4);
			uint8_t *cache = golden_alloc(&vectors, 2 * half);
			const struct ck_kernel *store = kernel_for("kv_store", caches[c], sv);
			kernel_run(store, &(struct ck_kv_store){ .kc = cache, .vc = cache + half, .k = k, .v = v, .pos = pos, .slot = slot,
				.pages = pages, .T = P, .KV = KV, .D = D, .S = 1, .PS = PS, .PG = PG }, sv, cache, 2 * half);
			struct kernels it = { .op = "attention", .dtypes = caches[c], .values = av };
			while (kernels_next(&it)) {
				struct ck_attention a = { .y = y, .q = q, .kc = cache, .vc = cache + half, .pos = qpos, .slot = slot, .pages = pages,
					.scratch = kernel_scratch(it.k, av, &vectors), .T = T, .H = H, .KV = KV, .D = D, .S = 1, .PS = PS, .PG = PG,
					.window = variants[i].window, .scale = 0.25f, .softcap = variants[i].softcap, .mask = CK_CAUSAL };
				kernel_run(it.k, &a, av, y, sizeof y);
				golden_compare(variants[i].name, it.k->symbol, y, want, bound, T * H * D);
			}
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_to_f16),
		cmocka_unit_test(test_quantize),
		cmocka_unit_test(test_q8_0_dot),
		cmocka_unit_test(test_rope),
		cmocka_unit_test(test_rmsnorm),
		cmocka_unit_test(test_swiglu),
		cmocka_unit_test(test_attention),
	};
	return cmocka_run_group_tests(tests, open_vectors, close_vectors);
}
