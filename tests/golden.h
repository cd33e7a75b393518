/* Goldens kept as GGUF files, and comparison against them under a bound. Whatever goes wrong fails the running test. */
#ifndef CK_TEST_GOLDEN_H
#define CK_TEST_GOLDEN_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "arena.h"
#include "fileio.h"
#include "gguf.h"

struct golden {
	struct ck_gguf gguf;
	const uint8_t *bytes;
	struct ck_arena arena; /* whatever lives as long as the file */
};

/* 64-byte aligned, zeroed. */
static inline void *golden_alloc(struct golden *g, size_t n)
{
	uintptr_t p = (uintptr_t)ck_alloc(&g->arena, n + 63);
	return (void *)((p + 63) & ~(uintptr_t)63);
}

static inline float *golden_floats(struct golden *g, int64_t n)
{
	return golden_alloc(g, (size_t)n * sizeof(float));
}

static inline void golden_open(struct golden *g, const char *path)
{
	memset(g, 0, sizeof *g);
	int fd = ck_open_regular(path);
	if (fd < 0)
		fail_msg("%s: cannot be opened; tests run from the top of the source tree", path);
	struct stat st;
	assert_true(ck_stat_regular(fd, path, &st));
	uint8_t *bytes = golden_alloc(g, (size_t)st.st_size);
	assert_true(ck_pread(fd, path, bytes, (size_t)st.st_size, 0));
	close(fd);
	g->bytes = bytes;
	assert_true(ck_gguf_parse(&g->gguf, path, bytes, (uint64_t)st.st_size, (uint64_t)st.st_size, &g->arena));
}

static inline void golden_close(struct golden *g)
{
	ck_arena_free(&g->arena);
}

static inline const struct ck_gguf_tensor *golden_tensor(const struct golden *g, const char *name)
{
	for (size_t i = 0; i < g->gguf.tensor.n; i++)
		if (!strcmp(g->gguf.tensor.v[i].name, name))
			return &g->gguf.tensor.v[i];
	fail_msg("%s has no tensor %s", g->gguf.path, name);
	return NULL;
}

static inline const void *golden_data(const struct golden *g, const struct ck_gguf_tensor *t)
{
	return g->bytes + g->gguf.head_size + t->offset;
}

/* Elements of a tensor that must have this type and, unless n is 0, this many of them. */
static inline const void *golden_array(const struct golden *g, const char *name, const char *dtype, int64_t n)
{
	const struct ck_gguf_tensor *t = golden_tensor(g, name);
	assert_string_equal(t->dtype->name, dtype);
	if (n)
		assert_int_equal(t->row_elements * t->rows, n);
	return golden_data(g, t);
}

/* The worst of each comparison, over all kernels, for the report. */
struct golden_worst {
	char what[64];
	const char *by;
	double diff, ratio; /* ratio: to the bound */
};
static struct { struct golden_worst v[64]; size_t n; } golden_worst;

static inline void golden_note(const char *what, const char *by, double diff, double ratio)
{
	size_t i = 0;
	while (i < golden_worst.n && strcmp(golden_worst.v[i].what, what))
		i++;
	assert_true(i < sizeof golden_worst.v / sizeof *golden_worst.v);
	struct golden_worst *w = &golden_worst.v[i];
	if (i == golden_worst.n) {
		snprintf(w->what, sizeof w->what, "%s", what);
		golden_worst.n++;
	} else if (ratio <= w->ratio) {
		w->diff = fmax(w->diff, diff);
		return;
	}
	w->by = by; /* of the worst ratio */
	w->diff = fmax(w->diff, diff);
	w->ratio = ratio;
}

/* |got - want| <= bound, element by element; without a bound the same bits. */
static inline void golden_compare(const char *what, const char *by, const float *got, const float *want,
	const double *bound, int64_t n)
{
	double diff = 0, ratio = 0;
	for (int64_t i = 0; i < n; i++) {
		double d = fabs((double)got[i] - want[i]), b = bound ? bound[i] : 0;
		if (bound ? !(d <= b) : memcmp(got + i, want + i, sizeof *got) != 0)
			fail_msg("%s: %s: element %lld is %.9g, golden %.9g, difference %g, bound %g",
				what, by, (long long)i, got[i], want[i], d, b);
		diff = fmax(diff, d);
		ratio = fmax(ratio, d > 0 ? d / b : 0);
	}
	golden_note(what, by, diff, ratio);
}

/* Group teardown: one line for each comparison. */
static inline int golden_report(void **state)
{
	(void)state;
	for (size_t i = 0; i < golden_worst.n; i++)
		print_message("%-44s largest difference %-9.3g %.3f of its bound (%s)\n", golden_worst.v[i].what,
			golden_worst.v[i].diff, golden_worst.v[i].ratio, golden_worst.v[i].by);
	return 0;
}

#endif
