#include "quant.h"

#include <stddef.h>
#include <string.h>

#include "cpu.h"
#include "quant_types.h"

static const struct ck_quant_type *find(const struct ck_dtype *t)
{
	const struct ck_quant_type *searched = ck_cpu_has("avx2") ? ck_quant_searched_avx2 : ck_quant_searched;
	for (int i = 0; i < CK_QUANT_RULED_TYPES; i++)
		if (!strcmp(ck_quant_ruled[i].dtype, t->name))
			return &ck_quant_ruled[i];
	for (int i = 0; i < CK_QUANT_SEARCHED_TYPES; i++)
		if (!strcmp(searched[i].dtype, t->name))
			return &searched[i];
	return NULL;
}

bool ck_quantizable(const struct ck_dtype *t)
{
	return find(t);
}

int64_t ck_quantize(const struct ck_dtype *t, const float *x, uint8_t *out, int64_t n)
{
	const struct ck_quant_type *type = find(t);
	for (int64_t i = 0; i < n; i += t->block, out += t->bytes)
		if (!type->block(x + i, out))
			return i;
	return n;
}
