#include "unroll.h"

#include <string.h>

#include "layer.h"
#include "names.h"

/* Ids of a block under a layer's prefix, and what the carried value is called outside. */
struct scope {
	const struct ck_block *block;
	const char *prefix;
	const char *carried;
	const struct ck_names *values, *weights, *states; /* of the block; of the artifact */
	struct ck_arena *a;
};

static const char *full(const struct scope *s, const struct ck_names *table, const char *name)
{
	if (table == s->values) {
		if (*s->block->in && !strcmp(name, s->block->in))
			return s->carried;
		return ck_names_get(table, name) >= 0 ? ck_printf(s->a, "%s%s", s->prefix, name) : name;
	}
	const char *own = ck_printf(s->a, "%s%s", s->prefix, name);
	return ck_names_get(table, own) >= 0 ? own : name;
}

static struct ck_strs full_all(const struct scope *s, const struct ck_names *table, const struct ck_strs *names)
{
	struct ck_strs out = { 0 };
	for (size_t i = 0; i < names->n; i++)
		CK_PUSH(s->a, &out, full(s, table, names->v[i]));
	return out;
}

/* Adds a block; returns what the carried value is called behind it. */
static const char *add_block(struct ck_program *p, const struct ck_block *b, const char *id, struct scope s)
{
	struct ck_names values = { 0 };
	for (size_t i = 0; i < b->values.n; i++)
		ck_names_put(&values, b->values.v[i].id, (int)i, s.a);
	s.values = &values;
	struct ck_section section = { .id = id };
	for (size_t i = 0; i < b->values.n; i++) {
		struct ck_value v = b->values.v[i];
		v.id = full(&s, &values, v.id);
		CK_PUSH(s.a, &p->values, v);
	}
	for (size_t i = 0; i < b->ops.n; i++) {
		struct ck_op op = b->ops.v[i];
		op.id = ck_printf(s.a, "%s%s", s.prefix, op.id);
		op.in = full_all(&s, &values, &op.in);
		op.out = full_all(&s, &values, &op.out);
		op.w = full_all(&s, s.weights, &op.w);
		op.state = full_all(&s, s.states, &op.state);
		CK_PUSH(s.a, &section.ops, op);
	}
	CK_PUSH(s.a, &p->sections, section);
	return *b->out ? full(&s, &values, b->out) : s.carried;
}

static const struct ck_block *block_of_layer(const struct ck_artifact *art, int64_t layer)
{
	for (size_t i = 0; i < art->blocks.n; i++)
		for (size_t j = 0; j < art->blocks.v[i].layers.n; j++)
			if (art->blocks.v[i].layers.v[j] == layer)
				return &art->blocks.v[i];
	return NULL;
}

void ck_unroll(const struct ck_artifact *art, struct ck_program *p, struct ck_arena *a)
{
	struct ck_names weights = { 0 }, states = { 0 };
	struct scope s = { .prefix = "", .carried = "", .weights = &weights, .states = &states, .a = a };
	int64_t layers = 0;
	size_t b = 0;
	for (size_t i = 0; i < art->blocks.n; i++)
		layers += (int64_t)art->blocks.v[i].layers.n;
	for (size_t i = 0; i < art->weights.n; i++)
		ck_names_put(&weights, art->weights.v[i].id, (int)i, a);
	for (size_t i = 0; i < art->states.n; i++)
		ck_names_put(&states, art->states.v[i].id, (int)i, a);
	for (size_t i = 0; i < art->inputs.n; i++)
		CK_PUSH(a, &p->values, art->inputs.v[i]);
	for (; b < art->blocks.n && !art->blocks.v[b].layers.n; b++) {
		s.block = &art->blocks.v[b];
		s.carried = add_block(p, s.block, s.block->id, s);
	}
	for (int64_t layer = 0; layer < layers; layer++) {
		s.block = block_of_layer(art, layer);
		s.prefix = ck_layer_prefix(layer, layers, a);
		s.carried = add_block(p, s.block, ck_strndup(a, s.prefix, strlen(s.prefix) - 1), s);
	}
	s.prefix = "";
	for (; b < art->blocks.n; b++)
		if (!art->blocks.v[b].layers.n) {
			s.block = &art->blocks.v[b];
			s.carried = add_block(p, s.block, s.block->id, s);
		}
}
