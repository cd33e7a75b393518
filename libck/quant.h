/* Weights to the types that GGUF stores them in.
 *
 * F16, BF16: to nearest even. Q8_0, Q4_0, Q4_1, Q5_0, Q5_1: the rules of ggml's reference quantizers, the same bytes. Q2_K to
 * Q6_K, IQ4_NL, IQ4_XS: scales are searched so that the squared error is small (quant_scaled.h). A block depends on its own
 * elements alone. */
#ifndef CK_QUANT_H
#define CK_QUANT_H

#include <stdbool.h>

#include "dtype.h"

/* Whether values can be made into this type. */
bool ck_quantizable(const struct ck_dtype *t);

/* n finite elements, whole blocks, at x to blocks of a quantizable type at out. Returns n, or the first element of the first
 * block that holds a value too large for the type. */
int64_t ck_quantize(const struct ck_dtype *t, const float *x, uint8_t *out, int64_t n);

#endif
