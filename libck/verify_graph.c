/* The verifier's part for graphs: blocks of ir1, programs, and each op. */
#include <string.h>

#include "choose.h"
#include "layer.h"
#include "live.h"
#include "parts.h"
#include "registry.h"
#include "verify_impl.h"
#include "words.h"

static bool fits_target(struct ck_verifier *v, const struct ck_kernel *k)
{
	int rank;
	const char *need = ck_isa_features(k->isa, &rank), *have = "";
	for (size_t i = 0; i < v->art->target.features.n; i++)
		have = ck_printf(v->a, "%s %s", have, v->art->target.features.v[i]);
	return need && ck_words_include(have, need);
}

/* The kernel does this op with these types, packings, target, numerics and program. */
static bool check_kernel(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b,
	const struct ck_tensor_type *types, const char *pointer)
{
	const struct ck_op_kind *kind = b->kind;
	const char *at = ck_printf(v->a, "%s/kernel", pointer);
	const struct ck_kernel *k = ck_kernel_named(op->kernel);
	if (!k)
		return CK_FAULT(v, at, "unknown kernel '%s'", op->kernel);
	if (strcmp(k->op, op->op))
		return CK_FAULT(v, at, "kernel %s computes %s, not %s", k->symbol, k->op, op->op);
	if (!fits_target(v, k))
		return CK_FAULT(v, at, "kernel %s needs %s, which target %s lacks", k->symbol, k->isa, v->art->target.name);
	if (!strcmp(v->art->numerics, "exact") && strcmp(k->numerics, "exact"))
		return CK_FAULT(v, at, "kernel %s is not exact", k->symbol);
	if (!ck_kernel_serves(k, g->program->id))
		return CK_FAULT(v, at, "kernel %s is not for program %s", k->symbol, g->program->id);
	for (int i = 0; i < kind->noperands; i++) {
		const struct ck_operand *o = &kind->operand[i];
		if (!types[i].dtype)
			continue;
		const char *s;
		size_t n = (size_t)ck_key_value(k->dtypes, o->name, &s);
		if (!*o->dtype && (strlen(types[i].dtype) != n || memcmp(types[i].dtype, s, n)))
			return CK_FAULT(v, at, "kernel %s takes %s of %.*s, found %s", k->symbol, o->name, n ? (int)n : 7,
				n ? s : "nothing", types[i].dtype);
		if (o->role != CK_ROLE_W)
			continue;
		const char *packing = v->art->weights.v[ck_names_get(&g->weight, types[i].id)].packing;
		n = (size_t)ck_key_value(k->packing, o->name, &s);
		if (!n) {
			s = "rows";
			n = 4;
		}
		if (strlen(packing) != n || memcmp(packing, s, n))
			return CK_FAULT(v, at, "kernel %s reads %s packed as %.*s, but %s is %s", k->symbol, o->name, (int)n, s,
				types[i].id, packing);
	}
	return ck_kernel_where(k, g, op, b) || CK_FAULT(v, at, "kernel %s is for %s only", k->symbol, k->where);
}

static bool check_plan(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b,
	const char *pointer)
{
	const struct ck_kernel *k = ck_kernel_named(op->kernel);
	if (strcmp(op->axis, k->axis))
		return CK_FAULT(v, ck_printf(v->a, "%s/axis", pointer), "kernel %s counts %s, not %s", k->symbol, k->axis, op->axis);
	if (op->grain < 1 || (k->grain > 0 && op->grain % k->grain))
		return CK_FAULT(v, ck_printf(v->a, "%s/grain", pointer), "expected a positive multiple of %d, found %lld",
			k->grain, (long long)op->grain);
	int64_t scratch;
	struct ck_extent items;
	struct ck_expr_error e;
	if (!ck_op_axis(op, b, &items, &e))
		return CK_FAULT(v, ck_printf(v->a, "%s/axis", pointer), "'%s': %s", op->axis, e.text);
	if (!ck_kernel_scratch(k, g, op, &scratch, &e, v->a))
		return CK_FAULT(v, pointer, "scratch of kernel %s: %s", k->symbol, e.text);
	if (op->scratch != scratch)
		return CK_FAULT(v, ck_printf(v->a, op->scratch ? "%s/scratch" : "%s", pointer), "kernel %s needs %lld bytes of scratch, found %lld",
			k->symbol, (long long)scratch, (long long)op->scratch);
	if (op->replicated && !ck_may_replicate(g, op, v->a))
		return CK_FAULT(v, ck_printf(v->a, "%s/replicated", pointer), "%s cannot be done by every thread for itself", op->id);
	return true;
}

/* Names of one role: their number, and that each is in its table. */
static bool check_names(struct ck_verifier *v, const struct ck_op_kind *k, enum ck_role role, const struct ck_strs *names,
	const struct ck_names *table, const char *field, const char *thing, const char *pointer)
{
	int room = k->first[role + 1] - k->first[role];
	if (names->n > (size_t)room)
		return CK_FAULT(v, ck_printf(v->a, "%s/%s/%d", pointer, field, room), "%s takes %d here", k->name, room);
	for (size_t i = 0; i < names->n; i++) {
		const struct ck_operand *o = &k->operand[k->first[role] + (int)i];
		if (!*names->v[i] ? !o->optional : ck_names_get(table, names->v[i]) < 0)
			return CK_FAULT(v, ck_printf(v->a, "%s/%s/%zu", pointer, field, i), "operand %s: no %s '%s'", o->name, thing,
				names->v[i]);
	}
	return true;
}

static bool check_flow(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, bool *defined, const char *pointer)
{
	for (size_t i = 0; i < op->in.n; i++) {
		int at = ck_names_get(&g->value, op->in.v[i]);
		if (at >= 0 && !defined[at])
			return CK_FAULT(v, ck_printf(v->a, "%s/in/%zu", pointer, i), "'%s' is used before it is made", op->in.v[i]);
	}
	for (size_t i = 0; i < op->out.n; i++) {
		int at = ck_names_get(&g->value, op->out.v[i]);
		if (at < 0)
			continue;
		if (defined[at])
			return CK_FAULT(v, ck_printf(v->a, "%s/out/%zu", pointer, i), "'%s' is made twice, or is an input", op->out.v[i]);
		defined[at] = true;
	}
	return true;
}

/* Indices that are an input are below what they index, once both have a value. */
static bool check_indices(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b,
	const char *pointer)
{
	for (size_t i = 0; i < op->in.n; i++) {
		const struct ck_operand *o = &b->kind->operand[b->kind->first[CK_ROLE_IN] + (int)i];
		int at = ck_names_get(&g->value, op->in.v[i]), sym = ck_op_symbol(b->kind, o->below, strlen(o->below));
		const char *below = at >= 0 ? g->program->values.v[at].below : "";
		struct ck_extent e;
		struct ck_expr_error err;
		if (!*below || sym < 0 || !b->bound[sym] || !ck_extent_parse(below, &g->dims, &e, &err) || e.dyn || b->sym[sym].dyn)
			continue;
		if (e.fixed > b->sym[sym].fixed)
			return CK_FAULT(v, ck_printf(v->a, "%s/in/%zu", pointer, i), "'%s' goes up to %s = %lld, but indexes only %lld",
				op->in.v[i], below, (long long)e.fixed, (long long)b->sym[sym].fixed);
	}
	return true;
}

bool ck_verify_op(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, bool *defined, const char *pointer)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	if (!k)
		return CK_FAULT(v, ck_printf(v->a, "%s/op", pointer), "unknown op '%s'", op->op);
	if (!check_names(v, k, CK_ROLE_IN, &op->in, &g->value, "in", "value", pointer) ||
		!check_names(v, k, CK_ROLE_W, &op->w, &g->weight, "w", "weight", pointer) ||
		!check_names(v, k, CK_ROLE_STATE, &op->state, &g->state, "state", "state", pointer) ||
		!check_names(v, k, CK_ROLE_OUT, &op->out, &g->value, "out", "value", pointer) ||
		!check_flow(v, g, op, defined, pointer))
		return false;
	struct ck_tensor_type types[CK_OP_OPERANDS];
	struct ck_op_binding b;
	const char *why;
	ck_graph_operands(g, op, k, types);
	for (int i = k->first[CK_ROLE_OUT]; i < k->noperands; i++)
		if (!types[i].dtype && !k->operand[i].optional)
			return CK_FAULT(v, ck_printf(v->a, "%s/out", pointer), "operand %s is missing", k->operand[i].name);
	if (!ck_op_bind(k, types, &g->dims, &b, &why, v->a))
		return CK_FAULT(v, pointer, "%s: %s", op->id, why);
	if (!check_indices(v, g, op, &b, pointer))
		return false;
	if (!ck_op_check_attrs(k, &op->attr, &why, v->a))
		return CK_FAULT(v, ck_printf(v->a, op->attr.n ? "%s/attr" : "%s", pointer), "%s: %s", op->id, why);
	if (v->stage >= CK_LOWERED && !check_kernel(v, g, op, &b, types, pointer))
		return false;
	return v->stage < CK_PLAN || check_plan(v, g, op, &b, pointer);
}

static bool *inputs_defined(struct ck_verifier *v, const struct ck_value_list *values)
{
	bool *defined = ck_allocn(v->a, values->n, sizeof *defined);
	for (size_t i = 0; i < values->n; i++)
		defined[i] = !strcmp(values->v[i].io, "input");
	return defined;
}

static bool check_bounds(struct ck_verifier *v, const struct ck_program *p, const char *pointer)
{
	for (size_t i = 0; i < v->art->dims.n; i++) {
		const struct ck_dim *d = &v->art->dims.v[i];
		bool open = !strcmp(d->bind, "call") || !strcmp(d->bind, "produced");
		if (open && !ck_bound(p, d->name))
			return CK_FAULT(v, ck_printf(v->a, "%s/bounds", pointer), "no bound of %s", d->name);
	}
	for (size_t i = 0; i < p->bounds.n; i++) {
		const struct ck_bound *b = &p->bounds.v[i];
		const char *at = ck_printf(v->a, "%s/bounds/%zu", pointer, i);
		const struct ck_dim *d = NULL;
		for (size_t j = 0; j < v->art->dims.n && !d; j++)
			if (!strcmp(v->art->dims.v[j].name, b->name))
				d = &v->art->dims.v[j];
		if (!d || d->value)
			return CK_FAULT(v, ck_printf(v->a, "%s/name", at), "'%s' is not a call dimension", b->name);
		if (b->max < 1)
			return CK_FAULT(v, ck_printf(v->a, "%s/max", at), "must be positive");
	}
	return true;
}

static bool check_program(struct ck_verifier *v, struct ck_program *p, const char *pointer)
{
	struct ck_graph g;
	struct ck_names ids = { 0 };
	if (!check_bounds(v, p, pointer) || !ck_verify_values(v, &p->values, ck_printf(v->a, "%s/values", pointer)))
		return false;
	ck_graph_init(&g, v->art, p, v->a);
	bool *defined = inputs_defined(v, &p->values);
	struct ck_since since = { 0 };
	for (size_t i = 0; i < p->sections.n; i++) {
		const struct ck_op_list *ops = &p->sections.v[i].ops;
		for (size_t j = 0; j < ops->n; j++) {
			const struct ck_op *op = &ops->v[j];
			const char *at = ck_printf(v->a, "%s/sections/%zu/ops/%zu", pointer, i, j);
			if (ck_names_get(&ids, op->id) >= 0)
				return CK_FAULT(v, ck_printf(v->a, "%s/id", at), "second op '%s' in this program", op->id);
			ck_names_put(&ids, op->id, (int)j, v->a);
			if (*op->backward && ck_names_get(&ids, op->backward) < 0)
				return CK_FAULT(v, ck_printf(v->a, "%s/backward", at), "no op '%s' before it", op->backward);
			if (!ck_verify_op(v, &g, op, defined, at))
				return false;
			if (v->stage >= CK_PLAN && !op->barrier && ck_since_waits(&since, &g, op, v->a))
				return CK_FAULT(v, at, "%s reads what was written since the last barrier: it needs one before it", op->id);
			ck_since_add(&since, op, v->a);
		}
	}
	for (size_t i = 0; i < p->values.n; i++)
		if (!defined[i])
			return CK_FAULT(v, ck_printf(v->a, "%s/values/%zu", pointer, i), "no op makes '%s'", p->values.v[i].id);
	return true;
}

bool ck_verify_programs(struct ck_verifier *v)
{
	for (size_t i = 0; i < v->art->programs.n; i++)
		if (!check_program(v, &v->art->programs.v[i], ck_printf(v->a, "/programs/%zu", i)))
			return false;
	return true;
}

/* What a block sees before its ops: inputs, the header's values, the carried value. */
struct outer {
	struct ck_value_list values;
	bool carried;              /* a block before it has `out` */
	struct ck_value carry;     /* its type */
};

static void resolve(struct ck_verifier *v, const struct ck_names *table, const char *prefix, struct ck_strs *names)
{
	struct ck_strs out = { 0 };
	for (size_t i = 0; i < names->n; i++) {
		const char *full = ck_printf(v->a, "%s%s", prefix, names->v[i]);
		CK_PUSH(v->a, &out, ck_names_get(table, full) >= 0 ? full : names->v[i]);
	}
	*names = out;
}

static bool same_type(const struct ck_value *a, const struct ck_value *b)
{
	bool same = a->shape.n == b->shape.n && !strcmp(a->dtype, b->dtype);
	for (size_t i = 0; same && i < a->shape.n; i++)
		same = !strcmp(a->shape.v[i], b->shape.v[i]);
	return same;
}

/* The block as a program of one section, for one layer; prefix is "" for header and footer. */
static bool check_unrolled(struct ck_verifier *v, const struct ck_block *b, const struct ck_graph *g, size_t outside,
	const char *prefix, const char *pointer)
{
	size_t n = g->program->values.n;
	bool *defined = ck_allocn(v->a, n, sizeof *defined);
	memset(defined, true, outside);
	for (size_t i = 0; i < b->ops.n; i++) {
		struct ck_op op = b->ops.v[i];
		resolve(v, &g->weight, prefix, &op.w);
		resolve(v, &g->state, prefix, &op.state);
		if (!ck_verify_op(v, g, &op, defined, ck_printf(v->a, "%s/ops/%zu", pointer, i)))
			return false;
	}
	for (size_t i = outside; i < n; i++)
		if (!defined[i])
			return CK_FAULT(v, ck_printf(v->a, "%s/values/%zu", pointer, i - outside), "no op makes '%s'",
				g->program->values.v[i].id);
	return true;
}

/* For each of its layers; what the layers see is the same but for weights and states. */
static bool check_layers(struct ck_verifier *v, const struct ck_block *b, const struct outer *o, int64_t layers, const char *pointer)
{
	struct ck_program p = { .id = b->id };
	struct ck_graph g;
	for (size_t i = 0; i < o->values.n; i++)
		CK_PUSH(v->a, &p.values, o->values.v[i]);
	if (*b->in) {
		struct ck_value carry = o->carry;
		carry.id = b->in;
		carry.io = "";
		CK_PUSH(v->a, &p.values, carry);
	}
	size_t outside = p.values.n;
	for (size_t i = 0; i < b->values.n; i++)
		CK_PUSH(v->a, &p.values, b->values.v[i]);
	ck_graph_init(&g, v->art, &p, v->a);
	if (g.value.n != p.values.n)
		return CK_FAULT(v, ck_printf(v->a, "%s/values", pointer), "a value has the name of one outside the block");
	if (!b->layers.n)
		return check_unrolled(v, b, &g, outside, "", pointer);
	struct ck_arena *outer = v->a, layer = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < b->layers.n; i++) {
		v->a = &layer;
		ok = check_unrolled(v, b, &g, outside, ck_layer_prefix(b->layers.v[i], layers, v->a), pointer);
		ck_arena_free(&layer);
	}
	v->a = outer;
	return ok;
}

static bool check_block(struct ck_verifier *v, const struct ck_block *b, struct outer *o, int64_t layers, const char *pointer)
{
	if (*b->in && !o->carried)
		return CK_FAULT(v, ck_printf(v->a, "%s/in", pointer), "no block before it carries a value on");
	if (b->layers.n && (!*b->in || !*b->out))
		return CK_FAULT(v, pointer, "a layer needs 'in' and 'out'");
	if (!ck_verify_values(v, &b->values, ck_printf(v->a, "%s/values", pointer)))
		return false;
	if (!check_layers(v, b, o, layers, pointer))
		return false;
	if (!*b->out)
		return true;
	const struct ck_value *out = NULL;
	for (size_t i = 0; i < b->values.n && !out; i++)
		if (!strcmp(b->values.v[i].id, b->out))
			out = &b->values.v[i];
	if (!out)
		return CK_FAULT(v, ck_printf(v->a, "%s/out", pointer), "the block makes no value '%s'", b->out);
	if (o->carried && !same_type(out, &o->carry))
		return CK_FAULT(v, ck_printf(v->a, "%s/out", pointer), "'%s' differs in type from the value carried in", b->out);
	o->carry = *out;
	o->carried = true;
	return true;
}

/* Every layer from 0 on is in one block. A short text can ask for no more layers and ops than a large model has. */
static bool count_layers(struct ck_verifier *v, int64_t *layers)
{
	enum { MAX_LAYERS = 4096, MAX_OPS = 1 << 18 };
	size_t ops = 0;
	*layers = 0;
	for (size_t i = 0; i < v->art->blocks.n; i++) {
		const struct ck_block *b = &v->art->blocks.v[i];
		*layers += (int64_t)b->layers.n;
		if (*layers > MAX_LAYERS)
			return CK_FAULT(v, ck_printf(v->a, "/blocks/%zu/layers", i), "more than %d layers", MAX_LAYERS);
		ops += (b->ops.n + b->values.n) * (b->layers.n + !b->layers.n);
		if (ops > MAX_OPS)
			return CK_FAULT(v, ck_printf(v->a, "/blocks/%zu", i), "more than %d ops and values in all layers", MAX_OPS);
	}
	bool *seen = ck_allocn(v->a, (size_t)*layers, sizeof *seen);
	for (size_t i = 0; i < v->art->blocks.n; i++)
		for (size_t j = 0; j < v->art->blocks.v[i].layers.n; j++) {
			int64_t layer = v->art->blocks.v[i].layers.v[j];
			if (layer < 0 || layer >= *layers || seen[layer])
				return CK_FAULT(v, ck_printf(v->a, "/blocks/%zu/layers/%zu", i, j),
					"layer %lld is in two blocks, or one below it is in none", (long long)layer);
			seen[layer] = true;
		}
	return true;
}

static bool claim(struct ck_verifier *v, struct ck_names *taken, const char *thing, const char *prefix, const char *id, const char *at)
{
	const char *full = ck_printf(v->a, "%s%s", prefix, id);
	if (ck_names_get(taken, full) >= 0)
		return CK_FAULT(v, at, "%s '%s' is there twice when layers are unrolled", thing, full);
	ck_names_put(taken, full, 1, v->a);
	return true;
}

/* Ops and values keep names of their own in programs, where blocks stand side by side. */
static bool check_unrolled_ids(struct ck_verifier *v, int64_t layers)
{
	struct ck_names ops = { 0 }, values = { 0 };
	for (size_t i = 0; i < v->art->inputs.n; i++)
		ck_names_put(&values, v->art->inputs.v[i].id, 1, v->a);
	for (size_t i = 0; i < v->art->blocks.n; i++) {
		const struct ck_block *b = &v->art->blocks.v[i];
		for (size_t l = 0; l < b->layers.n + !b->layers.n; l++) {
			const char *prefix = b->layers.n ? ck_layer_prefix(b->layers.v[l], layers, v->a) : "";
			for (size_t j = 0; j < b->ops.n; j++)
				if (!claim(v, &ops, "op", prefix, b->ops.v[j].id, ck_printf(v->a, "/blocks/%zu/ops/%zu/id", i, j)))
					return false;
			for (size_t j = 0; j < b->values.n; j++)
				if (!claim(v, &values, "value", prefix, b->values.v[j].id, ck_printf(v->a, "/blocks/%zu/values/%zu/id", i, j)))
					return false;
		}
	}
	return true;
}

bool ck_verify_blocks(struct ck_verifier *v)
{
	struct outer o = { 0 };
	int64_t layers;
	if (!ck_verify_values(v, &v->art->inputs, "/inputs") || !count_layers(v, &layers))
		return false;
	for (size_t i = 0; i < v->art->inputs.n; i++) {
		if (strcmp(v->art->inputs.v[i].io, "input"))
			return CK_FAULT(v, ck_printf(v->a, "/inputs/%zu/io", i), "must be input");
		CK_PUSH(v->a, &o.values, v->art->inputs.v[i]);
	}
	for (size_t i = 0; i < v->art->blocks.n; i++) {
		const struct ck_block *b = &v->art->blocks.v[i];
		if (!check_block(v, b, &o, layers, ck_printf(v->a, "/blocks/%zu", i)))
			return false;
		for (size_t j = 0; !i && !b->layers.n && j < b->values.n; j++)
			CK_PUSH(v->a, &o.values, b->values.v[j]);
	}
	return check_unrolled_ids(v, layers);
}
