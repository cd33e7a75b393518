/* Every kernel of the registry that this CPU can run. Exact ones against the reference of their op and types: the same
 * bits, whole and in parts. Fast ones against F64 within their op's bound; and the same bits in parts, and for each row
 * whatever the others are. Descriptors against the tables they name; packings against their inverse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <float.h>
#include <math.h>
#include <cmocka.h>

#include "cpu.h"
#include "fast_case.h"
#include "target.h"

enum { ROUNDS = 24 };

static const struct ck_kernel *reference_of(const struct ck_kernel *k)
{
	for (const struct ck_kernel *const *p = ck_kernels; *p; p++)
		if (!strcmp((*p)->isa, "ref") && !strcmp((*p)->op, k->op) && !strcmp((*p)->dtypes, k->dtypes)
			&& !strcmp((*p)->packing, k->packing))
			return *p;
	fail_msg("%s: no reference for its op, types and packing", k->symbol);
	return NULL;
}

static const char *features_of(const char *isa)
{
	int rank;
	return ck_isa_features(isa, &rank);
}

static bool runs_here(const struct ck_kernel *k)
{
	return k->fn && ck_cpu_has(features_of(k->isa));
}

static void **scratch_of(struct kcase *c, const char *op)
{
	return !strcmp(op, "attention") ? &c->a.attention.scratch : !strcmp(op, "ring_attention") ? &c->a.ring_attention.scratch
		: !strcmp(op, "matmul") ? &c->a.matmul.scratch : !strcmp(op, "gated_matmul") ? &c->a.gated_matmul.scratch
		: !strcmp(op, "row_attention") ? &c->a.row_attention.scratch : !strcmp(op, "row_attention_dq") ? &c->a.row_attention_dq.scratch
		: !strcmp(op, "row_attention_dkv") ? &c->a.row_attention_dkv.scratch : !strcmp(op, "matmul_dx") ? &c->a.matmul_dx.scratch
		: !strcmp(op, "matmul_dw") ? &c->a.matmul_dw.scratch : NULL;
}

static void call(const struct ck_kernel *k, struct kcase *c, int64_t lo, int64_t hi)
{
	struct guards scratch = { .high = c->mem.high };
	void **to = scratch_of(c, k->op);
	if (*k->scratch) {
		assert_non_null(to);
		const struct ck_kernel *was = c->k;
		c->k = k;
		const size_t size = (size_t)case_expr(c, k->scratch);
		c->k = was;
		*to = guard_alloc(&scratch, (size + 63) / 64 * 64);
	}
	k->fn(&c->a, lo, hi);
	guard_free(&scratch);
}

static void reset(struct kcase *c)
{
	for (int i = 0; i < c->nouts; i++)
		memcpy(c->out[i].p, c->out[i].initial, c->out[i].size);
}

static uint8_t *copy_out(const struct kcase *c, int i)
{
	uint8_t *p = malloc(c->out[i].size + 1);
	assert_non_null(p);
	memcpy(p, c->out[i].p, c->out[i].size);
	return p;
}

/* Equal bits; F32 NaNs are equal to each other. */
static void compare(const struct kcase *c, uint8_t *const *want, const char *what, uint64_t seed)
{
	for (int i = 0; i < c->nouts; i++)
		for (size_t b = 0; b + 4 <= c->out[i].size; b += 4) {
			float w, g;
			memcpy(&w, want[i] + b, 4);
			memcpy(&g, c->out[i].p + b, 4);
			if (memcmp(&w, &g, 4) && !(c->special && isnan(w) && isnan(g)))
				fail_msg("%s, %s, seed %llu: output %d at %zu of %zu: %a, reference %a", c->k->symbol, what,
					(unsigned long long)seed, i, b / 4, c->out[i].size / 4, g, w);
		}
	for (int i = 0; i < c->nouts; i++)
		if (c->out[i].size % 4 && memcmp(want[i], c->out[i].p, c->out[i].size))
			fail_msg("%s, %s: output %d differs in its last bytes", c->k->symbol, what, i);
}

static void run_case(const struct ck_kernel *k, const struct ck_kernel *ref, uint64_t seed, int special)
{
	struct kcase c;
	if (!case_make(&c, k, seed, special))
		fail_msg("%s: op %s has no test arguments", k->symbol, k->op);
	uint8_t *want[CASE_OUTS];

	call(ref, &c, 0, c.items);
	for (int i = 0; i < c.nouts; i++) {
		want[i] = copy_out(&c, i);
		for (size_t b = 0; c.out[i].f32 && !special && b < c.out[i].size / 4; b++)
			assert_true(isfinite(((float *)(void *)want[i])[b]));
	}
	reset(&c);
	call(k, &c, 0, c.items);
	compare(&c, want, "whole", seed);

	/* All parts, cut at random grains, from the last to the first. */
	reset(&c);
	for (int64_t hi = c.items; hi > 0;) {
		const int64_t grains = (hi + k->grain - 1) / k->grain, lo = rng_in(&c.rng, 0, grains - 1) * k->grain;
		call(k, &c, lo, hi);
		hi = lo;
	}
	compare(&c, want, "parts", seed);
	for (int i = 0; i < c.nouts; i++)
		free(want[i]);

	/* One part alone leaves the rest as it was. */
	const int64_t grains = (c.items + k->grain - 1) / k->grain, g = rng_in(&c.rng, 0, grains - 1);
	const int64_t lo = g * k->grain, end = rng_in(&c.rng, g + 1, grains) * k->grain, hi = end < c.items ? end : c.items;
	reset(&c);
	call(ref, &c, lo, hi);
	for (int i = 0; i < c.nouts; i++)
		want[i] = copy_out(&c, i);
	reset(&c);
	call(k, &c, lo, hi);
	compare(&c, want, "one part", seed);
	for (int i = 0; i < c.nouts; i++)
		free(want[i]);
	case_free(&c);
}

static void compare_fast(const struct kcase *c, const struct fast *f, uint64_t seed)
{
	const float *y = (const float *)(const void *)c->out[0].p;
	assert_int_equal(c->out[0].size, f->n * 4);
	for (int64_t i = 0; i < f->n; i++) {
		const bool good = f->bound[i] > DBL_MAX || (isnan(f->y[i]) ? !isfinite(y[i]) : fabs(y[i] - f->y[i]) <= f->bound[i]);
		if (!good)
			fail_msg("%s, seed %llu: element %lld of %lld: %a, in F64 %a, bound %g", c->k->symbol, (unsigned long long)seed,
				(long long)i, (long long)f->n, y[i], f->y[i], f->bound[i]);
	}
}

static void run_fast_case(const struct ck_kernel *k, uint64_t seed, int special)
{
	struct kcase c;
	if (!case_make(&c, k, seed, special) || !fast_op(k->op))
		fail_msg("%s: op %s has no test arguments or no bound", k->symbol, k->op);
	struct fast f = fast_op(k->op)->expect(&c);
	call(k, &c, 0, c.items);
	compare_fast(&c, &f, seed);
	uint8_t *want = copy_out(&c, 0);

	/* Parts, from the last to the first: each leaves the rest as it was. */
	reset(&c);
	for (int64_t hi = c.items; hi > 0;) {
		const int64_t grains = (hi + k->grain - 1) / k->grain, lo = rng_in(&c.rng, 0, grains - 1) * k->grain;
		call(k, &c, lo, hi);
		for (int64_t i = 0; i < f.n; i++)
			if (fast_item(&c, i) < lo && memcmp(c.out[0].p + 4 * i, c.out[0].initial + 4 * i, 4))
				fail_msg("%s, seed %llu: a part wrote element %lld of another", k->symbol, (unsigned long long)seed, (long long)i);
		hi = lo;
	}
	compare(&c, &want, "parts", seed);

	/* The first row, the last and one more, alone. */
	const int64_t T = fast_rows(&c), width = (int64_t)c.out[0].size / T, rows[] = { 0, T - 1, rng_in(&c.rng, 0, T - 1) };
	for (int i = 0; i < 3; i++) {
		struct kcase one = c;
		reset(&c);
		fast_row(&one, rows[i]);
		call(k, &one, 0, one.items);
		if (!special && memcmp(c.out[0].p + rows[i] * width, want + rows[i] * width, (size_t)width))
			fail_msg("%s, seed %llu: row %lld depends on the others", k->symbol, (unsigned long long)seed, (long long)rows[i]);
	}
	free(want);
	fast_free(&f);
	case_free(&c);
}

/* Each of ISA's kernels; the features must be there, or the test is skipped and says so. */
static void run_isa(const char *isa)
{
	const char *features = features_of(isa);
	char missing[CK_CPU_TEXT];
	int ran = 0;
	assert_non_null(features);
	if (!ck_cpu_has(features)) {
		print_message("this CPU lacks %s\n", ck_cpu_missing(features, missing));
		skip();
	}
	for (const struct ck_kernel *const *p = ck_kernels; *p; p++)
		if (!strcmp((*p)->isa, isa)) {
			if (!(*p)->fn)
				fail_msg("%s was not compiled", (*p)->symbol);
			for (uint64_t seed = 1; seed <= ROUNDS; seed++)
				if (!strcmp((*p)->numerics, "exact"))
					run_case(*p, reference_of(*p), seed, seed % 6 == 0);
				else
					run_fast_case(*p, seed, seed % 6 == 0);
			ran++;
		}
	assert_true(ran > 0);
}

#define ISA(name, features) static void test_##name(void **state) { (void)state; run_isa(#name); }
#include "isa.def"
#undef ISA

/* Descriptors say what the tables know; every op has a reference and test arguments. */
static void test_registry(void **state)
{
	(void)state;
	for (const struct ck_kernel *const *p = ck_kernels; *p; p++) {
		const struct ck_kernel *k = *p;
		const size_t n = strlen(k->symbol), m = strlen(k->isa);
		assert_memory_equal(k->symbol, "ck_", 3);
		assert_true(n > m + 4 && k->symbol[n - m - 1] == '_');
		assert_string_equal(k->symbol + n - m, k->isa);
		assert_non_null(features_of(k->isa));
		assert_true(!strcmp(k->numerics, "exact") || !strcmp(k->numerics, "fast"));
		assert_true(k->grain >= 1 && *k->axis && k->modes && k->scratch && k->reduce && k->where);
		if (p[1])
			assert_true(strcmp(k->symbol, p[1]->symbol) < 0);
		if (!strcmp(k->isa, "ref"))
			assert_non_null(k->fn);
		assert_ptr_equal(ck_kernel_named(k->symbol), k);
		if (!strcmp(k->numerics, "exact"))
			reference_of(k);
		else
			assert_non_null(fast_op(k->op));
	}
	static const char *const ops[] = {
#define OP(name, in, w, state, out, attr, inplace, doc) #name,
#include "ops.def"
#undef OP
	};
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		bool has = false;
		for (const struct ck_kernel *const *p = ck_kernels; *p; p++)
			has |= !strcmp((*p)->op, ops[i]) && !strcmp((*p)->isa, "ref");
		if (!has)
			fail_msg("op %s has no reference kernel", ops[i]);
	}
}

/* Masks take kernels away, the best first, and never the references. */
static void test_masks(void **state)
{
	(void)state;
	int before = 0;
	for (int i = 0; ck_target_at(i); i++) {
		int n = 0;
		ck_cpu_mask(ck_target_at(i)->name);
		for (const struct ck_kernel *const *p = ck_kernels; *p; p++) {
			n += runs_here(*p);
			if (!strcmp((*p)->isa, "ref"))
				assert_true(runs_here(*p));
			else if (!strcmp(ck_target_at(i)->name, "generic"))
				assert_false(runs_here(*p));
		}
		assert_true(n >= before);
		before = n;
	}
	ck_cpu_mask(NULL);
}

/* gated_matmul has the bits of two matmuls and a glu. */
static void test_gated(void **state)
{
	(void)state;
	static const char *const types[] = { "f32", "f16", "bf16", "q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "iq4_nl",
		"q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "iq4_xs" };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (uint64_t seed = 1; seed <= 4; seed++) {
			char name[64];
			struct kcase c;
			snprintf(name, sizeof name, "ck_gated_matmul_%s_ref", types[i]);
			assert_true(case_make(&c, ck_kernel_named(name), seed, 0));
			const struct ck_gated_matmul *a = &c.a.gated_matmul;
			const int64_t n = a->T * a->N;
			float *g = calloc((size_t)n, 4), *u = calloc((size_t)n, 4);
			assert_true(g && u);
			struct ck_matmul m = { .y = g, .x = a->x, .w = a->g, .T = a->T, .N = a->N, .K = a->K };
			snprintf(name, sizeof name, "ck_matmul_%s_ref", types[i]);
			ck_kernel_named(name)->fn(&m, 0, a->N);
			m.y = u;
			m.w = a->u;
			ck_kernel_named(name)->fn(&m, 0, a->N);
			const struct ck_glu glu = { g, g, u, n, a->act };
			ck_kernel_named("ck_glu_f32_ref")->fn(&glu, 0, n);
			c.k->fn(a, 0, a->N);
			assert_memory_equal(a->y, g, (size_t)n * 4);
			free(g);
			free(u);
			case_free(&c);
		}
}

static void test_packings(void **state)
{
	(void)state;
	struct rng rng = { 7 };
	int n = 0;
	for (const struct ck_packing *const *p = ck_packings; *p; p++, n++) {
		static const int64_t rows[] = { 1, 15, 16, 17, 50 }, ks[] = { 1, 7, 32, 64, 96, 256, 768 };
		const struct ck_dtype *type = ck_dtype_named((*p)->dtype);
		assert_non_null(type);
		const int64_t unit = type->block, bytes = type->bytes;
		for (int i = 0; i < 35; i++) {
			const int64_t r = rows[i / 7], k = ks[i % 7], size = (*p)->size(r, k);
			if (k % unit) {
				assert_int_equal(size, -1);
				continue;
			}
			assert_int_equal(size, (r + 15) / 16 * 16 * (k / unit) * bytes); /* no byte beyond whole panels */
			struct guards mem = { .high = i & 1 };
			const size_t plain = (size_t)(r * (k / unit) * bytes);
			uint8_t *in = guard_alloc(&mem, plain), *out = guard_alloc(&mem, plain), *packed = guard_alloc(&mem, (size_t)size);
			for (size_t b = 0; b < plain; b++)
				in[b] = (uint8_t)rng_next(&rng);
			(*p)->pack(packed, in, r, k);
			(*p)->unpack(out, packed, r, k);
			assert_memory_equal(in, out, plain);
			guard_free(&mem);
		}
		assert_int_equal((*p)->size(0, 256), -1);
		assert_int_equal((*p)->size(-5, 256), -1);
		assert_int_equal((*p)->size(16, 0), -1);
		assert_int_equal((*p)->size(INT64_MAX, 256), -1);
		assert_int_equal((*p)->size(INT64_MAX / 16, 1024), -1);
		assert_int_equal((*p)->size(1 << 30, INT64_MAX / 256 * 256), -1);
	}
	assert_true(n > 0);
}

/* With an argument, tests of that name alone. */
int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_registry),
		cmocka_unit_test(test_packings),
#define ISA(name, features) cmocka_unit_test(test_##name),
#include "isa.def"
#undef ISA
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_gated),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
