/* Goldens of training, and how far a result may be from them. Whatever goes wrong fails the running test. */
#ifndef CK_TEST_TRAIN_GOLDEN_H
#define CK_TEST_TRAIN_GOLDEN_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

/* A file of arrays of 4-byte elements. CK_TRAIN_GOLDEN in the environment names another folder. */
struct train_file { char *data; size_t n, at; };

static inline struct train_file train_load(const char *name)
{
	struct train_file f = { 0 };
	const char *folder = getenv("CK_TRAIN_GOLDEN");
	char path[512];
	snprintf(path, sizeof path, "%s/%s.bin", folder ? folder : "tests/golden/train", name);
	FILE *in = fopen(path, "rb");
	if (!in)
		fail_msg("%s cannot be read", path);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	f.n = (size_t)ftell(in) / 4;
	rewind(in);
	f.data = malloc(f.n * 4 + 1);
	assert_non_null(f.data);
	assert_int_equal(fread(f.data, 4, f.n, in), f.n);
	fclose(in);
	return f;
}

/* The next array. */
static inline void *train_take(struct train_file *f, int64_t n)
{
	void *p = f->data + f->at * 4;
	f->at += (size_t)n;
	assert_true(f->at <= f->n);
	return p;
}

static inline void train_finish(struct train_file *f)
{
	assert_int_equal(f->at, f->n);
	free(f->data);
}

/* The largest difference, with want scaled so that its RMS is 1. */
static inline double train_error(const float *got, const float *want, int64_t n)
{
	double sum = 0, max = 0;
	for (int64_t i = 0; i < n; i++) {
		double d = fabs((double)got[i] - want[i]);
		sum += (double)want[i] * want[i];
		max = d <= max ? max : d; /* a NaN stays */
	}
	return sum > 0 ? max / sqrt(sum / (double)n) : max;
}

static inline void train_near(const char *what, const char *name, const float *got, const float *want, int64_t n, double bound)
{
	double e = train_error(got, want, n);
	if (!(e < bound))
		fail_msg("%s, %s: off by %.3g of its RMS, bound %.3g", what, name, e, bound);
}

#endif
