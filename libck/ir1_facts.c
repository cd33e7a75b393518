/* Dimensions and facts of a template: where each comes from, and what it is. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "from.h"
#include "ir1_bind.h"

enum { DEPTH = 64 };
#define NO_TOKEN 0xffffffff

static bool index_entries(struct ck_ir1 *b, const struct ck_tfact_list *list, bool dim)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct ck_tfact *f = &list->v[i];
		if (ck_names_get(&b->entry_at, f->name.s) >= 0)
			return ck_template_error(b->t, &f->name, 0, "second dimension or fact '%s'", f->name.s);
		ck_names_put(&b->entry_at, f->name.s, (int)b->nentries, b->a);
		b->entry[b->nentries++] = (struct ck_ir1_entry){ .fact = f, .dim = dim };
	}
	return true;
}

bool ck_ir1_init(struct ck_ir1 *b, const struct ck_template *t, struct ck_artifact *art, struct ck_arena *a)
{
	*b = (struct ck_ir1){ .t = t, .art = art, .a = a, .layer = -1 };
	for (size_t i = 0; i < art->metadata.n; i++)
		ck_names_put(&b->meta, art->metadata.v[i].key, (int)i, a);
	for (size_t i = 0; i < art->tensors.n; i++)
		ck_names_put(&b->tensor, art->tensors.v[i].name, (int)i, a);
	b->used = ck_allocn(a, art->tensors.n, sizeof *b->used);
	b->entry = ck_allocn(a, t->dims.n + t->facts.n, sizeof *b->entry);
	return index_entries(b, &t->dims, true) && index_entries(b, &t->facts, false);
}

const char *ck_ir1_loc(const struct ck_ir1 *b, const struct ck_text *at)
{
	return ck_printf(b->a, "%s:%d", b->t->name, at->line);
}

struct ck_val ck_term_val(const struct ck_term *t, struct ck_arena *a)
{
	switch (t->type) {
	case CK_TERM_BOOL: return (struct ck_val){ .type = CK_BOOL, .b = t->b };
	case CK_TERM_INT: return (struct ck_val){ .type = CK_INT, .i = t->i };
	case CK_TERM_REAL: return (struct ck_val){ .type = CK_F32, .f = (float)t->r };
	default: return (struct ck_val){ .type = CK_STR, .s = ck_strndup(a, t->text.s, t->text.n) };
	}
}

static bool val_term(const struct ck_val *v, struct ck_term *out)
{
	switch (v->type) {
	case CK_BOOL: *out = (struct ck_term){ .type = CK_TERM_BOOL, .b = v->b }; return true;
	case CK_INT: *out = (struct ck_term){ .type = CK_TERM_INT, .i = v->i }; return true;
	case CK_F32:
	case CK_F64: *out = (struct ck_term){ .type = CK_TERM_REAL, .r = v->f }; return true;
	case CK_STR: *out = (struct ck_term){ .type = CK_TERM_TEXT, .text = { v->s, strlen(v->s) } }; return true;
	default: return false;
	}
}

static bool resolve(struct ck_ir1 *b, struct ck_ir1_entry *e);

/* Names in expressions: i, dimensions and facts; has() also sees weights. */
static bool lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	struct ck_ir1 *b = user;
	bool global;
	const char *key = ck_strndup(b->a, name, n);
	if (b->in_layer && !strcmp(key, "i")) {
		*out = (struct ck_term){ .type = CK_TERM_INT, .i = b->layer };
		return true;
	}
	int at = ck_names_get(&b->entry_at, key);
	if (at >= 0) {
		struct ck_ir1_entry *e = &b->entry[at];
		if (!resolve(b, e)) {
			b->failed = true;
			return false;
		}
		if (e->present && e->val.type == CK_NONE) {
			*out = (struct ck_term){ .type = CK_TERM_INT, .i = 1, .dyn = e->fact->name.s };
			return true;
		}
		return e->present && val_term(&e->val, out);
	}
	const struct ck_tweight *w = ck_ir1_weight(b, name, n, &global);
	int tensor = w ? ck_ir1_tensor(b, w) : -1;
	b->failed |= tensor == -2;
	*out = (struct ck_term){ .type = CK_TERM_BOOL, .b = true };
	return tensor >= 0;
}

static bool report(struct ck_ir1 *b, const struct ck_text *at, size_t offset, const struct ck_expr_error *err)
{
	bool known = b->failed; /* what is inside was reported where it stands */
	b->failed = false;
	return !known && ck_template_error(b->t, at, offset + err->at, "%s", err->text);
}

bool ck_ir1_eval(struct ck_ir1 *b, const struct ck_text *e, struct ck_term *out)
{
	struct ck_scope scope = { lookup, b };
	struct ck_expr_error err = { 0 };
	if (!ck_expr(e->s, &scope, out, &err) || b->failed)
		return report(b, e, 0, &err);
	return true;
}

bool ck_ir1_bool(struct ck_ir1 *b, const struct ck_text *e, bool *out)
{
	struct ck_term t;
	if (!ck_ir1_eval(b, e, &t))
		return false;
	*out = t.b;
	return t.type == CK_TERM_BOOL || ck_template_error(b->t, e, 0, "a condition expected");
}

bool ck_ir1_int(struct ck_ir1 *b, const struct ck_text *e, int64_t lo, int64_t hi, int64_t *out)
{
	struct ck_term t;
	if (!ck_ir1_eval(b, e, &t))
		return false;
	if (t.type != CK_TERM_INT || t.dyn)
		return ck_template_error(b->t, e, 0, "an integer with a value expected");
	*out = t.i;
	return (t.i >= lo && t.i <= hi) || ck_template_error(b->t, e, 0, "%lld is not from %lld to %lld", (long long)t.i,
		(long long)lo, (long long)hi);
}

static const char *term_text(struct ck_ir1 *b, const struct ck_term *t)
{
	struct ck_val v = ck_term_val(t, b->a);
	char buf[32];
	switch (v.type) {
	case CK_BOOL: return v.b ? "true" : "false";
	case CK_INT: return ck_printf(b->a, "%lld", (long long)v.i);
	case CK_STR: return v.s;
	default: return ck_strdup(b->a, ck_format_f32(buf, (float)v.f));
	}
}

const char *ck_ir1_expand(struct ck_ir1 *b, const struct ck_text *name)
{
	const char *out = "";
	for (const char *p = name->s;;) {
		size_t n = strcspn(p, "{"), m;
		out = ck_printf(b->a, "%s%.*s", out, (int)n, p);
		p += n;
		if (!*p)
			return out;
		struct ck_text inner = { .line = name->line, .col = name->col + (int)(p + 1 - name->s) };
		m = strcspn(++p, "}");
		if (!p[m]) {
			ck_template_error(b->t, &inner, 0, "'{' without '}'");
			return NULL;
		}
		inner.s = ck_strndup(b->a, p, m);
		struct ck_term t;
		if (!strcmp(inner.s, "arch"))
			out = ck_printf(b->a, "%s%s", out, b->art->source.arch);
		else if (!ck_ir1_eval(b, &inner, &t))
			return NULL;
		else
			out = ck_printf(b->a, "%s%s", out, term_text(b, &t));
		p += m + 1;
	}
}

static const char *val_name(const struct ck_val *v)
{
	static const char *const name[] = { "an array", "true or false", "an integer", "a number", "a number", "text", "a list" };
	return name[v->type];
}

/* Brings a value to the type the template asks for. False: it cannot be. */
static bool convert(struct ck_ir1 *b, const char *type, struct ck_val *v)
{
	if (!*type)
		return v->type != CK_NONE && v->type != CK_LIST;
	if (!strcmp(type, "int") || !strcmp(type, "id"))
		return v->type == CK_INT;
	if (!strcmp(type, "bool"))
		return v->type == CK_BOOL;
	if (!strcmp(type, "text"))
		return v->type == CK_STR;
	if (!strcmp(type, "list"))
		return v->type == CK_LIST;
	if (!strcmp(type, "sha256")) {
		if (v->type != CK_STR)
			return false;
		char *hex = ck_alloc(b->a, 65);
		ck_sha256(v->s, strlen(v->s), hex);
		v->s = hex;
		return true;
	}
	double f = v->type == CK_INT ? (double)v->i : v->f;
	if ((v->type != CK_INT && v->type != CK_F32 && v->type != CK_F64) || !(fabs(f) <= FLT_MAX))
		return false;
	*v = (struct ck_val){ .type = CK_F32, .f = (float)f };
	return true;
}

static bool known_type(struct ck_ir1 *b, const struct ck_text *type)
{
	static const char *const types[] = { "int", "real", "bool", "text", "id", "list", "sha256" };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!type->s || !strcmp(types[i], type->s))
			return true;
	return ck_template_error(b->t, type, 0, "unknown type '%s'", type->s);
}

static bool check_limit(struct ck_ir1 *b, const struct ck_ir1_entry *e, const struct ck_text *limit, bool low)
{
	struct ck_term t, v;
	if (!limit->s)
		return true;
	if (!ck_ir1_eval(b, limit, &t))
		return false;
	if ((t.type != CK_TERM_INT && t.type != CK_TERM_REAL) || t.dyn || !val_term(&e->val, &v) ||
		(v.type != CK_TERM_INT && v.type != CK_TERM_REAL))
		return ck_template_error(b->t, limit, 0, "a limit is a number, of a number");
	double x = v.type == CK_TERM_INT ? (double)v.i : v.r, y = t.type == CK_TERM_INT ? (double)t.i : t.r;
	return (low ? x >= y : x <= y) || ck_template_error(b->t, &e->fact->name, 0, "%s is %s (from %s), %s than %s",
		e->fact->name.s, term_text(b, &v), e->from, low ? "less" : "more", term_text(b, &t));
}

static bool check_value(struct ck_ir1 *b, struct ck_ir1_entry *e)
{
	const struct ck_tfact *f = e->fact;
	const char *type = f->type.s ? f->type.s : e->dim ? "int" : "";
	if (!convert(b, type, &e->val))
		return ck_template_error(b->t, &f->name, 0, "%s (from %s) should be %s, found %s", f->name.s, e->from,
			*type ? type : "a scalar", val_name(&e->val));
	if (e->dim && e->val.i < 1)
		return ck_template_error(b->t, &f->name, 0, "dimension %s is %lld (from %s)", f->name.s, (long long)e->val.i, e->from);
	if (!check_limit(b, e, &f->min, true) || !check_limit(b, e, &f->max, false))
		return false;
	bool ok = !f->choice.n;
	for (size_t i = 0; i < f->choice.n && !ok; i++)
		ok = e->val.type == CK_STR && !strcmp(f->choice.v[i].s, e->val.s);
	return ok || ck_template_error(b->t, &f->choice.v[0], 0, "%s is %s%s%s (from %s), which this template does not know",
		f->name.s, e->val.type == CK_STR ? "'" : "", e->val.type == CK_STR ? e->val.s : val_name(&e->val),
		e->val.type == CK_STR ? "'" : "", e->from);
}

/* The first of the file's keys that is there. */
static bool from_gguf(struct ck_ir1 *b, struct ck_ir1_entry *e)
{
	const struct ck_tfact *f = e->fact;
	for (size_t i = 0; i < f->gguf.n && !e->present; i++) {
		const char *key = ck_ir1_expand(b, &f->gguf.v[i]);
		if (!key)
			return false;
		int at = ck_names_get(&b->meta, key);
		if (at < 0)
			continue;
		e->val = b->art->metadata.v[at].value;
		if (f->type.s && !strcmp(f->type.s, "id") && e->val.type == CK_INT && e->val.i == NO_TOKEN)
			continue;
		e->from = ck_printf(b->a, "gguf:%s", key);
		e->present = true;
	}
	return true;
}

static bool from_tensor(struct ck_ir1 *b, struct ck_ir1_entry *e)
{
	const struct ck_tfact *f = e->fact;
	if (!f->tensor.s)
		return true;
	int64_t axis = 0;
	const char *name = ck_ir1_expand(b, &f->tensor);
	int at = name ? ck_names_get(&b->tensor, name) : -1;
	if (!name || (f->axis.s && !ck_ir1_int(b, &f->axis, 0, 7, &axis)))
		return false;
	if (at < 0)
		return true;
	const struct ck_ints *shape = &b->art->tensors.v[at].shape;
	if ((size_t)axis >= shape->n)
		return ck_template_error(b->t, &f->tensor, 0, "tensor '%s' has %zu dimensions", name, shape->n);
	e->val = (struct ck_val){ .type = CK_INT, .i = shape->v[axis] };
	e->from = ck_printf(b->a, "tensor:%s", name);
	e->present = true;
	return true;
}

static bool from_expression(struct ck_ir1 *b, struct ck_ir1_entry *e, const struct ck_text *expr, const char *kind)
{
	struct ck_term t;
	if (!expr->s)
		return true;
	if (!ck_ir1_eval(b, expr, &t))
		return false;
	if (t.type == CK_TERM_INT && t.dyn)
		return ck_template_error(b->t, expr, 0, "%s has no value yet", t.dyn);
	e->val = ck_term_val(&t, b->a);
	e->from = ck_printf(b->a, "%s:%s", kind, ck_ir1_loc(b, &e->fact->name));
	e->present = true;
	return true;
}

static bool find_value(struct ck_ir1 *b, struct ck_ir1_entry *e)
{
	const struct ck_tfact *f = e->fact;
	if (!known_type(b, &f->type) || !from_gguf(b, e))
		return false;
	if (!e->present && !from_tensor(b, e))
		return false;
	if (!e->present && !from_expression(b, e, &f->value, "template"))
		return false;
	if (!e->present && !from_expression(b, e, &f->fallback, "default"))
		return false;
	if (e->present)
		return check_value(b, e);
	if (f->optional)
		return true;
	if (f->gguf.n || f->tensor.s) {
		const char *name = ck_ir1_expand(b, f->gguf.n ? &f->gguf.v[0] : &f->tensor);
		return name && ck_template_error(b->t, &f->name, 0, "the model has no %s '%s', which gives %s",
			f->gguf.n ? "key" : "tensor", name, f->name.s);
	}
	return ck_template_error(b->t, &f->name, 0, "'%s' says nothing of where its value is from", f->name.s);
}

static bool resolve(struct ck_ir1 *b, struct ck_ir1_entry *e)
{
	const struct ck_tfact *f = e->fact;
	if (e->state == CK_ENTRY_DONE)
		return true;
	if (e->state == CK_ENTRY_BUSY)
		return ck_template_error(b->t, &f->name, 0, "'%s' depends on itself", f->name.s);
	if (++b->depth > DEPTH)
		return ck_template_error(b->t, &f->name, 0, "'%s' is needed by too long a chain of others", f->name.s);
	e->state = CK_ENTRY_BUSY;
	if (e->dim && f->bind.s && strcmp(f->bind.s, "fixed")) {
		e->present = true;
		e->from = ck_printf(b->a, "template:%s", ck_ir1_loc(b, &f->name));
	} else {
		/* A fact means the same wherever it is asked for. */
		bool in_layer = b->in_layer;
		const struct ck_tblock *block = b->block;
		b->in_layer = false;
		b->block = NULL;
		bool ok = find_value(b, e);
		b->in_layer = in_layer;
		b->block = block;
		if (!ok)
			return false;
	}
	e->state = CK_ENTRY_DONE;
	b->depth--;
	return true;
}

static bool check_requirements(struct ck_ir1 *b)
{
	for (size_t i = 0; i < b->t->require.n; i++) {
		const struct ck_trequire *r = &b->t->require.v[i];
		bool holds;
		if (!ck_ir1_bool(b, &r->that, &holds))
			return false;
		if (!holds) {
			const char *why = ck_ir1_expand(b, &r->why);
			return why && ck_template_error(b->t, &r->that, 0, "%s", why);
		}
	}
	return true;
}

bool ck_ir1_facts(struct ck_ir1 *b)
{
	for (size_t i = 0; i < b->nentries; i++) {
		struct ck_ir1_entry *e = &b->entry[i];
		const char *name = e->fact->name.s;
		if (!resolve(b, e))
			return false;
		if (e->dim && !e->present)
			return ck_template_error(b->t, &e->fact->name, 0, "dimension %s has no value", name);
		const char *bind = e->fact->bind.s ? e->fact->bind.s : "fixed";
		if (e->dim)
			CK_PUSH(b->a, &b->art->dims, (struct ck_dim){ .name = name, .bind = bind,
				.value = e->val.type == CK_INT ? e->val.i : 0, .shard = "", .from = e->from });
		else if (e->present)
			CK_PUSH(b->a, &b->art->contract, (struct ck_fact){ .name = name, .value = e->val, .from = e->from });
	}
	return check_requirements(b);
}
