/* peer_quantize MODEL.gguf: the F32 matrices of a model and random ones, in blocks as this project quantizes them and as ggml
 * does, both read back by ggml. Prints the errors; fails where ours is above 1.02 of its, or bytes that should be the same
 * are not. With --golden: what tests/golden/quant/llama.txt keeps. */
#include <stdio.h>
#include <stdlib.h>

#include <ggml.h>
#include <sha256.h>

#include "cli.h"
#include "diag.h"
#include "quant.h"
#include "../quant_case.h"

static const double limit = 1.02;

static void *allocate(size_t n)
{
	void *p = malloc(n);
	if (!p)
		ck_die("out of memory");
	return p;
}

/* The type as ggml makes it, and what its reading back leaves of the squares. */
static uint8_t *peer_blocks(const struct ck_dtype *t, const struct quant_case *c)
{
	uint8_t *peer = allocate((size_t)ck_dtype_size(t, c->n));
	ggml_quantize_chunk((enum ggml_type)t->ggml, c->x, peer, 0, c->n / 256, 256, NULL);
	return peer;
}

static double rmse_of(const struct ck_dtype *t, const uint8_t *blocks, const struct quant_case *c)
{
	float *y = allocate((size_t)c->n * sizeof *y);
	ggml_get_type_traits((enum ggml_type)t->ggml)->to_float(blocks, y, c->n);
	const double e = quant_rmse(y, c->x, c->n);
	free(y);
	return e;
}

/* Sums over tensors of a kind: squared errors, elements, the worst ratio of a tensor. */
struct row { double ours, peer, n, worst; bool same; };

static void add(struct row *row, const struct ck_dtype *t, const struct quant_case *c)
{
	const size_t bytes = (size_t)ck_dtype_size(t, c->n);
	uint8_t *ours = allocate(bytes), *peer = peer_blocks(t, c);
	if (ck_quantize(t, c->x, ours, c->n) != c->n)
		ck_die("%s: too large for %s", c->name, t->name);
	const double e = rmse_of(t, ours, c), p = rmse_of(t, peer, c);
	row->ours += e * e * (double)c->n;
	row->peer += p * p * (double)c->n;
	row->n += (double)c->n;
	row->worst = fmax(row->worst, p > 0 ? e / p : e > 0 ? INFINITY : 1);
	row->same &= !memcmp(ours, peer, bytes);
	free(ours);
	free(peer);
}

/* Random cases by name, a model's matrices by what follows the layer in theirs. */
static const char *kind_of(const char *name)
{
	const char *dot = strncmp(name, "blk.", 4) ? NULL : strchr(name + 4, '.');
	return dot ? dot + 1 : name;
}

static bool same_kind(const struct quant_case *a, const struct quant_case *b)
{
	return !strcmp(kind_of(a->name), kind_of(b->name));
}

static bool compare(const struct quant_cases *c, const struct ck_dtype *t, bool ruled)
{
	bool ok = true;
	for (const struct quant_case *first = c->v, *end = c->v + c->n; first < end; first++) {
		const struct quant_case *k = c->v;
		while (!same_kind(k, first))
			k++;
		if (k < first)
			continue;
		struct row row = { .same = true };
		for (; k < end; k++)
			if (same_kind(k, first))
				add(&row, t, k);
		printf("%-7s %-20s %.6e %.6e %.4f %.4f %s\n", t->name, kind_of(first->name), sqrt(row.ours / row.n), sqrt(row.peer / row.n),
			row.peer > 0 ? sqrt(row.ours / row.peer) : 1, row.worst, row.same ? "same" : "differ");
		ok &= row.worst <= limit && (!ruled || row.same);
	}
	return ok;
}

static void print_bytes(const struct quant_cases *c, const struct ck_dtype *t)
{
	SHA2_CTX hash;
	char hex[SHA256_DIGEST_STRING_LENGTH];
	SHA256Init(&hash);
	for (size_t i = 0; i < c->n; i++) {
		uint8_t *peer = peer_blocks(t, &c->v[i]);
		SHA256Update(&hash, peer, (size_t)ck_dtype_size(t, c->v[i].n));
		free(peer);
	}
	printf("bytes %s %s\n", t->name, SHA256End(&hash, hex));
}

static void print_errors(const struct quant_cases *c, const struct ck_dtype *t)
{
	for (size_t i = 0; i < c->n; i++) {
		uint8_t *peer = peer_blocks(t, &c->v[i]);
		printf("rmse %s %s %.6e\n", t->name, c->v[i].name, rmse_of(t, peer, &c->v[i]));
		free(peer);
	}
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct quant_cases c = { 0 };
	const char *golden = NULL;
	const struct ck_opt opts[] = {
		{ 0, "golden", NULL, "print its errors and the hashes of its bytes alone", .text = &golden },
		{ 0 },
	};
	const struct ck_cli cli = { "compare quantizers with ggml's", "MODEL.gguf", opts, 1, 1, NULL };
	const struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	if (!quant_cases_of(&c, args.v[0], &a))
		return 1;
	quant_cases_random(&c, &a);
	if (!golden)
		printf("type    tensors              ours         llama.cpp    ratio  worst  bytes\n");
	bool ok = true;
	for (int i = 0; i < QUANT_SEARCHED; i++) {
		const struct ck_dtype *t = ck_dtype_named(quant_searched[i]);
		if (golden)
			print_errors(&c, t);
		else
			ok &= compare(&c, t, false);
	}
	quant_cases_edges(&c, &a);
	for (int i = 0; i < QUANT_RULED; i++) {
		const struct ck_dtype *t = ck_dtype_named(quant_ruled[i]);
		if (golden)
			print_bytes(&c, t);
		else
			ok &= compare(&c, t, true);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
