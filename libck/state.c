#include "state.h"

#include <stddef.h>
#include <string.h>

static const struct { const char *kind, *arena; } table[] = {
#define STATE(kind, arena, doc) { #kind, arena },
#include "state.def"
#undef STATE
};
enum { KINDS = sizeof table / sizeof *table };

const char *ck_state_arena(const char *kind)
{
	for (int i = 0; i < KINDS; i++)
		if (!strcmp(table[i].kind, kind))
			return table[i].arena;
	return NULL;
}

const char *ck_state_arena_at(int i)
{
	for (int k = 0; k < KINDS; k++)
		if ((!k || strcmp(table[k].arena, table[k - 1].arena)) && i-- == 0)
			return table[k].arena;
	return NULL;
}
