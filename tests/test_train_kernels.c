/* Every kernel of training against PyTorch's autograd and optimizers in F64 (golden/train): differences below 1e-5, outputs
 * scaled to unit RMS. */
#include "train_golden.h"

#include <stdbool.h>
#include <string.h>

#include "accumulate.h"
#include "activation_dx.h"
#include "adamw.h"
#include "clip_scale.h"
#include "cpu.h"
#include "cross_entropy.h"
#include "cross_entropy_dx.h"
#include "embedding_dw.h"
#include "glu_bwd.h"
#include "kernel.h"
#include "layer_stats.h"
#include "layernorm_db.h"
#include "layernorm_dw.h"
#include "layernorm_dx.h"
#include "masked_mean.h"
#include "masked_mean_dx.h"
#include "matmul_db.h"
#include "matmul_dw.h"
#include "matmul_dx.h"
#include "registry.h"
#include "rescale.h"
#include "rms_scale.h"
#include "rmsnorm_dw.h"
#include "rmsnorm_dx.h"
#include "rope_dx.h"
#include "row_attention.h"
#include "row_attention_dkv.h"
#include "row_attention_dq.h"
#include "row_dot.h"
#include "select_dx.h"
#include "sgd.h"
#include "square_sum.h"
#include "zero.h"

#define BOUND 1e-5

static const char *ran[64]; /* ops that a test here went through */
static _Alignas(64) float scratch[1 << 16];

/* Walks the kernels of an op that this CPU has; NULL at the end. Fails if there was none. */
static const struct ck_kernel *next(const char *op, int *i)
{
	for (; ck_kernels[*i]; ++*i) {
		const struct ck_kernel *k = ck_kernels[*i];
		int rank;
		if (strcmp(k->op, op) || !k->fn || !ck_cpu_has(ck_isa_features(k->isa, &rank)))
			continue;
		for (size_t r = 0; r < sizeof ran / sizeof *ran; r++)
			if (!ran[r] || !strcmp(ran[r], op)) {
				ran[r] = op;
				break;
			}
		++*i;
		return k;
	}
	for (size_t r = 0; r < sizeof ran / sizeof *ran; r++)
		if (ran[r] && !strcmp(ran[r], op))
			return NULL;
	fail_msg("no kernel does %s", op);
	return NULL;
}

/* Runs the block after it with each kernel of an op as k, having called it on args. */
#define EACH(op_, args, items) \
	for (int i_ = 0; i_ >= 0; i_ = -1) \
		for (const struct ck_kernel *k; (k = next(#op_, &i_)) && (k->fn(&(args), 0, (items)), true);)

static void test_matmul(void **state)
{
	enum { T = 9, N = 22, K = 35 };
	struct train_file f = train_load("matmul");
	const float *x = train_take(&f, T * K), *w = train_take(&f, N * K), *dy = train_take(&f, T * N);
	const float *dx = train_take(&f, T * K), *dw = train_take(&f, N * K), *db = train_take(&f, N);
	float y[N * K];
	(void)state;
	const struct ck_matmul_dx a = { y, dy, w, T, N, K, scratch };
	EACH(matmul_dx, a, K)
		train_near(k->symbol, "dx", y, dx, T * K, BOUND);
	const struct ck_matmul_dw b = { y, dy, x, T, N, K, scratch };
	EACH(matmul_dw, b, N)
		train_near(k->symbol, "dw", y, dw, N * K, BOUND);
	const struct ck_matmul_db c = { y, dy, T, N };
	EACH(matmul_db, c, N)
		train_near(k->symbol, "db", y, db, N, BOUND);
	train_finish(&f);
}

static void test_rmsnorm(void **state)
{
	enum { R = 7, E = 45 };
	struct train_file f = train_load("rmsnorm");
	const float *x = train_take(&f, R * E), *w = train_take(&f, E), *dy = train_take(&f, R * E);
	const float *s = train_take(&f, R), *dx = train_take(&f, R * E), *dw = train_take(&f, E);
	float y[R * E];
	(void)state;
	const struct ck_rms_scale a = { y, x, R, E, 1e-5f };
	EACH(rms_scale, a, R)
		train_near(k->symbol, "s", y, s, R, BOUND);
	const struct ck_rmsnorm_dx b = { y, dy, x, s, w, R, E };
	EACH(rmsnorm_dx, b, R)
		train_near(k->symbol, "dx", y, dx, R * E, BOUND);
	const struct ck_rmsnorm_dw c = { y, dy, x, s, R, E };
	EACH(rmsnorm_dw, c, E)
		train_near(k->symbol, "dw", y, dw, E, BOUND);
	train_finish(&f);
}

static void test_layernorm(void **state)
{
	enum { R = 7, E = 45 };
	struct train_file f = train_load("layernorm");
	const float *x = train_take(&f, R * E), *w = train_take(&f, E), *dy = train_take(&f, R * E), *s = train_take(&f, R * 2);
	const float *dx = train_take(&f, R * E), *dw = train_take(&f, E), *db = train_take(&f, E);
	float y[R * E];
	(void)state;
	const struct ck_layer_stats a = { y, x, R, E, 1e-5f };
	EACH(layer_stats, a, R)
		train_near(k->symbol, "s", y, s, R * 2, BOUND);
	const struct ck_layernorm_dx b = { y, dy, x, s, w, R, E };
	EACH(layernorm_dx, b, R)
		train_near(k->symbol, "dx", y, dx, R * E, BOUND);
	const struct ck_layernorm_dw c = { y, dy, x, s, R, E };
	EACH(layernorm_dw, c, E)
		train_near(k->symbol, "dw", y, dw, E, BOUND);
	const struct ck_layernorm_db d = { y, dy, R, E };
	EACH(layernorm_db, d, E)
		train_near(k->symbol, "db", y, db, E, BOUND);
	train_finish(&f);
}

static void test_rope(void **state)
{
	enum { T = 5, H = 3, D = 22, P = 8 };
	struct train_file f = train_load("rope");
	const float *dy = train_take(&f, T * H * D), *cs = train_take(&f, T * P * 2);
	(void)state;
	for (int layout = CK_INTERLEAVED; layout <= CK_SPLIT_HALF; layout++) {
		const float *dx = train_take(&f, T * H * D);
		float y[T * H * D];
		const struct ck_rope_dx a = { y, dy, cs, T, H, D, P, (enum ck_rope_layout)layout };
		EACH(rope_dx, a, T)
			train_near(k->symbol, layout ? "split halves" : "interleaved", y, dx, T * H * D, BOUND);
	}
	train_finish(&f);
}

static void test_glu(void **state)
{
	enum { R = 150 };
	struct train_file f = train_load("glu");
	const float *g = train_take(&f, R), *u = train_take(&f, R), *dy = train_take(&f, R);
	float y[R], z[R];
	(void)state;
	for (int act = CK_SILU; act <= CK_GELU_TANH; act++) {
		const float *dg = train_take(&f, R), *du = train_take(&f, R), *dx = train_take(&f, R);
		const struct ck_glu_bwd a = { y, z, dy, g, u, R, (enum ck_act)act };
		EACH(glu_bwd, a, R) {
			train_near(k->symbol, "dg", y, dg, R, BOUND);
			train_near(k->symbol, "du", z, du, R, BOUND);
		}
		const struct ck_activation_dx b = { y, dy, g, R, (enum ck_act)act };
		EACH(activation_dx, b, R)
			train_near(k->symbol, "dx", y, dx, R, BOUND);
	}
	train_finish(&f);
}

static void test_gather(void **state)
{
	enum { O = 5, T = 6, V = 11, E = 10 };
	struct train_file f = train_load("gather");
	const int32_t *row = train_take(&f, O);
	const float *dy = train_take(&f, O * E), *dx = train_take(&f, T * E);
	const int32_t *id = train_take(&f, T);
	const float *dz = train_take(&f, T * E), *dw = train_take(&f, V * E);
	float y[V * E];
	(void)state;
	const struct ck_select_dx a = { y, dy, row, O, T, E };
	EACH(select_dx, a, T)
		train_near(k->symbol, "dx", y, dx, T * E, BOUND);
	const struct ck_embedding_dw b = { y, dz, id, T, V, E, 2.5f };
	EACH(embedding_dw, b, V)
		train_near(k->symbol, "dw", y, dw, V * E, BOUND);
	train_finish(&f);
}

static void test_attention(void **state)
{
	enum { T = 13, H = 6, KV = 2, D = 10 };
	static const struct { int64_t window; float cap; } cases[] = { { 0, 0 }, { 3, 0 }, { 0, 2 } };
	struct train_file f = train_load("attention");
	const float *q = train_take(&f, T * H * D), *ks = train_take(&f, T * KV * D), *v = train_take(&f, T * KV * D);
	const float *dy = train_take(&f, T * H * D);
	const int32_t *slot = train_take(&f, T), *pos = train_take(&f, T);
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const int64_t window = cases[i].window;
		const float cap = cases[i].cap, *y = train_take(&f, T * H * D), *lse = train_take(&f, T * H), *delta = train_take(&f, T * H);
		const float *dq = train_take(&f, T * H * D), *dk = train_take(&f, T * KV * D), *dv = train_take(&f, T * KV * D);
		float a[T * H * D], b[T * H * D];
		const struct ck_row_attention forward = { a, b, q, ks, v, pos, slot, T, H, KV, D, window, 0.3f, cap, CK_CAUSAL, scratch };
		EACH(row_attention, forward, T * KV) {
			train_near(k->symbol, "y", a, y, T * H * D, BOUND);
			train_near(k->symbol, "lse", b, lse, T * H, BOUND);
		}
		const struct ck_row_dot dot = { a, dy, y, T * H, D };
		EACH(row_dot, dot, T * H)
			train_near(k->symbol, "delta", a, delta, T * H, BOUND);
		const struct ck_row_attention_dq one = { a, dy, q, ks, v, lse, delta, pos, slot, T, H, KV, D, window, 0.3f, cap, CK_CAUSAL, scratch };
		EACH(row_attention_dq, one, T * KV)
			train_near(k->symbol, "dq", a, dq, T * H * D, BOUND);
		const struct ck_row_attention_dkv two = { a, b, dy, q, ks, v, lse, delta, pos, slot, T, H, KV, D, window, 0.3f, cap, CK_CAUSAL, scratch };
		EACH(row_attention_dkv, two, T * KV) {
			train_near(k->symbol, "dk", a, dk, T * KV * D, BOUND);
			train_near(k->symbol, "dv", b, dv, T * KV * D, BOUND);
		}
	}
	train_finish(&f);
}

static void test_cross_entropy(void **state)
{
	enum { T = 8, V = 37 };
	struct train_file f = train_load("cross_entropy");
	const float *x = train_take(&f, T * V);
	const int32_t *target = train_take(&f, T);
	const float *nll = train_take(&f, T), *lse = train_take(&f, T), *loss = train_take(&f, 1), *dnll = train_take(&f, T);
	const float *dx = train_take(&f, T * V), seed = 0.75f;
	float y[T * V], z[T];
	(void)state;
	const struct ck_cross_entropy a = { y, z, x, target, T, V };
	EACH(cross_entropy, a, T) {
		train_near(k->symbol, "nll", y, nll, T, BOUND);
		train_near(k->symbol, "lse", z, lse, T, BOUND);
	}
	const struct ck_masked_mean b = { y, nll, target, T };
	EACH(masked_mean, b, 1)
		train_near(k->symbol, "loss", y, loss, 1, BOUND);
	const struct ck_masked_mean_dx c = { y, &seed, target, T };
	EACH(masked_mean_dx, c, T)
		train_near(k->symbol, "dx", y, dnll, T, BOUND);
	const struct ck_cross_entropy_dx d = { y, dnll, x, lse, target, T, V };
	EACH(cross_entropy_dx, d, T)
		train_near(k->symbol, "dx", y, dx, T * V, BOUND);
	train_finish(&f);
}

/* A batch without a target has loss 0 and no gradient; logits far apart do not overflow. */
static void test_edges(void **state)
{
	static const int32_t none[2] = { -1, -1 }, both[2] = { 1, 0 };
	static const float x[2 * 3] = { 1e4f, -1e4f, 0, -3e38f, 0, 3e38f }, seed = 1;
	float y[6], z[2];
	(void)state;
	const struct ck_masked_mean a = { y, x, none, 2 };
	EACH(masked_mean, a, 1)
		assert_true(y[0] == 0);
	const struct ck_masked_mean_dx b = { y, &seed, none, 2 };
	EACH(masked_mean_dx, b, 2)
		assert_true(y[0] == 0 && y[1] == 0);
	const struct ck_cross_entropy c = { y, z, x, both, 1, 3 };
	EACH(cross_entropy, c, 1)
		assert_true(y[0] == 2e4f && z[0] == 1e4f);
}

static void test_adamw(void **state)
{
	enum { R = 60, STEPS = 4 };
	struct train_file f = train_load("adamw");
	const float *w = train_take(&f, R), *g = train_take(&f, STEPS * R), *want = train_take(&f, STEPS * R);
	const float *m = train_take(&f, R), *v = train_take(&f, R), lr = 0.02f;
	(void)state;
	int i = 0;
	for (const struct ck_kernel *k; (k = next("adamw", &i));) {
		float y[R], first[R] = { 0 }, second[R] = { 0 };
		memcpy(y, w, sizeof y);
		for (int32_t step = 1; step <= STEPS; step++) {
			const struct ck_adamw a = { &step, &lr, y, g + (step - 1) * R, first, second, R, 0.9f, 0.99f, 1e-6f, 0.1f };
			k->fn(&a, 0, R);
			train_near(k->symbol, "w", y, want + (step - 1) * R, R, BOUND);
		}
		train_near(k->symbol, "m", first, m, R, BOUND);
		train_near(k->symbol, "v", second, v, R, BOUND);
	}
	train_finish(&f);
}

/* With momentum and decay, then without either. */
static void test_sgd(void **state)
{
	enum { R = 60, STEPS = 4 };
	struct train_file f = train_load("sgd");
	const float *w = train_take(&f, R), *g = train_take(&f, STEPS * R), *want = train_take(&f, STEPS * R);
	const float *m = train_take(&f, R), *plain = train_take(&f, STEPS * R), lr = 0.02f;
	(void)state;
	int i = 0;
	for (const struct ck_kernel *k; (k = next("sgd", &i));) {
		float y[R], z[R], momentum[R] = { 0 };
		memcpy(y, w, sizeof y);
		memcpy(z, w, sizeof z);
		for (int32_t step = 0; step < STEPS; step++) {
			const struct ck_sgd a = { &lr, y, g + step * R, momentum, R, 0.9f, 0.1f }, b = { &lr, z, g + step * R, NULL, R, 0, 0 };
			k->fn(&a, 0, R);
			k->fn(&b, 0, R);
			train_near(k->symbol, "w", y, want + step * R, R, BOUND);
			train_near(k->symbol, "w", z, plain + step * R, R, BOUND);
		}
		train_near(k->symbol, "m", momentum, m, R, BOUND);
	}
	train_finish(&f);
}

/* The norm of three gradients, and what is left of them under a limit above it and one below. */
static void test_clip(void **state)
{
	enum { N = 3, L = 64, ALL = 7 * 45 + 150 + 5 };
	static const int64_t size[N] = { 7 * 45, 150, 5 };
	static const float limits[] = { 100, 2, 0 };
	struct train_file f = train_load("clip");
	const float *g = train_take(&f, ALL), *norm[2], *clipped[2];
	(void)state;
	for (int i = 0; i < 2; i++) {
		norm[i] = train_take(&f, 1);
		clipped[i] = train_take(&f, ALL);
	}
	double squares[L];
	const float *at = g;
	for (int i = 0; i < N; at += size[i++]) {
		const struct ck_square_sum a = { squares, i ? squares : NULL, at, L, size[i] };
		EACH(square_sum, a, L) {}
	}
	for (int i = 0; i < 3; i++) {
		float got, scale, y[ALL];
		const struct ck_clip_scale a = { &got, &scale, squares, &limits[i], L };
		const struct ck_rescale b = { &scale, y, ALL };
		EACH(clip_scale, a, 1)
			train_near(k->symbol, "norm", &got, norm[0], 1, 1e-7);
		memcpy(y, g, sizeof y);
		EACH(rescale, b, ALL)
			train_near(k->symbol, "g", y, limits[i] > 0 ? clipped[i] : g, ALL, BOUND);
	}
	train_finish(&f);
}

static void test_states(void **state)
{
	static const float x[3] = { 1, -2, 0.5f };
	float g[3] = { 10, 20, 30 };
	(void)state;
	const struct ck_accumulate a = { x, g, 3 };
	int i = 0;
	for (const struct ck_kernel *k; (k = next("accumulate", &i));) {
		g[0] = 10, g[1] = 20, g[2] = 30;
		k->fn(&a, 0, 3);
		assert_true(g[0] == 11 && g[1] == 18 && g[2] == 30.5f);
	}
	const struct ck_zero b = { g, 3 };
	EACH(zero, b, 3)
		assert_true(g[0] == 0 && g[1] == 0 && g[2] == 0);
}

/* Whatever op a gradient rule may name was held against PyTorch above. */
static void test_all(void **state)
{
	int n = 0;
	(void)state;
	for (int i = 0; ck_kernels[i]; i++) {
		const char *op = ck_kernels[i]->op, *mark = strrchr(op, '_');
		if (!mark || (strcmp(mark, "_bwd") && strncmp(mark, "_d", 2)) || !strcmp(op, "row_dot"))
			continue;
		bool found = false;
		for (size_t r = 0; r < sizeof ran / sizeof *ran; r++)
			found |= ran[r] && !strcmp(ran[r], op);
		if (!found)
			fail_msg("%s: no test holds it against PyTorch", op);
		n++;
	}
	assert_true(n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matmul), cmocka_unit_test(test_rmsnorm), cmocka_unit_test(test_layernorm), cmocka_unit_test(test_rope),
		cmocka_unit_test(test_glu), cmocka_unit_test(test_gather), cmocka_unit_test(test_attention), cmocka_unit_test(test_cross_entropy),
		cmocka_unit_test(test_edges), cmocka_unit_test(test_adamw), cmocka_unit_test(test_states), cmocka_unit_test(test_all),
		cmocka_unit_test(test_sgd), cmocka_unit_test(test_clip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
