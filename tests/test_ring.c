/* A ring of W positions has the bits of a paged cache under a window of W, however a sequence is cut into steps and
 * whatever other sequences stand in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "attention.h"
#include "guard.h"
#include "kernel.h"
#include "kv_store.h"
#include "registry.h"
#include "ring_attention.h"
#include "ring_store.h"

enum { S = 2, P = 620, H = 4, KV = 2, D = 32 /* whole blocks of Q8_0 */, PS = 3, PG = S * PS, CHUNK = 64 };

static float q[S][P][H * D], k[S][P][KV * D], v[S][P][KV * D], want[S][P][H * D];

static int setup(void **state)
{
	struct rng r = { 11 };
	(void)state;
	float *all[] = { q[0][0], k[0][0], v[0][0] };
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < S * P * (i ? KV : H) * D; j++)
			all[i][j] = 2 * rng_f32(&r);
	return 0;
}

static void run(const char *op, const char *type, void *args, int64_t items)
{
	char name[64];
	snprintf(name, sizeof name, "ck_%s_%s_ref", op, type);
	const struct ck_kernel *kernel = ck_kernel_named(name);
	assert_non_null(kernel);
	kernel->fn(args, 0, items);
}

static void *cache(int64_t n)
{
	void *p = calloc((size_t)n, 4);
	assert_non_null(p);
	return p;
}

static void paged(const char *type, int64_t W, float softcap, void *scratch)
{
	static const int32_t pages[PG] = { 3, 0, 5, 1, 4, 2 };
	void *kc = cache(PG * KV * 256 * D), *vc = cache(PG * KV * 256 * D);
	for (int32_t s = 0; s < S; s++)
		for (int32_t p = 0; p < P; p++) {
			struct ck_kv_store st = { kc, vc, k[s][p], v[s][p], &p, &s, pages, 1, KV, D, S, PS, PG };
			run("kv_store", type, &st, KV);
			struct ck_attention a = { .y = want[s][p], .q = q[s][p], .kc = kc, .vc = vc, .pos = &p, .slot = &s, .pages = pages,
				.scratch = scratch, .T = 1, .H = H, .KV = KV, .D = D, .S = S, .PS = PS, .PG = PG, .window = W,
				.scale = 0.3f, .softcap = softcap };
			run("attention", type, &a, H);
		}
	free(kc);
	free(vc);
}

/* Steps of up to `chunk` rows, the sequences drawn at random. */
static void ringed(const char *type, int64_t W, float softcap, int chunk, void *scratch)
{
	static float qs[CHUNK][H * D], ks[CHUNK][KV * D], vs[CHUNK][KV * D];
	struct rng r = { (uint64_t)(W * 100 + chunk) };
	void *kc = cache(S * KV * W * D), *vc = cache(S * KV * W * D);
	int32_t next[S] = { 0 };
	while (next[0] < P || next[1] < P) {
		int32_t pos[CHUNK], slot[CHUNK], T = 0;
		for (; T < chunk; T++) {
			int32_t s = (int32_t)rng_in(&r, 0, S - 1);
			s = next[s] < P ? s : 1 - s;
			if (next[s] == P)
				break;
			slot[T] = s;
			pos[T] = next[s]++;
			memcpy(qs[T], q[s][pos[T]], sizeof *qs);
			memcpy(ks[T], k[s][pos[T]], sizeof *ks);
			memcpy(vs[T], v[s][pos[T]], sizeof *vs);
		}
		struct ck_ring_attention a = { .y = qs[0], .q = qs[0], .k = ks[0], .v = vs[0], .kc = kc, .vc = vc, .pos = pos,
			.slot = slot, .scratch = scratch, .T = T, .H = H, .KV = KV, .D = D, .S = S, .W = W, .scale = 0.3f, .softcap = softcap };
		run("ring_attention", type, &a, T * H);
		struct ck_ring_store st = { kc, vc, ks[0], vs[0], pos, slot, T, KV, D, S, W };
		run("ring_store", type, &st, T * KV);
		for (int t = 0; t < T; t++)
			if (memcmp(qs[t], want[slot[t]][pos[t]], sizeof *qs))
				fail_msg("%s, window %d, steps of %d: position %d differs", type, (int)W, chunk, (int)pos[t]);
	}
	free(kc);
	free(vc);
}

static void test_ring(void **state)
{
	(void)state;
	static const int64_t windows[] = { 1, 40, 300 };
	static const int chunks[] = { 1, 7, CHUNK };
	void *scratch = aligned_alloc(64, 1 << 16);
	assert_non_null(scratch);
	static const char *const types[] = { "f32", "f16", "bf16", "q8_0" };
	for (size_t t = 0; t < sizeof types / sizeof *types; t++)
		for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
			paged(types[t], windows[i], i == 1 ? 5 : 0, scratch);
			for (size_t j = 0; j < sizeof chunks / sizeof *chunks; j++)
				ringed(types[t], windows[i], i == 1 ? 5 : 0, chunks[j], scratch);
		}
	free(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_ring) };
	return cmocka_run_group_tests(tests, setup, NULL);
}
