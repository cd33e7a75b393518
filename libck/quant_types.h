/* How a block of each type is made. */
#ifndef CK_QUANT_TYPES_H
#define CK_QUANT_TYPES_H

#include <stdbool.h>
#include <string.h>

#include "half.h"

struct ck_quant_type {
	const char *dtype;
	bool (*block)(const float *x, uint8_t *out); /* false: a value, or a scale, overflows */
};

enum { CK_QUANT_RULED_TYPES = 8, CK_QUANT_SEARCHED_TYPES = 7 };

extern const struct ck_quant_type ck_quant_ruled[CK_QUANT_RULED_TYPES];
extern const struct ck_quant_type ck_quant_searched[CK_QUANT_SEARCHED_TYPES], ck_quant_searched_avx2[CK_QUANT_SEARCHED_TYPES];

/* False: infinite. */
static inline bool ck_put_f16(uint8_t *out, float x)
{
	const uint16_t h = ck_f32_to_f16(x);
	memcpy(out, &h, sizeof h);
	return (h & 0x7c00) != 0x7c00;
}

#endif
