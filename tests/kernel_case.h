/* Random arguments for every kind of op: shapes at their edges, operands between guard pages, inputs
 * read-only, outputs in place where ops.def allows it. */
#ifndef CK_TEST_KERNEL_CASE_H
#define CK_TEST_KERNEL_CASE_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "accumulate.h"
#include "adamw.h"
#include "activation.h"
#include "activation_dx.h"
#include "add.h"
#include "attention.h"
#include "cache.h"
#include "clip_scale.h"
#include "cross_entropy.h"
#include "cross_entropy_dx.h"
#include "decay.h"
#include "delta_rule.h"
#include "embedding.h"
#include "embedding_dw.h"
#include "expr.h"
#include "gated_matmul.h"
#include "glu.h"
#include "glu_bwd.h"
#include "guard.h"
#include "half.h"
#include "kernel.h"
#include "kv_store.h"
#include "l2norm.h"
#include "layer_stats.h"
#include "layernorm.h"
#include "layernorm_db.h"
#include "layernorm_dw.h"
#include "layernorm_dx.h"
#include "masked_mean.h"
#include "masked_mean_dx.h"
#include "matmul.h"
#include "matmul_db.h"
#include "matmul_dw.h"
#include "matmul_dx.h"
#include "quantize.h"
#include "registry.h"
#include "rescale.h"
#include "ring_attention.h"
#include "ring_store.h"
#include "rms_scale.h"
#include "rmsnorm.h"
#include "rmsnorm_dw.h"
#include "rmsnorm_dx.h"
#include "rope.h"
#include "rope_dx.h"
#include "rope_table.h"
#include "row_attention.h"
#include "row_attention_dkv.h"
#include "row_attention_dq.h"
#include "row_dot.h"
#include "select.h"
#include "select_dx.h"
#include "sgd.h"
#include "short_conv.h"
#include "slice.h"
#include "softcap.h"
#include "square_sum.h"
#include "zero.h"

enum { CASE_OUTS = 3 };

struct kcase {
	const struct ck_kernel *k;
	struct rng rng;
	struct guards mem;
	int special; /* plant NaN, infinities and subnormals among F32 inputs */
	int wide;    /* shapes beyond what fast kernels do at once */
	union {
		struct ck_add add;
		struct ck_attention attention;
		struct ck_embedding embedding;
		struct ck_gated_matmul gated_matmul;
		struct ck_glu glu;
		struct ck_kv_store kv_store;
		struct ck_layernorm layernorm;
		struct ck_matmul matmul;
		struct ck_quantize quantize;
		struct ck_ring_attention ring_attention;
		struct ck_ring_store ring_store;
		struct ck_rmsnorm rmsnorm;
		struct ck_rope rope;
		struct ck_rope_table rope_table;
		struct ck_select select;
		struct ck_accumulate accumulate;
		struct ck_adamw adamw;
		struct ck_cross_entropy cross_entropy;
		struct ck_cross_entropy_dx cross_entropy_dx;
		struct ck_embedding_dw embedding_dw;
		struct ck_glu_bwd glu_bwd;
		struct ck_masked_mean masked_mean;
		struct ck_masked_mean_dx masked_mean_dx;
		struct ck_matmul_db matmul_db;
		struct ck_matmul_dw matmul_dw;
		struct ck_matmul_dx matmul_dx;
		struct ck_rms_scale rms_scale;
		struct ck_rmsnorm_dw rmsnorm_dw;
		struct ck_rmsnorm_dx rmsnorm_dx;
		struct ck_rope_dx rope_dx;
		struct ck_row_attention row_attention;
		struct ck_row_attention_dkv row_attention_dkv;
		struct ck_row_attention_dq row_attention_dq;
		struct ck_row_dot row_dot;
		struct ck_select_dx select_dx;
		struct ck_zero zero;
		struct ck_clip_scale clip_scale;
		struct ck_rescale rescale;
		struct ck_sgd sgd;
		struct ck_square_sum square_sum;
		struct ck_softcap softcap;
		struct ck_activation activation;
		struct ck_activation_dx activation_dx;
		struct ck_layer_stats layer_stats;
		struct ck_layernorm_db layernorm_db;
		struct ck_layernorm_dw layernorm_dw;
		struct ck_layernorm_dx layernorm_dx;
		struct ck_decay decay;
		struct ck_delta_rule delta_rule;
		struct ck_l2norm l2norm;
		struct ck_short_conv short_conv;
		struct ck_slice slice;
	} a;
	int64_t items; /* of the kernel's axis */
	struct { const char *name; int64_t value; } dim[8];
	struct { uint8_t *p, *initial; size_t size; bool f32; } out[CASE_OUTS];
	int ndims, nouts;
};

static void case_dim(struct kcase *c, const char *name, int64_t value)
{
	c->dim[c->ndims].name = name;
	c->dim[c->ndims++].value = value;
}

static bool case_lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	const struct kcase *c = user;
	for (int i = 0; i < c->ndims; i++)
		if (strlen(c->dim[i].name) == n && !memcmp(c->dim[i].name, name, n)) {
			*out = (struct ck_term){ .type = CK_TERM_INT, .i = c->dim[i].value };
			return true;
		}
	return false;
}

static int64_t case_expr(struct kcase *c, const char *text)
{
	const struct ck_scope scope = { case_lookup, c };
	struct ck_expr_error err;
	int64_t v;
	if (!ck_expr_int(text, &scope, &v, &err)) {
		fprintf(stderr, "%s: %s: %s\n", c->k->symbol, text, err.text);
		abort();
	}
	return v;
}

/* The same, but T is what a program may have at most, which its calls stay below. */
static bool case_bound(void *user, const char *name, size_t n, struct ck_term *out)
{
	const bool found = case_lookup(user, name, n, out);
	if (found && n == 1 && *name == 'T' && out->i < 512)
		out->i = 512;
	return found;
}

static bool case_where(struct kcase *c)
{
	const struct ck_scope scope = { case_bound, c };
	struct ck_expr_error err;
	bool v = true;
	if (*c->k->where && !ck_expr_bool(c->k->where, &scope, &v, &err)) {
		fprintf(stderr, "%s: %s: %s\n", c->k->symbol, c->k->where, err.text);
		abort();
	}
	return v;
}

static bool case_type(const struct kcase *c, const char *operand, const char *dtype)
{
	const char *v;
	const int n = ck_key_value(c->k->dtypes, operand, &v);
	return n == (int)strlen(dtype) && !memcmp(v, dtype, (size_t)n);
}

static int64_t case_size(struct kcase *c)
{
	static const int64_t edge[] = { 1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 48, 53, 64, 65, 96, 113, 128, 160 };
	return edge[rng_in(&c->rng, 0, sizeof edge / sizeof *edge - 1)];
}

static void case_fill_f32(struct kcase *c, float *p, int64_t n)
{
	static const uint32_t odd[] = { 0x7fc00000, 0x7f800000, 0xff800000, 1, 0x80000000, 0x00700000, 0x7f7fffff };
	for (int64_t i = 0; i < n; i++) {
		p[i] = rng_f32(&c->rng);
		if (rng_in(&c->rng, 0, 31) == 0)
			p[i] *= 64;
		if (c->special && rng_in(&c->rng, 0, 63) == 0)
			p[i] = ck_f32_of(odd[rng_in(&c->rng, 0, sizeof odd / sizeof *odd - 1)]);
	}
}

static float *case_f32(struct kcase *c, int64_t n)
{
	float *p = guard_alloc(&c->mem, (size_t)n * sizeof *p);
	case_fill_f32(c, p, n);
	guard_read_only(&c->mem, p);
	return p;
}

static int32_t *case_i32(struct kcase *c, int64_t n, int64_t below)
{
	int32_t *p = guard_alloc(&c->mem, (size_t)n * sizeof *p);
	for (int64_t i = 0; i < n; i++)
		p[i] = (int32_t)rng_in(&c->rng, 0, below - 1);
	guard_read_only(&c->mem, p);
	return p;
}

/* Finite halves: subnormals and zeros too, few of them large. */
static uint16_t case_half(struct kcase *c)
{
	const uint32_t r = rng_next(&c->rng);
	return (uint16_t)((r & 0x83ff) | (r >> 16) % 19 << 10);
}

/* An output: poisoned, or given as it is where it starts as an input. */
static void *case_out(struct kcase *c, size_t size, bool f32, bool input)
{
	uint8_t *p = guard_alloc(&c->mem, size);
	if (input && f32)
		case_fill_f32(c, (float *)(void *)p, (int64_t)(size / 4));
	else
		memset(p, 0xa5, size);
	uint8_t *initial = malloc(size + 1);
	if (!initial)
		abort();
	memcpy(initial, p, size);
	c->out[c->nouts].p = p;
	c->out[c->nouts].initial = initial;
	c->out[c->nouts].size = size;
	c->out[c->nouts++].f32 = f32;
	return p;
}

/* F32 output of n that is, one time in three, also the first, or the second, input. */
static float *case_out_inplace(struct kcase *c, int64_t n, const float **in, const float **other)
{
	const int64_t which = rng_in(&c->rng, 0, 3);
	const bool a = in && which == 0, b = other && which == 1;
	float *y = case_out(c, (size_t)n * sizeof *y, true, a || b);
	if (in)
		*in = a ? y : case_f32(c, n);
	if (other)
		*other = b ? y : case_f32(c, n);
	return y;
}

#include "weight_case.h"

static void case_add(struct kcase *c)
{
	struct ck_add *a = &c->a.add;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->y = case_out_inplace(c, a->R, &a->a, &a->b);
}

static void case_glu(struct kcase *c)
{
	struct ck_glu *a = &c->a.glu;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->y = case_out_inplace(c, a->R, &a->g, &a->u);
	a->act = (enum ck_act)rng_in(&c->rng, CK_SILU, CK_GELU_TANH);
}

static void case_embedding(struct kcase *c)
{
	struct ck_embedding *a = &c->a.embedding;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "V", a->V = case_size(c));
	case_dim(c, "E", a->E = case_inner(c));
	if (!case_where(c))
		return;
	a->id = case_i32(c, a->T, a->V);
	a->w = case_weight(c, "w", a->V, a->E);
	a->y = case_out(c, (size_t)(a->T * a->E) * 4, true, false);
	a->scale = rng_in(&c->rng, 0, 1) ? 1 : 8.944272f;
}

static void case_layernorm(struct kcase *c)
{
	struct ck_layernorm *a = &c->a.layernorm;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 7));
	case_dim(c, "E", a->E = case_size(c));
	a->y = case_out_inplace(c, a->R * a->E, &a->x, NULL);
	a->w = case_f32(c, a->E);
	a->b = rng_in(&c->rng, 0, 1) ? case_f32(c, a->E) : NULL;
	a->eps = 1e-5f;
}

static void case_rmsnorm(struct kcase *c)
{
	struct ck_rmsnorm *a = &c->a.rmsnorm;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 7));
	case_dim(c, "E", a->E = case_size(c));
	a->y = case_out_inplace(c, a->R * a->E, &a->x, NULL);
	a->w = case_f32(c, a->E);
	a->eps = 1e-5f;
}

/* Rows of activations: often one; of few weights sometimes more than a kernel sweeps at a time. */
static int64_t case_inputs(struct kcase *c, int64_t weights)
{
	if (!rng_in(&c->rng, 0, 2))
		return 1;
	return weights <= 1 << 14 && rng_in(&c->rng, 0, 1) ? rng_in(&c->rng, 500, 530) : rng_in(&c->rng, 1, 40);
}

static void case_matrix(struct kcase *c, int64_t *T, int64_t *N, int64_t *K)
{
	case_dim(c, "N", *N = c->wide == 1 ? 300 : case_size(c));
	case_dim(c, "K", *K = c->wide == 1 ? 5 * 256 : case_inner(c));
	case_dim(c, "T", *T = c->wide ? (c->wide > 1 ? 523 : 51) : case_inputs(c, *N * *K));
}

static void case_matmul(struct kcase *c)
{
	struct ck_matmul *a = &c->a.matmul;
	case_matrix(c, &a->T, &a->N, &a->K);
	if (!case_where(c))
		return;
	const bool r = rng_in(&c->rng, 0, 1);
	a->x = case_x(c, a->T, a->K);
	a->w = case_weight(c, "w", a->N, a->K);
	a->b = rng_in(&c->rng, 0, 1) ? case_f32(c, a->N) : NULL;
	a->y = case_out_inplace(c, a->T * a->N, r ? &a->r : NULL, NULL);
}

static void case_gated_matmul(struct kcase *c)
{
	struct ck_gated_matmul *a = &c->a.gated_matmul;
	case_matrix(c, &a->T, &a->N, &a->K);
	if (!case_where(c))
		return;
	a->x = case_x(c, a->T, a->K);
	a->g = case_weight(c, "g", a->N, a->K);
	a->u = case_weight(c, "u", a->N, a->K);
	a->y = case_out(c, (size_t)(a->T * a->N) * 4, true, false);
	a->act = (enum ck_act)rng_in(&c->rng, CK_SILU, CK_GELU_TANH);
}

static void case_quantize(struct kcase *c)
{
	struct ck_quantize *a = &c->a.quantize;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "K", a->K = case_inner(c));
	if (!case_where(c))
		return;
	a->x = case_f32(c, a->T * a->K);
	a->y = case_out(c, case_bytes(c, "y", a->T * a->K), false, false);
}

static void case_rope_table(struct kcase *c)
{
	struct ck_rope_table *a = &c->a.rope_table;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "P", a->P = case_size(c));
	a->pos = case_i32(c, a->T, rng_in(&c->rng, 0, 1) ? 100 : 1000000);
	a->freqs = rng_in(&c->rng, 0, 1) ? case_f32(c, a->P) : NULL;
	a->base = rng_in(&c->rng, 0, 1) ? 10000 : 500000;
	a->scale = rng_in(&c->rng, 0, 1) ? 1 : 0.25f;
	a->factor = rng_in(&c->rng, 0, 1) ? 1 : 1.25f;
	a->low = (float)rng_in(&c->rng, 0, a->P);
	a->high = rng_in(&c->rng, 0, 1) ? 0 : (float)rng_in(&c->rng, 0, 2 * a->P);
	a->y = case_out(c, (size_t)(a->T * a->P) * 8, !a->freqs, false);
}

static void case_rope(struct kcase *c)
{
	struct ck_rope *a = &c->a.rope;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "H", a->H = rng_in(&c->rng, 1, 5));
	case_dim(c, "D", a->D = case_size(c) + 1);
	case_dim(c, "P", a->P = rng_in(&c->rng, 0, 1) ? a->D / 2 : rng_in(&c->rng, 1, a->D / 2));
	a->y = case_out_inplace(c, a->T * a->H * a->D, &a->x, NULL);
	a->cs = case_f32(c, a->T * a->P * 2);
	a->layout = rng_in(&c->rng, 0, 1) ? CK_INTERLEAVED : CK_SPLIT_HALF;
}

static void case_select(struct kcase *c)
{
	struct ck_select *a = &c->a.select;
	case_dim(c, "O", a->O = rng_in(&c->rng, 1, 9));
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->x = case_f32(c, a->T * a->E);
	a->row = case_i32(c, a->O, a->T);
	a->y = case_out(c, (size_t)(a->O * a->E) * 4, true, false);
}

/* S tables of PS pages, each page used once. */
static int32_t *case_pages(struct kcase *c, int64_t n)
{
	int32_t *p = guard_alloc(&c->mem, (size_t)n * sizeof *p);
	for (int64_t i = 0; i < n; i++) {
		const int64_t j = rng_in(&c->rng, 0, i);
		p[i] = p[j];
		p[j] = (int32_t)i;
	}
	guard_read_only(&c->mem, p);
	return p;
}

/* Bytes of n elements of a cache. */
static size_t case_cache_size(const struct kcase *c, const char *operand, int64_t n)
{
	return (size_t)(case_type(c, operand, "q8_0") ? n / 32 * 34 : n * (case_type(c, operand, "f32") ? 4 : 2));
}

static void case_kv_store(struct kcase *c)
{
	struct ck_kv_store *a = &c->a.kv_store;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "KV", a->KV = rng_in(&c->rng, 1, 3));
	case_dim(c, "D", a->D = case_size(c));
	case_dim(c, "S", a->S = rng_in(&c->rng, 1, 3));
	case_dim(c, "PS", a->PS = rng_in(&c->rng, 1, 2));
	case_dim(c, "PG", a->PG = a->S * a->PS);
	if (!case_where(c))
		return;
	a->k = case_f32(c, a->T * a->KV * a->D);
	a->v = case_f32(c, a->T * a->KV * a->D);
	int32_t *pos = guard_alloc(&c->mem, (size_t)a->T * 4); /* distinct, as in a step */
	const int32_t first = (int32_t)rng_in(&c->rng, 0, a->PS * 256 - a->T);
	for (int64_t t = 0; t < a->T; t++)
		pos[t] = first + (int32_t)t;
	guard_read_only(&c->mem, pos);
	a->pos = pos;
	a->slot = case_i32(c, a->T, a->S);
	a->pages = case_pages(c, a->PG);
	const size_t size = case_cache_size(c, "kc", a->PG * a->KV * 256 * a->D);
	a->kc = case_out(c, size, false, false);
	a->vc = case_out(c, size, false, false);
}

static const void *case_cache(struct kcase *c, const char *operand, int64_t n)
{
	if (case_type(c, operand, "f32"))
		return case_f32(c, n);
	uint16_t *p = guard_alloc(&c->mem, case_cache_size(c, operand, n));
	if (case_type(c, operand, "q8_0"))
		for (int64_t i = 0; i < n; i += 32) {
			float row[32];
			for (int k = 0; k < 32; k++)
				row[k] = rng_f32(&c->rng);
			ck_cache_put_q8_0(p, i, row, 32);
		}
	else
		for (int64_t i = 0; i < n; i++)
			p[i] = case_type(c, operand, "bf16") ? ck_f32_to_bf16(rng_f32(&c->rng)) : ck_f32_to_f16(rng_f32(&c->rng));
	guard_read_only(&c->mem, p);
	return p;
}

static void case_attention(struct kcase *c)
{
	struct ck_attention *a = &c->a.attention;
	const int64_t whole = c->wide ? (c->wide > 1 ? 256 : 32) : 32 * rng_in(&c->rng, 1, 4);
	case_dim(c, "T", a->T = c->wide == 1 ? 90 : c->wide ? 5 : rng_in(&c->rng, 0, 2) ? rng_in(&c->rng, 1, 20) : 1);
	case_dim(c, "KV", a->KV = c->wide ? 1 : rng_in(&c->rng, 1, 3));
	case_dim(c, "H", a->H = a->KV * (c->wide ? 7 : rng_in(&c->rng, 1, 7)));
	case_dim(c, "D", a->D = strstr(c->k->where, "D % 32") ? whole : case_size(c) % 112 + 1);
	case_dim(c, "S", a->S = rng_in(&c->rng, 1, 2));
	case_dim(c, "PS", a->PS = rng_in(&c->rng, 1, 3));
	case_dim(c, "PG", a->PG = a->S * a->PS);
	if (!case_where(c))
		return;
	a->kc = case_cache(c, "kc", a->PG * a->KV * 256 * a->D);
	a->vc = case_cache(c, "vc", a->PG * a->KV * 256 * a->D);
	if (rng_in(&c->rng, 0, 1)) {
		a->pos = case_i32(c, a->T, a->PS * 256);
		a->slot = case_i32(c, a->T, a->S);
	} else { /* a prompt's chunk */
		int32_t *pos = guard_alloc(&c->mem, (size_t)a->T * 4);
		const int32_t first = (int32_t)rng_in(&c->rng, 0, a->PS * 256 - a->T);
		for (int64_t t = 0; t < a->T; t++)
			pos[t] = first + (int32_t)t;
		guard_read_only(&c->mem, pos);
		a->pos = pos;
		a->slot = case_i32(c, a->T, 1);
	}
	a->pages = case_pages(c, a->PG);
	a->y = case_out_inplace(c, a->T * a->H * a->D, &a->q, NULL);
	a->window = rng_in(&c->rng, 0, 1) ? 0 : rng_in(&c->rng, 1, 400);
	a->scale = 0.25f;
	a->softcap = rng_in(&c->rng, 0, 3) ? 0 : 20;
	a->mask = CK_CAUSAL;
}

#include "train_case.h"
#include "update_case.h"
#include "family_case.h"

static const struct { const char *op; void (*build)(struct kcase *c); } case_ops[] = {
	{ "add", case_add }, { "attention", case_attention }, { "embedding", case_embedding },
	{ "gated_matmul", case_gated_matmul }, { "glu", case_glu }, { "kv_store", case_kv_store },
	{ "layernorm", case_layernorm }, { "matmul", case_matmul }, { "quantize", case_quantize }, { "rmsnorm", case_rmsnorm },
	{ "accumulate", case_accumulate }, { "adamw", case_adamw }, { "cross_entropy", case_cross_entropy },
	{ "cross_entropy_dx", case_cross_entropy_dx }, { "embedding_dw", case_embedding_dw }, { "glu_bwd", case_glu_bwd },
	{ "masked_mean", case_masked_mean }, { "masked_mean_dx", case_masked_mean_dx }, { "matmul_db", case_matmul_db },
	{ "matmul_dw", case_matmul_dw }, { "matmul_dx", case_matmul_dx }, { "rms_scale", case_rms_scale },
	{ "rmsnorm_dw", case_rmsnorm_dw }, { "rmsnorm_dx", case_rmsnorm_dx }, { "rope_dx", case_rope_dx },
	{ "row_attention", case_row_attention }, { "row_attention_dkv", case_row_attention_dkv }, { "row_attention_dq", case_row_attention_dq },
	{ "row_dot", case_row_dot }, { "select_dx", case_select_dx }, { "zero", case_zero },
	{ "activation_dx", case_activation_dx }, { "layer_stats", case_layer_stats }, { "layernorm_db", case_layernorm_db },
	{ "layernorm_dw", case_layernorm_dw }, { "layernorm_dx", case_layernorm_dx },
	{ "activation", case_activation }, { "decay", case_decay }, { "delta_rule", case_delta_rule }, { "l2norm", case_l2norm },
	{ "short_conv", case_short_conv }, { "slice", case_slice }, { "ring_attention", case_ring_attention }, { "ring_store", case_ring_store },
	{ "rope", case_rope }, { "rope_table", case_rope_table }, { "select", case_select }, { "softcap", case_softcap },
	{ "clip_scale", case_clip_scale }, { "rescale", case_rescale }, { "sgd", case_sgd }, { "square_sum", case_square_sum },
};

/* Random arguments for a kernel. False if it has an op this file does not know. */
static bool case_make(struct kcase *c, const struct ck_kernel *k, uint64_t seed, int special)
{
	for (size_t i = 0; i < sizeof case_ops / sizeof *case_ops; i++)
		if (!strcmp(case_ops[i].op, k->op)) {
			const int wide = strcmp(k->numerics, "exact") && seed % 12 > 9 ? (int)(seed % 12) - 9 : 0;
			uint64_t s = seed;
			do {
				*c = (struct kcase){ .k = k, .rng = { s }, .special = special, .wide = wide, .mem.high = (int)(seed & 1) };
				case_ops[i].build(c);
				s += UINT64_C(0x9e3779b97f4a7c15);
			} while (!c->nouts);
			c->items = case_expr(c, k->axis);
			return true;
		}
	return false;
}

static void case_free(struct kcase *c)
{
	for (int i = 0; i < c->nouts; i++)
		free(c->out[i].initial);
	guard_free(&c->mem);
}

#endif
