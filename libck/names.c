#include "names.h"

#include <stdint.h>
#include <string.h>

static size_t hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

static struct ck_names_slot *find(const struct ck_names *t, const char *name)
{
	size_t i = hash(name) & (t->room - 1);
	while (t->slot[i].name && strcmp(t->slot[i].name, name))
		i = (i + 1) & (t->room - 1);
	return &t->slot[i];
}

void ck_names_put(struct ck_names *t, const char *name, int value, struct ck_arena *a)
{
	if (2 * (t->n + 1) > t->room) {
		struct ck_names old = *t;
		t->room = old.room ? 2 * old.room : 32;
		t->slot = ck_allocn(a, t->room, sizeof *t->slot);
		for (size_t i = 0; i < old.room; i++)
			if (old.slot[i].name)
				*find(t, old.slot[i].name) = old.slot[i];
	}
	struct ck_names_slot *s = find(t, name);
	t->n += !s->name;
	*s = (struct ck_names_slot){ name, value };
}

int ck_names_get(const struct ck_names *t, const char *name)
{
	const struct ck_names_slot *s = t->room ? find(t, name) : NULL;
	return s && s->name ? s->value : -1;
}
