/* Inputs, header, blocks and footer of a template as ops with their values. */
#include <math.h>
#include <string.h>

#include "ir1_bind.h"
#include "layer.h"
#include "ops.h"

/* A block being made. */
struct maker {
	struct ck_ir1 *b;
	const struct ck_tblock *from;
	const char *prefix;             /* of its first layer */
	struct ck_names seen;           /* values it sees: indices into type */
	struct { struct ck_value *v; size_t n; } type;
	const struct ck_names *weight;  /* indices into the artifact's tables */
	const struct ck_names *state;
	struct ck_block *out;
};

static void see(struct maker *m, const struct ck_value *v, const char *id)
{
	struct ck_value copy = *v;
	copy.id = id;
	ck_names_put(&m->seen, id, (int)m->type.n, m->b->a);
	CK_PUSH(m->b->a, &m->type, copy);
}

static void strip(struct ck_strs *names)
{
	while (names->n && !*names->v[names->n - 1])
		names->n--;
}

static struct ck_strs texts(struct ck_ir1 *b, const struct ck_texts *t)
{
	struct ck_strs out = { 0 };
	for (size_t i = 0; i < t->n; i++)
		CK_PUSH(b->a, &out, t->v[i].s);
	return out;
}

static bool take_value(struct maker *m, const struct ck_text *name, struct ck_strs *to, struct ck_tensor_type *type)
{
	int at = ck_names_get(&m->seen, name->s);
	if (at < 0)
		return ck_template_error(m->b->t, name, 0, "no value '%s' before this op", name->s);
	*type = (struct ck_tensor_type){ name->s, m->type.v[at].dtype, m->type.v[at].shape };
	CK_PUSH(m->b->a, to, name->s);
	return true;
}

/* An optional weight that the model lacks leaves its operand out. */
static bool take_weight(struct maker *m, const struct ck_text *name, const struct ck_operand *o, struct ck_strs *to,
	struct ck_tensor_type *type)
{
	bool global;
	struct ck_ir1 *b = m->b;
	const struct ck_tweight *w = ck_ir1_weight(b, name->s, strlen(name->s), &global);
	if (!w)
		return ck_template_error(b->t, name, 0, "no weight '%s'", name->s);
	const char *id = w->name.s;
	int at = ck_names_get(m->weight, global ? id : ck_printf(b->a, "%s%s", m->prefix, id));
	if (at < 0 && w->tied.s)
		at = ck_names_get(m->weight, id = w->tied.s);
	if (at < 0 && !o->optional)
		return ck_template_error(b->t, name, 0, "the model has no '%s', which operand %s of this op needs", id, o->name);
	if (at >= 0)
		*type = (struct ck_tensor_type){ b->art->weights.v[at].id, b->art->weights.v[at].dtype, b->art->weights.v[at].shape };
	CK_PUSH(b->a, to, at >= 0 ? id : "");
	return true;
}

static bool take_state(struct maker *m, const struct ck_text *name, struct ck_strs *to, struct ck_tensor_type *type)
{
	int at = ck_names_get(m->state, ck_printf(m->b->a, "%s%s", m->prefix, name->s));
	if (at < 0)
		return ck_template_error(m->b->t, name, 0, "no state '%s' in this block", name->s);
	const struct ck_state *s = &m->b->art->states.v[at];
	*type = (struct ck_tensor_type){ s->id, s->dtype, s->shape };
	CK_PUSH(m->b->a, to, name->s);
	return true;
}

static bool take_operands(struct maker *m, const struct ck_top *t, const struct ck_op_kind *k, enum ck_role role,
	const struct ck_texts *names, struct ck_strs *to, struct ck_tensor_type *types)
{
	int first = k->first[role], room = k->first[role + 1] - first;
	if (names->n > (size_t)room)
		return ck_template_error(m->b->t, &names->v[room], 0, "%s takes %d here", t->op.s, room);
	for (size_t i = 0; i < names->n; i++) {
		const struct ck_text *name = &names->v[i];
		const struct ck_operand *o = &k->operand[first + (int)i];
		struct ck_tensor_type *type = &types[first + (int)i];
		bool ok = true;
		if (!*name->s)
			CK_PUSH(m->b->a, to, "");
		else if (role == CK_ROLE_IN)
			ok = take_value(m, name, to, type);
		else if (role == CK_ROLE_W)
			ok = take_weight(m, name, o, to, type);
		else
			ok = take_state(m, name, to, type);
		if (!ok)
			return false;
	}
	strip(to);
	return true;
}

static bool set_attr(struct ck_ir1 *b, const struct ck_op_attr *attr, const struct ck_text *e, struct ck_attrs *out)
{
	struct ck_term t;
	if (!ck_ir1_eval(b, e, &t))
		return false;
	if (t.type == CK_TERM_INT && t.dyn)
		return ck_template_error(b->t, e, 0, "%s has no value yet", t.dyn);
	struct ck_val v = ck_term_val(&t, b->a);
	if (attr->type == 'f' && v.type == CK_INT)
		v = (struct ck_val){ .type = CK_F32, .f = (float)v.i };
	if (v.type == CK_F32 && !isfinite(v.f))
		return ck_template_error(b->t, e, 0, "attribute %s is out of the range of F32", attr->name);
	CK_PUSH(b->a, out, (struct ck_attr){ attr->name, v });
	return true;
}

static bool set_attrs(struct ck_ir1 *b, const struct ck_top *t, const struct ck_op_kind *k, struct ck_attrs *out)
{
	const char *why;
	for (size_t i = 0; i < t->attr.n; i++)
		if (ck_op_attr(k, t->attr.v[i].name.s) < 0)
			return ck_template_error(b->t, &t->attr.v[i].name, 0, "%s has no attribute '%s'", k->name, t->attr.v[i].name.s);
	for (int i = 0; i < k->nattrs; i++)
		for (size_t j = 0; j < t->attr.n; j++)
			if (!strcmp(t->attr.v[j].name.s, k->attr[i].name) && !set_attr(b, &k->attr[i], &t->attr.v[j].value, out))
				return false;
	return ck_op_check_attrs(k, out, &why, b->a) || ck_template_error(b->t, &t->name, 0, "%s: %s", t->name.s, why);
}

/* Names and types of the op's outputs, and their places in the block's values. */
static bool make_outputs(struct maker *m, const struct ck_top *t, const struct ck_op_kind *k, struct ck_tensor_type *types,
	struct ck_op *op)
{
	struct ck_ir1 *b = m->b;
	struct ck_op_binding binding;
	const char *why;
	int first = k->first[CK_ROLE_OUT], n = k->noperands - first;
	struct ck_texts names = t->out;
	if (!names.n && n == 1)
		CK_PUSH(b->a, &names, t->name);
	if (names.n != (size_t)n)
		return ck_template_error(b->t, &t->name, 0, "%s makes %d values, not %zu", k->name, n, names.n);
	if (n != 1 && (t->shape.n || t->dtype.s || t->io.s || t->observe.s))
		return ck_template_error(b->t, &t->name, 0, "shape, dtype, io and observe are of ops with one output");
	for (int i = 0; i < n; i++) {
		const char *dtype = k->operand[first + i].dtype;
		if (t->dtype.s)
			dtype = t->dtype.s;
		if (!*dtype)
			return ck_template_error(b->t, &t->name, 0, "%s needs 'dtype'", k->name);
		if (ck_names_get(&m->seen, names.v[i].s) >= 0)
			return ck_template_error(b->t, &names.v[i], 0, "second value '%s'", names.v[i].s);
		types[first + i] = (struct ck_tensor_type){ names.v[i].s, t->shape.n ? dtype : NULL, texts(b, &t->shape) };
	}
	if (!ck_op_bind(k, types, &b->art->dims, &binding, &why, b->a))
		return ck_template_error(b->t, &t->name, 0, "%s: %s", t->name.s, why);
	for (int i = 0; i < n; i++) {
		struct ck_tensor_type *type = &types[first + i];
		if (!t->shape.n && !ck_op_infer(&binding, first + i, &type->shape, &why, b->a))
			return ck_template_error(b->t, &t->name, 0, "%s: %s", t->name.s, why);
		struct ck_value v = { .id = type->id, .dtype = t->dtype.s ? t->dtype.s : k->operand[first + i].dtype,
			.shape = type->shape, .io = t->io.s ? t->io.s : "", .below = "", .observe = t->observe.s ? t->observe.s : "" };
		CK_PUSH(b->a, &m->out->values, v);
		CK_PUSH(b->a, &op->out, v.id);
		see(m, &v, v.id);
	}
	return true;
}

static bool make_op(struct maker *m, const struct ck_top *t)
{
	struct ck_ir1 *b = m->b;
	struct ck_tensor_type types[CK_OP_OPERANDS] = { { 0 } };
	bool wanted = true;
	if (t->when.s && !ck_ir1_bool(b, &t->when, &wanted))
		return false;
	if (!wanted)
		return true;
	const struct ck_op_kind *k = ck_op_kind(t->op.s);
	if (!k)
		return ck_template_error(b->t, &t->op, 0, "unknown op '%s'", t->op.s);
	struct ck_op op = { .id = t->name.s, .op = k->name, .pattern = "", .backward = "", .kernel = "", .axis = "", .reduce = "",
		.loc = ck_ir1_loc(b, &t->name) };
	if (!take_operands(m, t, k, CK_ROLE_IN, &t->in, &op.in, types) || !take_operands(m, t, k, CK_ROLE_W, &t->w, &op.w, types) ||
		!take_operands(m, t, k, CK_ROLE_STATE, &t->state, &op.state, types) || !set_attrs(b, t, k, &op.attr) ||
		!make_outputs(m, t, k, types, &op))
		return false;
	for (size_t i = 0; i < m->out->ops.n; i++)
		if (!strcmp(m->out->ops.v[i].id, op.id))
			return ck_template_error(b->t, &t->name, 0, "second op '%s' in this block", op.id);
	CK_PUSH(b->a, &m->out->ops, op);
	return true;
}

/* Makes a block for the layers given (none: header or footer); carry is what the one before carries on, or NULL. */
static bool make_block(struct maker *m, const struct ck_value_list *outer, const struct ck_value *carry)
{
	struct ck_ir1 *b = m->b;
	const struct ck_tblock *t = m->from;
	for (size_t i = 0; i < outer->n; i++)
		see(m, &outer->v[i], outer->v[i].id);
	m->out->id = t->name.s;
	m->out->in = t->in.s ? t->in.s : "";
	m->out->out = t->out.s ? t->out.s : "";
	if (t->in.s && (!carry || ck_names_get(&m->seen, t->in.s) >= 0))
		return ck_template_error(b->t, &t->in, 0, carry ? "'%s' is a value already" : "nothing is carried on to '%s'", t->in.s);
	if (t->in.s)
		see(m, carry, t->in.s);
	for (size_t i = 0; i < t->ops.n; i++)
		if (!make_op(m, &t->ops.v[i]))
			return false;
	bool made = !t->out.s;
	for (size_t i = 0; i < m->out->values.n && !made; i++)
		made = !strcmp(m->out->values.v[i].id, t->out.s);
	return made || ck_template_error(b->t, &t->out, 0, "no op of this block makes '%s'", t->out.s);
}

static bool make_inputs(struct ck_ir1 *b)
{
	for (size_t i = 0; i < b->t->inputs.n; i++) {
		const struct ck_tinput *in = &b->t->inputs.v[i];
		CK_PUSH(b->a, &b->art->inputs, (struct ck_value){ .id = in->name.s, .dtype = in->dtype.s, .shape = texts(b, &in->shape),
			.io = "input", .below = in->below.s ? in->below.s : "", .observe = "" });
	}
	return true;
}

static const struct ck_value *carried(const struct ck_block *block)
{
	for (size_t i = 0; i < block->values.n; i++)
		if (!strcmp(block->values.v[i].id, block->out))
			return &block->values.v[i];
	return NULL;
}

bool ck_ir1_graph(struct ck_ir1 *b, const struct ck_tblock *const *block_of)
{
	struct ck_names weight = { 0 }, state = { 0 };
	struct ck_value_list outer = { 0 };
	const struct ck_value *carry = NULL;
	for (size_t i = 0; i < b->art->weights.n; i++)
		ck_names_put(&weight, b->art->weights.v[i].id, (int)i, b->a);
	for (size_t i = 0; i < b->art->states.n; i++)
		ck_names_put(&state, b->art->states.v[i].id, (int)i, b->a);
	if (!make_inputs(b))
		return false;
	for (size_t i = 0; i < b->art->inputs.n; i++)
		CK_PUSH(b->a, &outer, b->art->inputs.v[i]);
	for (size_t i = 0; i < b->t->blocks.n + 2; i++) {
		bool header = i == 0, footer = i == b->t->blocks.n + 1;
		struct ck_block block = { 0 };
		struct maker m = { .b = b, .from = header ? &b->t->header : footer ? &b->t->footer : &b->t->blocks.v[i - 1],
			.prefix = "", .weight = &weight, .state = &state, .out = &block };
		if (!header && !footer) {
			for (int64_t layer = 0; layer < b->layers; layer++)
				if (block_of[layer] == m.from)
					CK_PUSH(b->a, &block.layers, layer);
			if (!block.layers.n)
				continue;
			b->layer = block.layers.v[0];
			m.prefix = ck_layer_prefix(b->layer, b->layers, b->a);
			b->block = m.from;
		}
		bool ok = make_block(&m, &outer, carry);
		b->layer = -1;
		b->block = NULL;
		if (!ok)
			return false;
		for (size_t j = 0; header && j < block.values.n; j++)
			CK_PUSH(b->a, &outer, block.values.v[j]);
		CK_PUSH(b->a, &b->art->blocks, block);
		if (carried(&block))
			carry = carried(&block);
	}
	return true;
}
