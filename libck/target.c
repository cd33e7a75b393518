#include "target.h"

#include <stddef.h>
#include <string.h>

#include "cpu.h"

static const struct ck_target_info targets[] = {
#define TARGET(name, features, doc) { #name, features, doc },
#include "target.def"
#undef TARGET
};
enum { NTARGETS = sizeof targets / sizeof *targets };

const struct ck_target_info *ck_target_at(int i)
{
	return i >= 0 && i < NTARGETS ? &targets[i] : NULL;
}

const struct ck_target_info *ck_target_named(const char *name)
{
	for (int i = 0; i < NTARGETS; i++)
		if (!strcmp(targets[i].name, name))
			return &targets[i];
	return NULL;
}

const struct ck_target_info *ck_target_native(void)
{
	int i = NTARGETS - 1;
	while (i > 0 && !ck_cpu_has(targets[i].features))
		i--;
	return &targets[i];
}

const struct ck_target_info *ck_target_resolve(const char *name)
{
	return strcmp(name, "native") ? ck_target_named(name) : ck_target_native();
}
