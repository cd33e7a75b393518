/* Random weights and activations of every type, for kernel_case.h. */
#ifndef CK_TEST_WEIGHT_CASE_H
#define CK_TEST_WEIGHT_CASE_H

#include "dtype.h"

/* Where blocks keep F16 scales, from ggml-common.h; -1: nowhere. Any other bytes may have any value. */
static const struct { const char *dtype; int d, m; } case_scales[] = {
	{ "q4_0", 0, -1 }, { "q4_1", 0, 2 }, { "q5_0", 0, -1 }, { "q5_1", 0, 2 }, { "q8_0", 0, -1 }, { "iq4_nl", 0, -1 },
	{ "q2_k", 80, 82 }, { "q3_k", 108, -1 }, { "q4_k", 0, 2 }, { "q5_k", 0, 2 }, { "q6_k", 208, -1 }, { "iq4_xs", 0, -1 },
};

/* Bytes whose F16 scales are finite. False if the type is unknown here. */
static bool case_blocks(struct kcase *c, const struct ck_dtype *t, uint8_t *p, size_t bytes)
{
	size_t i = 0;
	while (i < sizeof case_scales / sizeof *case_scales && strcmp(case_scales[i].dtype, t->name))
		i++;
	if (i == sizeof case_scales / sizeof *case_scales)
		return false;
	for (size_t b = 0; b < bytes; b++)
		p[b] = (uint8_t)rng_next(&c->rng);
	for (size_t b = 0; b < bytes; b += (size_t)t->bytes) {
		const uint16_t d = case_half(c), m = case_half(c);
		memcpy(p + b + case_scales[i].d, &d, 2);
		if (case_scales[i].m >= 0)
			memcpy(p + b + case_scales[i].m, &m, 2);
	}
	if (!strcmp(t->name, "q8_0"))
		p[2] = 0x80; /* -128 */
	return true;
}

/* The operand's entry in a descriptor's list, copied; empty if it has none. */
static const char *case_named(const char *list, const char *operand, char name[static 32])
{
	const char *v;
	const int n = ck_key_value(list, operand, &v);
	snprintf(name, 32, "%.*s", n, v);
	return name;
}

/* Bytes of n elements of an operand that has the kernel's type. */
static size_t case_bytes(const struct kcase *c, const char *operand, int64_t n)
{
	char name[32];
	const struct ck_dtype *t = ck_dtype_named(case_named(c->k->dtypes, operand, name));
	if (!t || ck_dtype_size(t, n) < 0)
		abort();
	return (size_t)ck_dtype_size(t, n);
}

/* n rows of k weights of the operand's type in the kernel's packing. */
static const void *case_weight(struct kcase *c, const char *operand, int64_t n, int64_t k)
{
	char name[32], packing[32];
	const struct ck_dtype *t = ck_dtype_named(case_named(c->k->dtypes, operand, name));
	const int64_t bytes = t ? ck_dtype_size(t, n * k) : -1;
	uint8_t *rows = malloc(bytes > 0 ? (size_t)bytes : 1);
	if (!rows || bytes < 0)
		abort();
	if (!strcmp(name, "f32")) {
		case_fill_f32(c, (float *)(void *)rows, n * k);
	} else if (!strcmp(name, "f16") || !strcmp(name, "bf16")) {
		const bool f16 = name[0] == 'f';
		for (int64_t i = 0; i < n * k; i++) {
			const uint16_t h = f16 ? case_half(c) : (uint16_t)(ck_bits_of(rng_f32(&c->rng)) >> 16);
			memcpy(rows + 2 * i, &h, 2);
		}
	} else if (!case_blocks(c, t, rows, (size_t)bytes)) {
		fprintf(stderr, "%s: no test data of the type of %s\n", c->k->symbol, operand);
		abort();
	}
	uint8_t *w;
	if (*case_named(c->k->packing, operand, packing)) {
		const struct ck_packing *p = ck_packing_named(name, packing);
		if (!p)
			abort();
		w = guard_alloc(&c->mem, (size_t)p->size(n, k));
		p->pack(w, rows, n, k);
	} else {
		w = guard_alloc(&c->mem, (size_t)bytes);
		memcpy(w, rows, (size_t)bytes);
	}
	free(rows);
	guard_read_only(&c->mem, w);
	return w;
}

/* T rows of K activations of operand x. */
static const void *case_x(struct kcase *c, int64_t T, int64_t K)
{
	if (case_type(c, "x", "f32"))
		return case_f32(c, T * K);
	char name[32], symbol[64];
	snprintf(symbol, sizeof symbol, "ck_quantize_%s_ref", case_named(c->k->dtypes, "x", name));
	const struct ck_quantize q = { guard_alloc(&c->mem, case_bytes(c, "x", T * K)), case_f32(c, T * K), T, K };
	ck_kernel_named(symbol)->fn(&q, 0, T);
	guard_read_only(&c->mem, q.y);
	return q.y;
}

/* An inner size: whole blocks of 256 for kernels that need them. */
static int64_t case_inner(struct kcase *c)
{
	static const int64_t times[] = { 1, 3, 9 };
	return strstr(c->k->where, "% 256") ? 256 * rng_in(&c->rng, 1, 6) : case_size(c) * times[rng_in(&c->rng, 0, 2)];
}

#endif
