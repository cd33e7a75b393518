#include "registry.h"

#include <stddef.h>
#include <string.h>

const struct ck_kernel *ck_kernel_named(const char *symbol)
{
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++)
		if (!strcmp((*k)->symbol, symbol))
			return *k;
	return NULL;
}

const struct ck_packing *ck_packing_named(const char *dtype, const char *name)
{
	for (const struct ck_packing *const *p = ck_packings; *p; p++)
		if (!strcmp((*p)->dtype, dtype) && !strcmp((*p)->name, name))
			return *p;
	return NULL;
}

const char *ck_isa_features(const char *isa, int *rank)
{
	static const struct { const char *name, *features; } table[] = {
#define ISA(name, features) { #name, features },
#include "isa.def"
#undef ISA
	};
	for (int i = 0; i < (int)(sizeof table / sizeof *table); i++)
		if (!strcmp(table[i].name, isa)) {
			*rank = i;
			return table[i].features;
		}
	return NULL;
}

int ck_key_value(const char *text, const char *key, const char **value)
{
	size_t n = strlen(key);
	for (const char *p = text; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (!strncmp(p, key, n) && p[n] == '=') {
			*value = p + n + 1;
			return (int)strcspn(*value, " ");
		}
	*value = "";
	return 0;
}
