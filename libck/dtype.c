#include "dtype.h"

#include <stddef.h>
#include <string.h>

static const struct ck_dtype table[] = {
#define DTYPE(name, ggml, block, bytes, doc) { #name, ggml, block, bytes, doc },
#include "dtype.def"
#undef DTYPE
};

enum { COUNT = sizeof table / sizeof *table };

const struct ck_dtype *ck_dtype_named(const char *name)
{
	for (int i = 0; i < COUNT; i++)
		if (!strcmp(table[i].name, name))
			return &table[i];
	return NULL;
}

const struct ck_dtype *ck_dtype_ggml(uint32_t id)
{
	for (int i = 0; i < COUNT; i++)
		if (table[i].ggml >= 0 && (uint32_t)table[i].ggml == id)
			return &table[i];
	return NULL;
}

const struct ck_dtype *ck_dtype_at(int i)
{
	return i >= 0 && i < COUNT ? &table[i] : NULL;
}

int64_t ck_dtype_size(const struct ck_dtype *t, int64_t n)
{
	int64_t bytes;
	if (n < 0 || n % t->block || __builtin_mul_overflow(n / t->block, t->bytes, &bytes))
		return -1;
	return bytes;
}
