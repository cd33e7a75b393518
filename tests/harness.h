/* Runs every kernel of the registry that can do an op here. Whatever goes wrong fails the running test. */
#ifndef CK_TEST_HARNESS_H
#define CK_TEST_HARNESS_H

#include "cpu.h"
#include "expr.h"
#include "golden.h"
#include "kernel.h"
#include "registry.h"

/* A dimension or attribute of the op, as a kernel's expressions see it; the last has no name. */
struct op_value {
	const char *name;
	int64_t i;
	const char *s; /* instead of i */
};

static inline bool op_lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	for (const struct op_value *v = user; v->name; v++)
		if (strlen(v->name) == n && !memcmp(v->name, name, n)) {
			*out = (struct ck_term){ .type = v->s ? CK_TERM_TEXT : CK_TERM_INT, .i = v->i };
			if (v->s) {
				out->text.s = v->s;
				out->text.n = strlen(v->s);
			}
			return true;
		}
	return false;
}

static inline int64_t op_int(const struct ck_kernel *k, const char *text, const struct op_value *values)
{
	struct ck_scope scope = { op_lookup, (void *)(uintptr_t)values };
	struct ck_expr_error err;
	int64_t v = 0;
	if (!ck_expr_int(text, &scope, &v, &err))
		fail_msg("%s: '%s': %s", k->symbol, text, err.text);
	return v;
}

static inline bool op_holds(const struct ck_kernel *k, const char *text, const struct op_value *values)
{
	struct ck_scope scope = { op_lookup, (void *)(uintptr_t)values };
	struct ck_expr_error err;
	bool v = false;
	if (*text && !ck_expr_bool(text, &scope, &v, &err))
		fail_msg("%s: '%s': %s", k->symbol, text, err.text);
	return !*text || v;
}

static inline bool isa_runs(const char *isa)
{
#define ISA(suffix, features) if (!strcmp(isa, #suffix)) return ck_cpu_has(features);
#include "isa.def"
#undef ISA
	fail_msg("no ISA %s", isa);
	return false;
}

/* Exact kernels of an op with these operand types, under these dimensions; none at all fails. Fast ones: fast_case.h. */
struct kernels {
	const char *op, *dtypes;
	const struct op_value *values;
	const struct ck_kernel *k;
	int at, found;
};

static inline bool kernels_next(struct kernels *it)
{
	while ((it->k = ck_kernels[it->at])) {
		const struct ck_kernel *k = it->k;
		it->at++;
		if (strcmp(k->op, it->op) || strcmp(k->dtypes, it->dtypes) || strcmp(k->numerics, "exact") || !k->fn ||
		    !isa_runs(k->isa) || !op_holds(k, k->where, it->values))
			continue;
		it->found++;
		return true;
	}
	if (!it->found)
		fail_msg("no kernel can do %s %s", it->op, it->dtypes);
	return false;
}

/* The first of them. */
static inline const struct ck_kernel *kernel_for(const char *op, const char *dtypes, const struct op_value *values)
{
	struct kernels it = { .op = op, .dtypes = dtypes, .values = values };
	kernels_next(&it);
	return it.k;
}

/* A weight as the kernel reads it. */
static inline const void *kernel_weight(const struct ck_kernel *k, const char *operand, const char *dtype,
	const void *rows, int64_t n, int64_t kk, struct golden *g)
{
	char name[32];
	const char *value;
	int len = ck_key_value(k->packing, operand, &value);
	if (!len)
		return rows;
	snprintf(name, sizeof name, "%.*s", len, value);
	const struct ck_packing *p = ck_packing_named(dtype, name);
	if (!p)
		fail_msg("%s: no packing %s of %s", k->symbol, name, dtype);
	int64_t size = p->size(n, kk);
	assert_true(size > 0);
	void *packed = golden_alloc(g, (size_t)size);
	p->pack(packed, rows, n, kk);
	return packed;
}

static inline void *kernel_scratch(const struct ck_kernel *k, const struct op_value *values, struct golden *g)
{
	return *k->scratch ? golden_alloc(g, (size_t)op_int(k, k->scratch, values)) : NULL;
}

/* Runs the whole axis at once, then in single grains from the last to the first: y must come out with the same bits. */
static inline void kernel_run(const struct ck_kernel *k, const void *args, const struct op_value *values, void *y, size_t size)
{
	int64_t n = op_int(k, k->axis, values);
	memset(y, 0xff, size);
	k->fn(args, 0, n);
	void *whole = malloc(size);
	assert_non_null(whole);
	memcpy(whole, y, size);
	memset(y, 0xff, size);
	for (int64_t lo = (n - 1) / k->grain * k->grain; lo >= 0; lo -= k->grain)
		k->fn(args, lo, lo + k->grain < n ? lo + k->grain : n);
	int differs = memcmp(whole, y, size);
	free(whole);
	if (differs)
		fail_msg("%s: its parts differ from the whole", k->symbol);
}

#endif
