/* Contents of fixture tensors: random valid blocks of any type, and conversions from F32. */
#ifndef CK_TEST_FIXTURE_BLOCKS_H
#define CK_TEST_FIXTURE_BLOCKS_H

#include <stdbool.h>

#include "dtype.h"
#include "rng.h"

/* n elements in rows of k. Scales are bounded so that a value is about as large as 1/sqrt(k), whatever the
 * type; integer types get any bits. */
void fixture_random(const struct ck_dtype *t, int64_t k, struct ck_rng *r, void *out, int64_t n);

/* F32 to f16 (to nearest even) or q8_0 (llama.cpp's reference: d = amax / 127, q = x * (1 / d) rounded half away
 * from zero, d stored as F16); to F32 from what an embedding may be. False for other types. */
bool fixture_convert(const struct ck_dtype *from, const void *x, const struct ck_dtype *to, void *out, int64_t n);

/* Makes the first element, or its block's scale, a NaN. False: the type has none. */
bool fixture_nan(const struct ck_dtype *t, void *block);

#endif
