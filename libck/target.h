/* Targets (target.def). Features are lists of words, named as in cpu.h. */
#ifndef CK_TARGET_H
#define CK_TARGET_H

#include <stdbool.h>

struct ck_target_info {
	const char *name;
	const char *features;
	const char *doc;
};

/* A target of the table, or NULL. */
const struct ck_target_info *ck_target_named(const char *name);
const struct ck_target_info *ck_target_at(int i); /* i-th of the table, NULL past the end */

/* The last target whose features this machine has (cpu.h). */
const struct ck_target_info *ck_target_native(void);

/* As ck_target_named, and "native" is ck_target_native(). */
const struct ck_target_info *ck_target_resolve(const char *name);

#endif
