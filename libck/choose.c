#include "choose.h"

#include <stdio.h>
#include <string.h>

#include "diag.h"
#include "registry.h"
#include "words.h"

static const char *keyed(const char *text, const struct ck_operand *o, const char *otherwise, struct ck_arena *a)
{
	const char *v;
	int n = ck_key_value(text, o->name, &v);
	return n ? ck_strndup(a, v, (size_t)n) : otherwise;
}

const char *ck_kernel_dtype(const struct ck_kernel *k, const struct ck_operand *o, struct ck_arena *a)
{
	return *o->dtype ? o->dtype : keyed(k->dtypes, o, "", a);
}

const char *ck_kernel_packing(const struct ck_kernel *k, const struct ck_operand *o, struct ck_arena *a)
{
	return keyed(k->packing, o, "rows", a);
}

bool ck_op_scope_lookup(void *scope, const char *name, size_t n, struct ck_term *out)
{
	const struct ck_op_scope *s = scope;
	if (ck_op_lookup((void *)s->binding, name, n, out)) {
		if (out->dyn && s->program) {
			const char *dyn = out->dyn;
			out->dyn = NULL;
			return !__builtin_mul_overflow(out->i, ck_bound(s->program, dyn), &out->i);
		}
		return true;
	}
	const struct ck_op_kind *k = s->binding->kind;
	for (int i = 0; i < k->nattrs; i++) {
		if (strlen(k->attr[i].name) != n || memcmp(k->attr[i].name, name, n))
			continue;
		struct ck_val v = ck_op_attr_value(k, &s->op->attr, k->attr[i].name);
		switch (v.type) {
		case CK_BOOL:
			*out = (struct ck_term){ .type = CK_TERM_BOOL, .b = v.b };
			return true;
		case CK_INT:
			*out = (struct ck_term){ .type = CK_TERM_INT, .i = v.i };
			return true;
		case CK_F32:
		case CK_F64:
			*out = (struct ck_term){ .type = CK_TERM_REAL, .r = v.f };
			return true;
		case CK_STR:
			*out = (struct ck_term){ .type = CK_TERM_TEXT, .text = { v.s, strlen(v.s) } };
			return true;
		default:
			return false;
		}
	}
	return false;
}

static bool types_fit(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *kind)
{
	struct ck_tensor_type type[CK_OP_OPERANDS];
	ck_graph_operands(g, op, kind, type);
	for (int i = 0; i < kind->noperands; i++) {
		const struct ck_operand *o = &kind->operand[i];
		if (*o->dtype || !type[i].dtype)
			continue;
		const char *want;
		int n = ck_key_value(k->dtypes, o->name, &want);
		bool same = (int)strlen(type[i].dtype) == n && !memcmp(type[i].dtype, want, (size_t)n);
		if (!same && !(o->role == CK_ROLE_IN && n && !strcmp(type[i].dtype, "f32")))
			return false;
	}
	return true;
}

bool ck_kernel_where(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b)
{
	if (!*k->where)
		return true;
	struct ck_op_scope scope = { b, op, g->program };
	struct ck_expr_error e;
	bool holds;
	if (ck_expr_bool(k->where, &(struct ck_scope){ ck_op_scope_lookup, &scope }, &holds, &e))
		return holds;
	ck_warning(*op->loc ? op->loc : NULL, "%s: kernel %s is left out: where: %s", op->id, k->symbol, e.text);
	return false;
}

bool ck_kernel_serves(const struct ck_kernel *k, const char *program)
{
	return !*k->modes || ck_words_include(k->modes, strcmp(program, "eval") ? program : "train");
}

bool ck_kernel_allowed(const struct ck_kernel *k, const struct ck_want *want)
{
	if (!ck_kernel_serves(k, want->mode))
		return false;
	if (strcmp(k->numerics, "exact") && !want->fast)
		return false;
	int rank;
	const char *features = ck_isa_features(k->isa, &rank);
	return features && ck_words_include(want->features, features);
}

bool ck_kernel_fits(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op,
	const struct ck_op_binding *b, const struct ck_want *want)
{
	return !strcmp(k->op, op->op) && ck_kernel_allowed(k, want) && types_fit(k, g, op, b->kind) && ck_kernel_where(k, g, op, b);
}

int ck_kernel_score(const struct ck_kernel *k, const struct ck_want *want)
{
	int fast = want->fast && strcmp(k->numerics, "exact"), isa = 0;
	ck_isa_features(k->isa, &isa);
	return fast * 1000000 + isa * 1000 + (*k->modes != 0) * 100 + k->rank;
}

bool ck_kernel_scratch(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op, int64_t *bytes,
	struct ck_expr_error *e, struct ck_arena *a)
{
	*bytes = 0;
	if (!*k->scratch)
		return true;
	struct ck_op_binding b;
	ck_graph_bind(g, op, &b, a);
	struct ck_op_scope scope = { &b, op, g->program };
	return ck_expr_int(k->scratch, &(struct ck_scope){ ck_op_scope_lookup, &scope }, bytes, e);
}

bool ck_op_axis(const struct ck_op *op, const struct ck_op_binding *b, struct ck_extent *items, struct ck_expr_error *e)
{
	struct ck_op_scope scope = { b, op, NULL };
	struct ck_term t;
	if (!ck_expr(op->axis, &(struct ck_scope){ ck_op_scope_lookup, &scope }, &t, e))
		return false;
	*items = (struct ck_extent){ t.i, t.dyn };
	if (t.type == CK_TERM_INT && t.i >= 1)
		return true;
	e->at = 0;
	snprintf(e->text, sizeof e->text, "not a positive integer");
	return false;
}
