/* Weights of a GGUF as F32. */
#ifndef CK_QUANT_READ_H
#define CK_QUANT_READ_H

#include <stdbool.h>

#include "dtype.h"

/* Whether ck_dequantize knows the type. */
bool ck_dequantizable(const struct ck_dtype *t);

/* n elements, whole blocks. */
void ck_dequantize(const struct ck_dtype *t, const uint8_t *in, float *x, int64_t n);

#endif
