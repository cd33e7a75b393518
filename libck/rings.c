#include "rings.h"

#include <string.h>

#include "graph.h"
#include "layer.h"
#include "names.h"

static bool same(const struct ck_strs *a, const struct ck_strs *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i], b->v[i]))
			return false;
	return true;
}

static bool shares_state(const struct ck_op *a, const struct ck_op *b)
{
	for (size_t i = 0; i < a->state.n; i++)
		for (size_t j = 0; j < b->state.n; j++)
			if (!strcmp(a->state.v[i], b->state.v[j]))
				return true;
	return false;
}

/* The name that an op gives an operand, "" if its kind has none. */
static const char *operand(const struct ck_op *op, const char *name)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	int at = ck_op_operand(k, name);
	return at < 0 ? "" : ck_op_operand_name(op, k, at);
}

/* The kv_store before an attention, if these two alone use its cache and mean the same rows by it; else NULL. */
static const struct ck_op *store_of(const struct ck_block *b, size_t attention)
{
	static const char *const shared[] = { "pos", "slot", "pages" };
	const struct ck_op *op = &b->ops.v[attention], *store = NULL;
	for (size_t i = 0; i < b->ops.n; i++) {
		const struct ck_op *o = &b->ops.v[i];
		if (o == op || !shares_state(o, op))
			continue;
		if (store || i > attention || strcmp(o->op, "kv_store") || !same(&o->state, &op->state))
			return NULL;
		store = o;
	}
	for (size_t i = 0; store && i < sizeof shared / sizeof *shared; i++)
		if (strcmp(operand(store, shared[i]), operand(op, shared[i])))
			return NULL;
	return store;
}

/* An op of another kind from one like it: operands by their names, from it or from `other`, and the attributes that the kind has. */
static struct ck_op remade(const char *kind, const struct ck_op *op, const struct ck_op *other, struct ck_arena *a)
{
	const struct ck_op_kind *k = ck_op_kind(kind);
	struct ck_op made = *op;
	made.op = k->name;
	made.in = (struct ck_strs){ 0 };
	made.attr = (struct ck_attrs){ 0 };
	for (int i = k->first[CK_ROLE_IN]; i < k->first[CK_ROLE_IN + 1]; i++) {
		const char *name = operand(op, k->operand[i].name);
		CK_PUSH(a, &made.in, *name ? name : operand(other, k->operand[i].name));
	}
	for (size_t i = 0; i < op->attr.n; i++)
		if (ck_op_attr(k, op->attr.v[i].name) >= 0)
			CK_PUSH(a, &made.attr, op->attr.v[i]);
	return made;
}

/* From pages, [PG,KV,256,D], to a ring for each slot, [S,KV,W,D]. */
static void reshape(struct ck_state *s, const char *slots, int64_t window, struct ck_arena *a)
{
	struct ck_strs shape = { 0 };
	for (size_t i = 0; i < s->shape.n; i++)
		CK_PUSH(a, &shape, i == 0 ? slots : i == 2 ? ck_printf(a, "%lld", (long long)window) : s->shape.v[i]);
	s->shape = shape;
	s->window = window;
	s->undo = "snapshot";
}

/* How many slots there are, as the shape of an input says. */
static const char *slots_of(const struct ck_artifact *art, const char *pages)
{
	for (size_t i = 0; i < art->inputs.n; i++)
		if (!strcmp(art->inputs.v[i].id, pages))
			return art->inputs.v[i].shape.v[0];
	return NULL;
}

static void make_ring(struct ck_artifact *art, struct ck_block *b, size_t attention, const struct ck_op *store, const char *slots,
	int64_t window, const struct ck_names *states, int64_t layers, struct ck_arena *a)
{
	struct ck_op_list ops = { 0 };
	for (size_t i = 0; i < b->layers.n; i++)
		for (size_t j = 0; j < store->state.n; j++) {
			const char *id = ck_printf(a, "%s%s", ck_layer_prefix(b->layers.v[i], layers, a), store->state.v[j]);
			reshape(&art->states.v[ck_names_get(states, id)], slots, window, a);
		}
	for (size_t i = 0; i < b->ops.n; i++) {
		const struct ck_op *op = &b->ops.v[i];
		if (op == store)
			continue;
		if (i != attention) {
			CK_PUSH(a, &ops, *op);
			continue;
		}
		CK_PUSH(a, &ops, remade("ring_attention", op, store, a));
		CK_PUSH(a, &ops, remade("ring_store", store, op, a));
	}
	b->ops = ops;
}

void ck_make_rings(struct ck_artifact *art, int64_t ctx, struct ck_arena *a)
{
	struct ck_names states = { 0 };
	int64_t layers = 0;
	for (size_t i = 0; i < art->states.n; i++)
		ck_names_put(&states, art->states.v[i].id, (int)i, a);
	for (size_t i = 0; i < art->blocks.n; i++)
		layers += (int64_t)art->blocks.v[i].layers.n;
	for (size_t i = 0; i < art->blocks.n; i++) {
		struct ck_block *b = &art->blocks.v[i];
		for (size_t j = 0; j < b->ops.n; j++) {
			const struct ck_op *op = &b->ops.v[j];
			if (strcmp(op->op, "attention"))
				continue;
			int64_t window = ck_op_attr_value(ck_op_kind(op->op), &op->attr, "window").i;
			const struct ck_op *store = window > 0 && window < ctx ? store_of(b, j) : NULL;
			const char *slots = store ? slots_of(art, operand(op, "pages")) : NULL;
			if (slots)
				make_ring(art, b, j, store, slots, window, &states, layers, a);
		}
	}
}
