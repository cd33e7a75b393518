#include "ops.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "dtype.h"

static const struct source { const char *name, *role[CK_ROLES], *attr, *inplace, *doc; } sources[] = {
#define OP(name, in, w, state, out, attr, inplace, doc) { #name, { in, w, state, out }, attr, inplace, doc },
#include "ops.def"
#undef OP
};
enum { KINDS = sizeof sources / sizeof *sources };

static struct ck_op_kind kinds[KINDS];
static struct ck_arena memory; /* of the tables, for the life of the process */

/* ops.def is ours: what is wrong in it is a defect that the first use reports. */
static _Noreturn void malformed(const struct ck_op_kind *k, const char *at)
{
	ck_die("ops.def: %s: cannot read '%s'", k->name, at);
}

static const char *word(const struct ck_op_kind *k, const char **p, const char *stop)
{
	size_t n = strcspn(*p, stop);
	if (!n)
		malformed(k, *p);
	const char *s = ck_strndup(&memory, *p, n);
	*p += n;
	return s;
}

static bool accept(const char **p, char c)
{
	if (**p != c)
		return false;
	++*p;
	return true;
}

static int symbol(struct ck_op_kind *k, const char *text)
{
	size_t n = 0;
	while (isalnum((unsigned char)text[n]))
		n++;
	if (text[n] || !isalpha((unsigned char)*text))
		return -1;
	int i = ck_op_symbol(k, text, n);
	if (i >= 0)
		return i;
	if (k->nsyms == CK_OP_SYMBOLS)
		malformed(k, text);
	k->sym[k->nsyms] = text;
	return k->nsyms++;
}

static void parse_operands(struct ck_op_kind *k, enum ck_role role, const char *p)
{
	k->first[role] = k->noperands;
	while (*p) {
		if (k->noperands == CK_OP_OPERANDS)
			malformed(k, p);
		struct ck_operand *o = &k->operand[k->noperands++];
		*o = (struct ck_operand){ .name = word(k, &p, ":[ "), .role = role, .dtype = "", .below = "" };
		if (accept(&p, ':'))
			o->dtype = word(k, &p, "[ ");
		if (!accept(&p, '['))
			malformed(k, p);
		do {
			if (o->ndims == CK_OP_DIMS)
				malformed(k, p);
			struct ck_operand_dim *d = &o->dim[o->ndims++];
			d->rest = accept(&p, '*');
			d->text = word(k, &p, ",]");
			d->sym = symbol(k, d->text);
		} while (accept(&p, ','));
		if (!accept(&p, ']'))
			malformed(k, p);
		if (accept(&p, '<'))
			o->below = word(k, &p, "?! ");
		o->optional = accept(&p, '?');
		o->written = role == CK_ROLE_W && accept(&p, '!');
		if (!accept(&p, ' ') && *p)
			malformed(k, p);
	}
}

static void parse_attrs(struct ck_op_kind *k, const char *p)
{
	while (*p) {
		if (k->nattrs == CK_OP_ATTRS)
			malformed(k, p);
		struct ck_op_attr *t = &k->attr[k->nattrs++];
		t->name = word(k, &p, ":");
		p++;
		t->type = *p ? *p++ : 0;
		if (t->type == 's') {
			if (!accept(&p, '('))
				malformed(k, p);
			do
				CK_PUSH(&memory, &t->choice, word(k, &p, "|)"));
			while (accept(&p, '|'));
			if (!accept(&p, ')'))
				malformed(k, p);
		}
		t->has_default = accept(&p, '=');
		if (t->has_default) {
			const char *text = word(k, &p, " ");
			switch (t->type) {
			case 'i': t->value = (struct ck_val){ .type = CK_INT, .i = strtoll(text, NULL, 10) }; break;
			case 'f': t->value = (struct ck_val){ .type = CK_F32, .f = strtod(text, NULL) }; break;
			case 'b': t->value = (struct ck_val){ .type = CK_BOOL, .b = !strcmp(text, "true") }; break;
			case 's': t->value = (struct ck_val){ .type = CK_STR, .s = text }; break;
			default: malformed(k, text);
			}
		}
		if (!accept(&p, ' ') && *p)
			malformed(k, p);
	}
}

static void parse_inplace(struct ck_op_kind *k, const char *p)
{
	while (*p) {
		const char *out = word(k, &p, "=");
		p++;
		const char *in = word(k, &p, " ");
		int i = k->ninplace++;
		if (i == 4)
			malformed(k, out);
		k->inplace[i].out = ck_op_operand(k, out);
		k->inplace[i].in = ck_op_operand(k, in);
		if (k->inplace[i].out < 0 || k->inplace[i].in < 0)
			malformed(k, out);
		accept(&p, ' ');
	}
}

static void parse_all(void)
{
	for (int i = 0; i < KINDS; i++) {
		struct ck_op_kind *k = &kinds[i];
		k->name = sources[i].name;
		k->doc = sources[i].doc;
		for (int role = 0; role < CK_ROLES; role++)
			parse_operands(k, role, sources[i].role[role]);
		k->first[CK_ROLES] = k->noperands;
		parse_attrs(k, sources[i].attr);
		parse_inplace(k, sources[i].inplace);
	}
}

const struct ck_op_kind *ck_op_kind_at(int i)
{
	if (!kinds[0].name)
		parse_all();
	return i >= 0 && i < KINDS ? &kinds[i] : NULL;
}

const struct ck_op_kind *ck_op_kind(const char *name)
{
	const struct ck_op_kind *k;
	for (int i = 0; (k = ck_op_kind_at(i)); i++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

int ck_op_operand(const struct ck_op_kind *k, const char *name)
{
	for (int i = 0; i < k->noperands; i++)
		if (!strcmp(k->operand[i].name, name))
			return i;
	return -1;
}

int ck_op_symbol(const struct ck_op_kind *k, const char *name, size_t n)
{
	for (int i = 0; i < k->nsyms; i++)
		if (!strncmp(k->sym[i], name, n) && !k->sym[i][n])
			return i;
	return -1;
}

int ck_op_attr(const struct ck_op_kind *k, const char *name)
{
	for (int i = 0; i < k->nattrs; i++)
		if (!strcmp(k->attr[i].name, name))
			return i;
	return -1;
}

bool ck_op_lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	const struct ck_op_binding *b = user;
	int i = ck_op_symbol(b->kind, name, n);
	if (i < 0 || !b->bound[i])
		return false;
	*out = (struct ck_term){ .type = CK_TERM_INT, .i = b->sym[i].fixed, .dyn = b->sym[i].dyn };
	return true;
}

static const char *shape_text(const struct ck_strs *shape, size_t from, size_t count, struct ck_arena *a)
{
	const char *s = "";
	for (size_t i = from; i < from + count; i++)
		s = ck_printf(a, "%s%s%s", s, i > from ? ", " : "", shape->v[i]);
	return s;
}

static const char *contract_text(const struct ck_operand *o, struct ck_arena *a)
{
	const char *s = "";
	for (int i = 0; i < o->ndims; i++)
		s = ck_printf(a, "%s%s%s%s", s, i ? ", " : "", o->dim[i].rest ? "*" : "", o->dim[i].text);
	return s;
}

/* Product of entries [from, from + count) of a shape; an empty product is 1. */
static bool extent_of(const struct ck_tensor_type *t, size_t from, size_t count, const struct ck_dim_list *dims,
	struct ck_extent *out, const char **why, struct ck_arena *a)
{
	*out = (struct ck_extent){ 1, NULL };
	for (size_t i = from; i < from + count; i++) {
		struct ck_extent e;
		struct ck_expr_error err;
		if (!ck_extent_parse(t->shape.v[i], dims, &e, &err)) {
			*why = ck_printf(a, "%s: dimension '%s': %s", t->id, t->shape.v[i], err.text);
			return false;
		}
		if (!ck_extent_mul(*out, e, out)) {
			*why = ck_printf(a, "%s: product of [%s] overflows or has two symbols without value", t->id,
				shape_text(&t->shape, from, count, a));
			return false;
		}
	}
	return true;
}

static bool bind_dim(struct ck_op_binding *b, const struct ck_operand *o, const struct ck_operand_dim *d,
	const struct ck_tensor_type *t, size_t from, size_t count, const char **why, struct ck_arena *a)
{
	struct ck_extent e, want;
	if (!extent_of(t, from, count, b->dims, &e, why, a))
		return false;
	if (d->sym >= 0 && !b->bound[d->sym]) {
		b->bound[d->sym] = true;
		b->sym[d->sym] = e;
		b->text[d->sym] = (struct ck_strs){ t->shape.v + from, count };
		return true;
	}
	if (d->sym >= 0) {
		want = b->sym[d->sym];
	} else {
		struct ck_scope scope = { ck_op_lookup, b };
		struct ck_term v;
		struct ck_expr_error err;
		if (!ck_expr(d->text, &scope, &v, &err) || v.type != CK_TERM_INT) {
			*why = ck_printf(a, "operand %s: cannot evaluate %s", o->name, d->text);
			return false;
		}
		want = (struct ck_extent){ v.i, v.dyn };
	}
	if (ck_extent_equal(e, want))
		return true;
	const char *name = ck_extent_print(want, a);
	*why = ck_printf(a, "operand %s (%s): expected %s%s%s, found %s in [%s]", o->name, t->id, d->text,
		strcmp(d->text, name) ? " = " : "", strcmp(d->text, name) ? name : "", ck_extent_print(e, a),
		shape_text(&t->shape, 0, t->shape.n, a));
	return false;
}

static bool bind_operand(struct ck_op_binding *b, const struct ck_operand *o, const struct ck_tensor_type *t,
	const char **why, struct ck_arena *a)
{
	if (*o->dtype && strcmp(o->dtype, t->dtype)) {
		*why = ck_printf(a, "operand %s (%s): expected dtype %s, found %s", o->name, t->id, o->dtype, t->dtype);
		return false;
	}
	bool rest = false;
	for (int i = 0; i < o->ndims; i++)
		rest |= o->dim[i].rest;
	size_t n = (size_t)o->ndims;
	if (rest ? t->shape.n + 1 < n : t->shape.n != n) {
		*why = ck_printf(a, "operand %s (%s): expected shape [%s], found [%s]", o->name, t->id,
			contract_text(o, a), shape_text(&t->shape, 0, t->shape.n, a));
		return false;
	}
	size_t at = 0;
	for (int i = 0; i < o->ndims; i++) {
		size_t count = o->dim[i].rest ? t->shape.n + 1 - n : 1;
		if (!bind_dim(b, o, &o->dim[i], t, at, count, why, a))
			return false;
		at += count;
	}
	return true;
}

bool ck_op_bind(const struct ck_op_kind *k, const struct ck_tensor_type *operand, const struct ck_dim_list *dims,
	struct ck_op_binding *b, const char **why, struct ck_arena *a)
{
	*b = (struct ck_op_binding){ .kind = k, .dims = dims };
	for (int i = 0; i < k->noperands; i++) {
		const struct ck_operand *o = &k->operand[i];
		if (operand[i].dtype) {
			if (!bind_operand(b, o, &operand[i], why, a))
				return false;
		} else if (!o->optional && o->role != CK_ROLE_OUT) {
			*why = ck_printf(a, "operand %s is missing", o->name);
			return false;
		}
	}
	return true;
}

bool ck_op_infer(const struct ck_op_binding *b, int operand, struct ck_strs *shape, const char **why, struct ck_arena *a)
{
	const struct ck_operand *o = &b->kind->operand[operand];
	*shape = (struct ck_strs){ 0 };
	for (int i = 0; i < o->ndims; i++) {
		const struct ck_operand_dim *d = &o->dim[i];
		if (d->sym < 0) {
			CK_PUSH(a, shape, d->text);
			continue;
		}
		const struct ck_strs *text = &b->text[d->sym];
		if (!b->bound[d->sym]) {
			*why = ck_printf(a, "operand %s: no input says what %s is", o->name, d->text);
			return false;
		}
		if (!d->rest && text->n != 1) {
			const char *product = text->n ? "" : "1";
			for (size_t j = 0; j < text->n; j++) {
				bool sum = strpbrk(text->v[j], "+-?");
				product = ck_printf(a, "%s%s%s%s%s", product, j ? "*" : "", sum ? "(" : "", text->v[j], sum ? ")" : "");
			}
			CK_PUSH(a, shape, product);
			continue;
		}
		for (size_t j = 0; j < text->n; j++)
			CK_PUSH(a, shape, text->v[j]);
	}
	return true;
}

static const char *const val_name[] = { "nothing", "true or false", "an integer", "a number", "a number", "text", "a list" };

static bool attr_fits(const struct ck_op_attr *t, const struct ck_val *v)
{
	switch (t->type) {
	case 'i': return v->type == CK_INT;
	case 'f': return v->type == CK_F32 || (v->type == CK_F64 && fabs(v->f) <= FLT_MAX);
	case 'b': return v->type == CK_BOOL;
	default: return v->type == CK_STR;
	}
}

static bool check_attr(const struct ck_op_attr *t, const struct ck_val *v, const char **why, struct ck_arena *a)
{
	if (!attr_fits(t, v)) {
		const char *want = t->type == 'i' ? "an integer" : t->type == 'f' ? "an F32 number" : t->type == 'b' ?
			"true or false" : "text";
		*why = ck_printf(a, "attribute %s: expected %s, found %s", t->name, want, val_name[v->type]);
		return false;
	}
	for (size_t i = 0; i < t->choice.n; i++)
		if (!strcmp(t->choice.v[i], v->s))
			return true;
	if (t->choice.n) {
		const char *list = t->choice.v[0];
		for (size_t i = 1; i < t->choice.n; i++)
			list = ck_printf(a, "%s, %s", list, t->choice.v[i]);
		*why = ck_printf(a, "attribute %s: expected one of %s, found '%s'", t->name, list, v->s);
		return false;
	}
	return true;
}

bool ck_op_check_attrs(const struct ck_op_kind *k, const struct ck_attrs *attrs, const char **why, struct ck_arena *a)
{
	int last = -1;
	bool given[CK_OP_ATTRS] = { false };
	for (size_t i = 0; i < attrs->n; i++) {
		int at = ck_op_attr(k, attrs->v[i].name);
		if (at < 0)
			*why = ck_printf(a, "%s has no attribute '%s'", k->name, attrs->v[i].name);
		else if (at <= last)
			*why = ck_printf(a, "attribute %s is not in the contract's order", attrs->v[i].name);
		else if (check_attr(&k->attr[at], &attrs->v[i].val, why, a)) {
			given[last = at] = true;
			continue;
		}
		return false;
	}
	for (int i = 0; i < k->nattrs; i++)
		if (!given[i] && !k->attr[i].has_default) {
			*why = ck_printf(a, "attribute %s is missing", k->attr[i].name);
			return false;
		}
	return true;
}

struct ck_val ck_op_attr_value(const struct ck_op_kind *k, const struct ck_attrs *attrs, const char *name)
{
	for (size_t i = 0; i < attrs->n; i++)
		if (!strcmp(attrs->v[i].name, name)) {
			const struct ck_val *v = &attrs->v[i].val;
			return v->type == CK_F64 ? (struct ck_val){ .type = CK_F32, .f = (float)v->f } : *v;
		}
	int at = ck_op_attr(k, name);
	return at < 0 ? (struct ck_val){ .type = CK_NONE } : k->attr[at].value;
}
