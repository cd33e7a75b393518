/* A map from names to small integers. */
#ifndef CK_NAMES_H
#define CK_NAMES_H

#include "arena.h"

struct ck_names {
	struct ck_names_slot { const char *name; int value; } *slot;
	size_t n, room; /* room is a power of two, or 0 */
};

void ck_names_put(struct ck_names *t, const char *name, int value, struct ck_arena *a); /* replaces */
int ck_names_get(const struct ck_names *t, const char *name); /* -1: none */

#endif
