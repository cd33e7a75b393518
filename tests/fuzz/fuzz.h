/* What the fuzz targets share. Each target is one file with LLVMFuzzerTestOneInput; it is linked with libFuzzer by
 * `make fuzz`, and with replay.c, over its corpus, by `make check`.
 *
 * Besides what sanitizers see, a target fails where a promise of the library is broken: a failure without a diagnostic,
 * a process ended by an input, an artifact that does not read back as it was written. */
#ifndef CK_FUZZ_H
#define CK_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "diag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) \
	((cond) ? (void)0 : (fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #cond), abort()))

/* Diagnostics are counted, not printed. */
static int fuzz_errors;

static inline void fuzz_count(const char *line)
{
	(void)line;
	fuzz_errors++;
}

static inline void fuzz_begin(void)
{
	fuzz_errors = 0;
	ck_diag_redirect(getenv("FUZZ_VERBOSE") ? NULL : fuzz_count);
}

/* The result of a call that promises a diagnostic on failure. */
static inline bool fuzz_told(bool ok)
{
	MUST(ok || fuzz_errors || getenv("FUZZ_VERBOSE"));
	return ok;
}

/* Bytes of the input, taken from its front; zero when it has no more. */
struct fuzz_input { const uint8_t *p; size_t n; };

static inline uint64_t fuzz_take(struct fuzz_input *in, int bytes)
{
	uint64_t v = 0;
	for (int i = 0; i < bytes && in->n; i++, in->p++, in->n--)
		v |= (uint64_t)*in->p << 8 * i;
	return v;
}

#endif
