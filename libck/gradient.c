#include "gradient.h"

#include <string.h>

#include "datadir.h"
#include "yamltree.h"

struct reader {
	struct ck_yaml_file file;
	struct ck_gradient *g;
	bool covered[CK_OP_OPERANDS]; /* has a gradient, or is said to have none */
	struct ck_arena *a;
};

static bool is_operand(const struct ck_op_kind *k, const char *name, enum ck_role role, int *at)
{
	*at = ck_op_operand(k, name);
	return *at >= 0 && k->operand[*at].role == role;
}

static bool names(const struct reader *r, const struct ck_yaml *n, struct ck_strs *out)
{
	if (n && n->type != CK_YAML_LIST)
		return ck_yaml_error(&r->file, n, "a list expected");
	for (size_t i = 0; n && i < n->n; i++) {
		if (n->v[i]->type != CK_YAML_SCALAR)
			return ck_yaml_error(&r->file, n->v[i], "a name expected");
		CK_PUSH(r->a, out, n->v[i]->text);
	}
	return true;
}

/* d(y), an operand, or an earlier step. */
static bool read_ref(const struct reader *r, const struct ck_yaml *n, struct ck_gradient_ref *ref)
{
	const struct ck_op_kind *k = r->g->op;
	const char *s = n->type == CK_YAML_SCALAR ? n->text : "";
	size_t len = strlen(s);
	if (len > 3 && !strncmp(s, "d(", 2) && s[len - 1] == ')') {
		ref->from = CK_FROM_GRADIENT;
		return is_operand(k, ck_strndup(r->a, s + 2, len - 3), CK_ROLE_OUT, &ref->at) ||
			ck_yaml_error(&r->file, n, "%s has no output '%.*s'", k->name, (int)len - 3, s + 2);
	}
	ref->from = CK_FROM_STEP;
	for (ref->at = 0; ref->at < r->g->nsteps; ref->at++)
		if (*r->g->step[ref->at].as && !strcmp(r->g->step[ref->at].as, s))
			return true;
	ref->from = CK_FROM_OPERAND;
	return is_operand(k, s, CK_ROLE_IN, &ref->at) || is_operand(k, s, CK_ROLE_OUT, &ref->at) ||
		ck_yaml_error(&r->file, n, "'%s' is no value of %s and no step above", s, k->name);
}

static bool read_refs(const struct reader *r, const struct ck_yaml *n, struct ck_gradient_refs *out)
{
	if (n && n->type != CK_YAML_LIST)
		return ck_yaml_error(&r->file, n, "a list expected");
	for (size_t i = 0; n && i < n->n; i++) {
		struct ck_gradient_ref ref;
		if (!read_ref(r, n->v[i], &ref))
			return false;
		CK_PUSH(r->a, out, ref);
	}
	return true;
}

static bool read_weights(const struct reader *r, const struct ck_yaml *n, struct ck_gradient_refs *out)
{
	struct ck_strs list = { 0 };
	if (!names(r, n, &list))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		struct ck_gradient_ref ref = { CK_FROM_OPERAND, 0 };
		if (!is_operand(r->g->op, list.v[i], CK_ROLE_W, &ref.at))
			return ck_yaml_error(&r->file, n->v[i], "%s has no weight '%s'", r->g->op->name, list.v[i]);
		CK_PUSH(r->a, out, ref);
	}
	return true;
}

/* Operands whose gradients a step gives, or that have none: of inputs and weights, each once in the rule. */
static bool cover(struct reader *r, const struct ck_yaml *n, struct ck_ints *out)
{
	struct ck_strs list = { 0 };
	if (!names(r, n, &list))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		int at;
		if (!is_operand(r->g->op, list.v[i], CK_ROLE_IN, &at) && !is_operand(r->g->op, list.v[i], CK_ROLE_W, &at))
			return ck_yaml_error(&r->file, n->v[i], "%s has no input or weight '%s'", r->g->op->name, list.v[i]);
		if (r->covered[at])
			return ck_yaml_error(&r->file, n->v[i], "second gradient of '%s'", list.v[i]);
		r->covered[at] = true;
		if (out)
			CK_PUSH(r->a, out, at);
	}
	return true;
}

static bool read_attrs(const struct reader *r, const struct ck_yaml *n, struct ck_gradient_step *s)
{
	if (n && n->type != CK_YAML_MAP)
		return ck_yaml_error(&r->file, n, "a map expected");
	for (size_t i = 0; n && i < n->n; i++) {
		if (ck_op_attr(s->op, n->key[i]->text) < 0)
			return ck_yaml_error(&r->file, n->key[i], "%s has no attribute '%s'", s->op->name, n->key[i]->text);
		if (n->v[i]->type != CK_YAML_SCALAR || ck_op_attr(r->g->op, n->v[i]->text) < 0)
			return ck_yaml_error(&r->file, n->v[i], "an attribute of %s expected", r->g->op->name);
		CK_PUSH(r->a, &s->attr, (struct ck_attr){ n->key[i]->text, { .type = CK_STR, .s = n->v[i]->text } });
	}
	return true;
}

static int room(const struct ck_op_kind *k, enum ck_role role)
{
	return k->first[role + 1] - k->first[role];
}

static bool read_pass(struct reader *r, const struct ck_yaml *n, struct ck_gradient_step *s)
{
	static const char *const keys[] = { "pass", "out", NULL };
	struct ck_gradient_ref ref;
	if (!ck_yaml_keys(&r->file, n, keys) || !read_ref(r, ck_yaml_get(n, "pass"), &ref))
		return false;
	if (ref.from != CK_FROM_GRADIENT)
		return ck_yaml_error(&r->file, n, "only a gradient, d(output), passes through");
	CK_PUSH(r->a, &s->in, ref);
	return cover(r, ck_yaml_get(n, "out"), &s->out);
}

static bool read_step(struct reader *r, const struct ck_yaml *n, struct ck_gradient_step *s)
{
	static const char *const keys[] = { "as", "op", "in", "w", "attr", "out", NULL };
	*s = (struct ck_gradient_step){ .as = "" };
	if (n->type == CK_YAML_MAP && ck_yaml_get(n, "pass"))
		return read_pass(r, n, s);
	if (!ck_yaml_keys(&r->file, n, keys))
		return false;
	const struct ck_yaml *as = ck_yaml_get(n, "as"), *op = ck_yaml_get(n, "op"), *out = ck_yaml_get(n, "out");
	if (!op || op->type != CK_YAML_SCALAR || !as == !out || (as && as->type != CK_YAML_SCALAR))
		return ck_yaml_error(&r->file, n, "'op' and either 'out' or 'as' expected");
	s->op = ck_op_kind(op->text);
	if (!s->op)
		return ck_yaml_error(&r->file, op, "unknown op '%s'", op->text);
	if (!read_refs(r, ck_yaml_get(n, "in"), &s->in) || !read_weights(r, ck_yaml_get(n, "w"), &s->w) ||
		!read_attrs(r, ck_yaml_get(n, "attr"), s) || !cover(r, out, &s->out))
		return false;
	s->as = as ? as->text : "";
	int outs = as ? 1 : (int)s->out.n;
	if ((int)s->in.n > room(s->op, CK_ROLE_IN) || (int)s->w.n > room(s->op, CK_ROLE_W) || room(s->op, CK_ROLE_STATE) ||
		outs != room(s->op, CK_ROLE_OUT))
		return ck_yaml_error(&r->file, n, "%s has other numbers of operands", s->op->name);
	return true;
}

/* No operand is forgotten. */
static bool check_covered(const struct reader *r)
{
	const struct ck_op_kind *k = r->g->op;
	for (int i = 0; i < k->first[CK_ROLE_STATE]; i++)
		if (!r->covered[i] && strcmp(k->operand[i].dtype, "i32"))
			return ck_yaml_error(&r->file, r->file.root, "no gradient of %s's operand '%s': name it in an 'out' or in 'none'", k->name,
				k->operand[i].name);
	return true;
}

bool ck_gradient_read(struct ck_gradient *g, const char *path, struct ck_arena *a)
{
	static const char *const keys[] = { "op", "backward", "none", NULL };
	struct reader r = { .g = g, .a = a };
	*g = (struct ck_gradient){ 0 };
	if (!ck_yaml_read(&r.file, path, a) || !ck_yaml_keys(&r.file, r.file.root, keys))
		return false;
	const struct ck_yaml *op = ck_yaml_get(r.file.root, "op"), *steps = ck_yaml_get(r.file.root, "backward");
	if (!op || op->type != CK_YAML_SCALAR || !steps || steps->type != CK_YAML_LIST)
		return ck_yaml_error(&r.file, r.file.root, "'op' and 'backward' expected");
	g->op = ck_op_kind(op->text);
	if (!g->op)
		return ck_yaml_error(&r.file, op, "unknown op '%s'", op->text);
	if (steps->n > CK_GRADIENT_STEPS)
		return ck_yaml_error(&r.file, steps, "more than %d steps", CK_GRADIENT_STEPS);
	for (size_t i = 0; i < steps->n; i++) {
		struct ck_gradient_step s;
		if (!read_step(&r, steps->v[i], &s))
			return false;
		g->step[g->nsteps++] = s;
	}
	return cover(&r, ck_yaml_get(r.file.root, "none"), NULL) && check_covered(&r);
}

bool ck_gradients_read(struct ck_gradient_list *list, const char *folder, struct ck_arena *a)
{
	struct ck_strs files = { 0 };
	if (!ck_files_in(folder, ".yaml", &files, a))
		return false;
	for (size_t i = 0; i < files.n; i++) {
		struct ck_gradient g;
		if (!ck_gradient_read(&g, ck_printf(a, "%s/%s", folder, files.v[i]), a))
			return false;
		CK_PUSH(a, list, g);
	}
	return true;
}

const struct ck_gradient *ck_gradient_of(const struct ck_gradient_list *list, const char *op)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i].op->name, op))
			return &list->v[i];
	return NULL;
}
