/* Each op of stories260K, given llama.cpp's input, against llama.cpp's output: golden/llama/README.md.
 *
 * The bounds are those of two F32 evaluations of the same operands (truth.h), nothing measured. */
#include "golden.h"
#include "harness.h"
#include "truth.h"

#include "add.h"
#include "attention.h"
#include "ck_abi.h"
#include "embedding.h"
#include "gated_matmul.h"
#include "glu.h"
#include "kv_store.h"
#include "matmul.h"
#include "quantize.h"
#include "rmsnorm.h"
#include "rope.h"
#include "rope_table.h"

enum { T = 6, E = 64, H = 8, KV = 4, D = 8, F = 172, V = 512 };

static const int layers[] = { 0, 2, 4 };
enum { NLAYERS = sizeof layers / sizeof *layers };

struct model {
	const char *name, *weights_path, *ops_path;
	struct golden weights, ops;
};

static int open_model(void **state)
{
	struct model *m = *state;
	golden_open(&m->weights, m->weights_path);
	golden_open(&m->ops, m->ops_path);
	return 0;
}

static int close_model(void **state)
{
	struct model *m = *state;
	golden_close(&m->weights);
	golden_close(&m->ops);
	return 0;
}

/* A dumped value of a layer, T rows of n. */
static const float *dumped(const struct model *m, const char *name, int layer, int64_t n)
{
	char full[64];
	snprintf(full, sizeof full, "%s-%d", name, layer);
	return golden_array(&m->ops, full, "f32", T * n);
}

static const struct ck_gguf_tensor *weight(const struct model *m, const char *name, int layer)
{
	char full[64];
	snprintf(full, sizeof full, "blk.%d.%s.weight", layer, name);
	return golden_tensor(&m->weights, full);
}

/* Name of a comparison: what of which model. */
static const char *label(const struct model *m, const char *what)
{
	static char text[64];
	snprintf(text, sizeof text, "%s, %s model", what, m->name);
	return text;
}

/* Activations as llama.cpp hands them to a product with weights of a type, and as a kernel of ours takes them. */
struct operand {
	const float *x;    /* [T][K], rounded to F16 for F16 weights as it does */
	const void *given; /* the same, quantized for Q8_0 weights */
	const char *dtype;
	double terms;      /* a product's bound is terms * eps * sum |x| |w| */
};

static struct operand activations(struct model *m, const float *x, const char *wtype, int64_t K)
{
	if (!strcmp(wtype, "f16")) {
		float *r = golden_floats(&m->ops, T * K);
		for (int64_t i = 0; i < T * K; i++)
			r[i] = f16_round(x[i]);
		return (struct operand){ r, r, "f32", (double)K };
	}
	if (strcmp(wtype, "q8_0"))
		return (struct operand){ x, x, "f32", (double)K };
	const struct op_value values[] = { { "T", T, 0 }, { "K", K, 0 }, { 0 } };
	const struct ck_kernel *k = kernel_for("quantize", "y=a8_32", values);
	uint8_t *q = golden_alloc(&m->ops, (size_t)(T * K / 32 * 40));
	kernel_run(k, &(struct ck_quantize){ .y = q, .x = x, .T = T, .K = K }, values, q, (size_t)(T * K / 32 * 40));
	/* What the quantized row stands for: the bound is in its terms. */
	float *r = golden_floats(&m->ops, T * K);
	for (int64_t t = 0; t < T; t++) {
		const uint8_t *row = q + t * (K / 32 * 40);
		for (int64_t i = 0; i < K; i++) {
			float d;
			memcpy(&d, row + K + i / 32 * 4, sizeof d);
			r[t * K + i] = d * (float)(int8_t)row[i];
		}
	}
	/* K / 32 blocks, 8 lanes of each folded by 3 additions, the product of the scales rounded. */
	return (struct operand){ r, q, "a8_32", (double)K / 32 + 4 };
}

/* y = x w (+ r): the dumped y of all rows at once, and of the first row alone. */
static void compare_matmul(struct model *m, const char *what, const float *x, const struct ck_gguf_tensor *w,
	const float *r, const float *want)
{
	const int64_t K = (int64_t)w->ne[0], N = (int64_t)w->rows;
	const struct operand in = activations(m, x, w->dtype->name, K);
	const uint8_t *rows = golden_data(&m->weights, w);
	double *bound = golden_alloc(&m->ops, (size_t)(T * N) * sizeof *bound);
	for (int64_t i = 0; i < T * N; i++) {
		struct dot d = dot_exact(in.x + i / N * K, w->dtype->name, rows + (size_t)(i % N) * w->row_size, K);
		bound[i] = in.terms * EPS * d.abs + (r ? EPS * fabs(want[i]) : 0);
	}
	char dtypes[64];
	snprintf(dtypes, sizeof dtypes, "x=%s w=%s", in.dtype, w->dtype->name);
	float *y = golden_floats(&m->ops, T * N);
	for (int64_t t = T; t; t = t == T ? 1 : 0) {
		const struct op_value values[] = { { "T", t, 0 }, { "N", N, 0 }, { "K", K, 0 }, { 0 } };
		struct kernels it = { .op = "matmul", .dtypes = dtypes, .values = values };
		while (kernels_next(&it)) {
			struct ck_matmul a = { .y = y, .x = in.given, .r = r, .T = t, .N = N, .K = K, .scratch = kernel_scratch(it.k, values, &m->ops) };
			a.w = kernel_weight(it.k, "w", w->dtype->name, rows, N, K, &m->ops);
			kernel_run(it.k, &a, values, y, (size_t)(t * N) * sizeof *y);
			golden_compare(label(m, what), it.k->symbol, y, want, bound, t * N);
		}
	}
}

static void test_matmul(void **state)
{
	struct model *m = *state;
	for (int i = 0; i < NLAYERS; i++) {
		const int l = layers[i];
		const float *n = dumped(m, "attn_norm", l, E), *fn = dumped(m, "ffn_norm", l, E), *glu = dumped(m, "ffn_swiglu", l, F);
		compare_matmul(m, "matmul", n, weight(m, "attn_q", l), NULL, dumped(m, "Qcur", l, H * D));
		compare_matmul(m, "matmul", n, weight(m, "attn_k", l), NULL, dumped(m, "Kcur", l, KV * D));
		compare_matmul(m, "matmul", n, weight(m, "attn_v", l), NULL, dumped(m, "Vcur", l, KV * D));
		compare_matmul(m, "matmul", dumped(m, "kqv_out", l, E), weight(m, "attn_output", l), NULL, dumped(m, "attn_out", l, E));
		compare_matmul(m, "matmul", fn, weight(m, "ffn_gate", l), NULL, dumped(m, "ffn_gate", l, F));
		compare_matmul(m, "matmul", fn, weight(m, "ffn_up", l), NULL, dumped(m, "ffn_up", l, F));
		compare_matmul(m, "matmul, rows of 172", glu, weight(m, "ffn_down", l), NULL, dumped(m, "ffn_out", l, E));
		compare_matmul(m, "matmul and residual", glu, weight(m, "ffn_down", l), dumped(m, "ffn_inp", l, E), dumped(m, "l_out", l, E));
	}
	compare_matmul(m, "matmul, head", golden_array(&m->ops, "result_norm", "f32", T * E), golden_tensor(&m->weights, "output.weight"),
		NULL, golden_array(&m->ops, "result_output", "f32", T * V));
}

/* F16 weights take F32 activations as they are, which llama.cpp does not: against F64. */
static void test_matmul_f16_keeps_x(void **state)
{
	struct model *m = *state;
	for (int i = 0; i < NLAYERS; i++) {
		const struct ck_gguf_tensor *w = weight(m, "ffn_down", layers[i]);
		const float *x = dumped(m, "ffn_swiglu", layers[i], F);
		const uint8_t *rows = golden_data(&m->weights, w);
		float *want = golden_floats(&m->ops, T * E), *y = golden_floats(&m->ops, T * E);
		double bound[T * E];
		for (int j = 0; j < T * E; j++) {
			struct dot d = dot_exact(x + j / E * F, "f16", rows + (size_t)(j % E) * w->row_size, F);
			want[j] = (float)d.sum;
			bound[j] = (F + 1) * EPS / 2 * d.abs;
		}
		const struct op_value values[] = { { "T", T, 0 }, { "N", E, 0 }, { "K", F, 0 }, { 0 } };
		struct kernels it = { .op = "matmul", .dtypes = "x=f32 w=f16", .values = values };
		while (kernels_next(&it)) {
			struct ck_matmul a = { .y = y, .x = x, .T = T, .N = E, .K = F, .scratch = kernel_scratch(it.k, values, &m->ops) };
			a.w = kernel_weight(it.k, "w", "f16", rows, E, F, &m->ops);
			kernel_run(it.k, &a, values, y, sizeof *y * T * E);
			golden_compare("matmul, F16 weights, F32 activations, to F64", it.k->symbol, y, want, bound, T * E);
		}
	}
}

/* silu is 1.1-Lipschitz and at most |g|, and both exp are within 4 eps of their value's quotient: with errors bg and bu of
 * the two products, y = silu(g) u is within 1.1 bg (|u| + bu) + |g| bu + 8 eps |y|. */
static void test_gated_matmul(void **state)
{
	struct model *m = *state;
	for (int i = 0; i < NLAYERS; i++) {
		const struct ck_gguf_tensor *g = weight(m, "ffn_gate", layers[i]), *u = weight(m, "ffn_up", layers[i]);
		const char *type = g->dtype->name;
		const struct operand in = activations(m, dumped(m, "ffn_norm", layers[i], E), type, E);
		const uint8_t *grows = golden_data(&m->weights, g), *urows = golden_data(&m->weights, u);
		const float *want = dumped(m, "ffn_swiglu", layers[i], F);
		double *bound = golden_alloc(&m->ops, sizeof *bound * T * F);
		for (int j = 0; j < T * F; j++) {
			const float *x = in.x + j / F * E;
			struct dot dg = dot_exact(x, type, grows + (size_t)(j % F) * g->row_size, E);
			struct dot du = dot_exact(x, type, urows + (size_t)(j % F) * u->row_size, E);
			double bg = in.terms * EPS * dg.abs, bu = in.terms * EPS * du.abs;
			bound[j] = 1.1 * bg * (fabs(du.sum) + bu) + fabs(dg.sum) * bu + 8 * EPS * fabs(want[j]);
		}
		char dtypes[64];
		snprintf(dtypes, sizeof dtypes, "x=%s g=%s u=%s", in.dtype, type, type);
		const struct op_value values[] = { { "T", T, 0 }, { "N", F, 0 }, { "K", E, 0 }, { "act", 0, "silu" }, { 0 } };
		float *y = golden_floats(&m->ops, T * F);
		struct kernels it = { .op = "gated_matmul", .dtypes = dtypes, .values = values };
		while (kernels_next(&it)) {
			struct ck_gated_matmul a = { .y = y, .x = in.given, .T = T, .N = F, .K = E, .act = CK_SILU,
				.scratch = kernel_scratch(it.k, values, &m->ops) };
			a.g = kernel_weight(it.k, "g", type, grows, F, E, &m->ops);
			a.u = kernel_weight(it.k, "u", type, urows, F, E, &m->ops);
			kernel_run(it.k, &a, values, y, sizeof *y * T * F);
			golden_compare(label(m, "gated_matmul"), it.k->symbol, y, want, bound, T * F);
		}
	}
}

/* Two exp within 4 eps: 8 eps |y|. */
static void test_glu(void **state)
{
	struct model *m = *state;
	const struct op_value values[] = { { "R", T * F, 0 }, { "act", 0, "silu" }, { 0 } };
	for (int i = 0; i < NLAYERS; i++) {
		const float *want = dumped(m, "ffn_swiglu", layers[i], F);
		double bound[T * F];
		for (int j = 0; j < T * F; j++)
			bound[j] = 8 * EPS * fabs(want[j]);
		float *y = golden_floats(&m->ops, T * F);
		struct kernels it = { .op = "glu", .dtypes = "", .values = values };
		while (kernels_next(&it)) {
			struct ck_glu a = { .y = y, .g = dumped(m, "ffn_gate", layers[i], F), .u = dumped(m, "ffn_up", layers[i], F),
				.R = T * F, .act = CK_SILU };
			kernel_run(it.k, &a, values, y, sizeof *y * T * F);
			golden_compare(label(m, "glu"), it.k->symbol, y, want, bound, T * F);
		}
	}
}

/* Sums in F64 differ in order, so the mean may round the other way: u; its root, quotient and two products: u each, twice. */
static void compare_rmsnorm(struct model *m, const float *x, const char *w, const float *want)
{
	double bound[T * E];
	for (int i = 0; i < T * E; i++)
		bound[i] = 4.5 * EPS * fabs(want[i]);
	const struct op_value values[] = { { "R", T, 0 }, { "E", E, 0 }, { 0 } };
	float *y = golden_floats(&m->ops, T * E);
	struct kernels it = { .op = "rmsnorm", .dtypes = "", .values = values };
	while (kernels_next(&it)) {
		struct ck_rmsnorm a = { .y = y, .x = x, .w = golden_array(&m->weights, w, "f32", E), .R = T, .E = E, .eps = 1e-5f };
		kernel_run(it.k, &a, values, y, sizeof *y * T * E);
		golden_compare(label(m, "rmsnorm"), it.k->symbol, y, want, bound, T * E);
	}
}

static void test_rmsnorm(void **state)
{
	struct model *m = *state;
	char w[64];
	compare_rmsnorm(m, golden_array(&m->ops, "inp_embd", "f32", T * E), "blk.0.attn_norm.weight", dumped(m, "attn_norm", 0, E));
	for (int i = 0; i < NLAYERS; i++) {
		snprintf(w, sizeof w, "blk.%d.ffn_norm.weight", layers[i]);
		compare_rmsnorm(m, dumped(m, "ffn_inp", layers[i], E), w, dumped(m, "ffn_norm", layers[i], E));
	}
	compare_rmsnorm(m, dumped(m, "l_out", 4, E), "output_norm.weight", golden_array(&m->ops, "result_norm", "f32", T * E));
}

static void test_embedding(void **state)
{
	struct model *m = *state;
	const struct ck_gguf_tensor *w = golden_tensor(&m->weights, "token_embd.weight");
	char dtypes[32];
	snprintf(dtypes, sizeof dtypes, "w=%s", w->dtype->name);
	const struct op_value values[] = { { "T", T, 0 }, { "V", V, 0 }, { "E", E, 0 }, { 0 } };
	float *y = golden_floats(&m->ops, T * E);
	struct kernels it = { .op = "embedding", .dtypes = dtypes, .values = values };
	while (kernels_next(&it)) {
		struct ck_embedding a = { .y = y, .id = golden_array(&m->ops, "tokens", "i32", T), .T = T, .V = V, .E = E, .scale = 1 };
		a.w = kernel_weight(it.k, "w", w->dtype->name, golden_data(&m->weights, w), V, E, &m->ops);
		kernel_run(it.k, &a, values, y, sizeof *y * T * E);
		golden_compare(label(m, "embedding"), it.k->symbol, y, golden_array(&m->ops, "inp_embd", "f32", T * E), NULL, T * E);
	}
}

static void compare_add(struct model *m, const float *p, const float *q, const float *want)
{
	const struct op_value values[] = { { "R", T * E, 0 }, { 0 } };
	float *y = golden_floats(&m->ops, T * E);
	struct kernels it = { .op = "add", .dtypes = "", .values = values };
	while (kernels_next(&it)) {
		kernel_run(it.k, &(struct ck_add){ .y = y, .a = p, .b = q, .R = T * E }, values, y, sizeof *y * T * E);
		golden_compare(label(m, "add"), it.k->symbol, y, want, NULL, T * E);
	}
}

static void test_add(void **state)
{
	struct model *m = *state;
	compare_add(m, dumped(m, "attn_out", 0, E), golden_array(&m->ops, "inp_embd", "f32", T * E), dumped(m, "ffn_inp", 0, E));
	for (int i = 0; i < NLAYERS; i++)
		compare_add(m, dumped(m, "ffn_out", layers[i], E), dumped(m, "ffn_inp", layers[i], E), dumped(m, "l_out", layers[i], E));
}

/* Sine and cosine within 2 u of one another's, two products and a sum rounded twice: 4 eps (|a| + |b|). */
static void compare_rope(struct model *m, const char *before, const char *after, int layer, int64_t heads)
{
	static const int32_t pos[T] = { 0, 1, 2, 3, 4, 5 };
	const struct op_value tv[] = { { "T", T, 0 }, { "P", D / 2, 0 }, { 0 } };
	const struct op_value rv[] = { { "T", T, 0 }, { "H", heads, 0 }, { "D", D, 0 }, { "P", D / 2, 0 }, { "layout", 0, "interleaved" }, { 0 } };
	const float *x = dumped(m, before, layer, heads * D), *want = dumped(m, after, layer, heads * D);
	float cs[T * D], *y = golden_floats(&m->ops, T * H * D);
	double bound[T * H * D];
	for (int i = 0; i < T * heads * D; i++)
		bound[i] = 4 * EPS * (fabs(x[i & ~1]) + fabs(x[i | 1]));
	struct kernels table = { .op = "rope_table", .dtypes = "", .values = tv };
	while (kernels_next(&table)) {
		struct ck_rope_table a = { .y = cs, .pos = pos, .T = T, .P = D / 2, .base = 10000, .scale = 1, .factor = 1 };
		kernel_run(table.k, &a, tv, cs, sizeof cs);
		struct kernels it = { .op = "rope", .dtypes = "", .values = rv };
		while (kernels_next(&it)) {
			struct ck_rope r = { .y = y, .x = x, .cs = cs, .T = T, .H = heads, .D = D, .P = D / 2, .layout = CK_INTERLEAVED };
			kernel_run(it.k, &r, rv, y, sizeof *y * (size_t)(T * heads * D));
			golden_compare(label(m, "rope"), it.k->symbol, y, want, bound, T * heads * D);
		}
	}
}

static void test_rope(void **state)
{
	struct model *m = *state;
	for (int i = 0; i < NLAYERS; i++) {
		compare_rope(m, "Qcur", "Qcur_rope", layers[i], H);
		compare_rope(m, "Kcur", "Kcur_rope", layers[i], KV);
	}
}

static void test_attention(void **state)
{
	struct model *m = *state;
	static const int32_t pos[T] = { 0, 1, 2, 3, 4, 5 }, slot[T], pages[] = { 1 };
	enum { PG = 2, CACHE = PG * KV * CK_PAGE * D };
	const struct op_value values[] = { { "T", T, 0 }, { "H", H, 0 }, { "KV", KV, 0 }, { "D", D, 0 }, { "S", 1, 0 }, { "PS", 1, 0 },
		{ "PG", PG, 0 }, { "window", 0, 0 }, { "softcap", 0, 0 }, { "mask", 0, "causal" }, { 0 } };
	const float scale = 1.0f / sqrtf(D);
	for (int i = 0; i < NLAYERS; i++) {
		const float *q = dumped(m, "Qcur_rope", layers[i], H * D), *want = dumped(m, "kqv_out", layers[i], E);
		const float *k = dumped(m, "Kcur_rope", layers[i], KV * D), *v = dumped(m, "Vcur", layers[i], KV * D);
		double bound[T * E], exact[D], score[T];
		for (int t = 0; t < T; t++)
			for (int h = 0; h < H; h++) {
				const int at = h / (H / KV) * D, out = (t * H + h) * D;
				attention_exact(&(struct attention_case){ .D = D, .to = t, .stride = KV * D, .scale = scale },
					q + out, k + at, v + at, exact, bound + out, score);
				for (int d = 0; d < D; d++) /* the oracle itself */
					assert_true(fabs(want[out + d] - exact[d]) <= bound[out + d] / 2);
			}
		float *kc = golden_floats(&m->ops, 2 * CACHE), *vc = kc + CACHE, *y = golden_floats(&m->ops, T * E);
		struct kernels store = { .op = "kv_store", .dtypes = "kc=f32 vc=f32", .values = values };
		while (kernels_next(&store)) {
			struct ck_kv_store s = { .kc = kc, .vc = vc, .k = k, .v = v, .pos = pos, .slot = slot, .pages = pages,
				.T = T, .KV = KV, .D = D, .S = 1, .PS = 1, .PG = PG };
			kernel_run(store.k, &s, values, kc, sizeof *kc * 2 * CACHE);
			struct kernels it = { .op = "attention", .dtypes = "kc=f32 vc=f32", .values = values };
			while (kernels_next(&it)) {
				struct ck_attention a = { .y = y, .q = q, .kc = kc, .vc = vc, .pos = pos, .slot = slot, .pages = pages,
					.scratch = kernel_scratch(it.k, values, &m->ops), .T = T, .H = H, .KV = KV, .D = D, .S = 1, .PS = 1,
					.PG = PG, .scale = scale, .mask = CK_CAUSAL };
				kernel_run(it.k, &a, values, y, sizeof *y * T * E);
				golden_compare(label(m, "attention"), it.k->symbol, y, want, bound, T * E);
			}
		}
	}
}

#define GOLDEN "tests/golden/llama/"
#define ON(model, test) { #test " " #model, test, open_model, close_model, &model }
#define EACH(model) ON(model, test_embedding), ON(model, test_rmsnorm), ON(model, test_matmul), ON(model, test_gated_matmul), \
	ON(model, test_rope), ON(model, test_attention), ON(model, test_add), ON(model, test_glu)

int main(void)
{
	static struct model f32 = { .name = "F32", .weights_path = "tests/data/stories260K.gguf", .ops_path = GOLDEN "f32.ops.gguf" };
	static struct model f16 = { .name = "F16", .weights_path = GOLDEN "stories260K.f16.gguf", .ops_path = GOLDEN "f16.ops.gguf" };
	static struct model q8_0 = { .name = "Q8_0", .weights_path = GOLDEN "stories260K.q8_0.gguf", .ops_path = GOLDEN "q8_0.ops.gguf" };
	const struct CMUnitTest tests[] = { EACH(f32), EACH(f16), EACH(q8_0), ON(f16, test_matmul_f16_keeps_x) };
	return cmocka_run_group_tests(tests, NULL, golden_report);
}
