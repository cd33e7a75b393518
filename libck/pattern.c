#include "pattern.h"

#include <string.h>

#include "datadir.h"
#include "diag.h"
#include "yamltree.h"

static bool read_names(const struct ck_yaml_file *f, const struct ck_yaml *n, struct ck_strs *out, struct ck_arena *a)
{
	if (!n)
		return true;
	if (n->type != CK_YAML_LIST)
		return ck_yaml_error(f, n, "a list expected");
	for (size_t i = 0; i < n->n; i++) {
		if (n->v[i]->type != CK_YAML_SCALAR)
			return ck_yaml_error(f, n->v[i], "a name expected");
		CK_PUSH(a, out, n->v[i]->text);
	}
	return true;
}

static bool read_op(const struct ck_yaml_file *f, const struct ck_yaml *n, bool inner, struct ck_pattern_op *op, struct ck_arena *a)
{
	static const char *const inner_keys[] = { "as", "op", "in", "w", "state", "attr", NULL };
	static const char *const result_keys[] = { "op", "in", "w", "state", "out", "attr", NULL };
	if (!ck_yaml_keys(f, n, inner ? inner_keys : result_keys))
		return false;
	const struct ck_yaml *as = ck_yaml_get(n, "as"), *kind = ck_yaml_get(n, "op"), *attr = ck_yaml_get(n, "attr");
	if (!kind || kind->type != CK_YAML_SCALAR || (inner && (!as || as->type != CK_YAML_SCALAR)))
		return ck_yaml_error(f, n, inner ? "'as' and 'op' expected" : "'op' expected");
	if (!ck_op_kind(kind->text))
		return ck_yaml_error(f, kind, "unknown op '%s'", kind->text);
	op->as = as ? as->text : "";
	op->op = kind->text;
	if (!read_names(f, ck_yaml_get(n, "in"), &op->in, a) || !read_names(f, ck_yaml_get(n, "w"), &op->w, a) ||
		!read_names(f, ck_yaml_get(n, "state"), &op->state, a) || !read_names(f, ck_yaml_get(n, "out"), &op->out, a))
		return false;
	const struct ck_op_kind *k = ck_op_kind(op->op);
	if (op->in.n > (size_t)(k->first[CK_ROLE_W] - k->first[CK_ROLE_IN]) || op->w.n > (size_t)(k->first[CK_ROLE_STATE] - k->first[CK_ROLE_W]) ||
		op->state.n > (size_t)(k->first[CK_ROLE_OUT] - k->first[CK_ROLE_STATE]))
		return ck_yaml_error(f, n, "more operands than %s has", k->name);
	if (attr && attr->type != CK_YAML_MAP)
		return ck_yaml_error(f, attr, "a map expected");
	for (size_t i = 0; attr && i < attr->n; i++) {
		if (attr->v[i]->type != CK_YAML_SCALAR)
			return ck_yaml_error(f, attr->v[i], "text or a $variable expected");
		if (ck_op_attr(k, attr->key[i]->text) < 0)
			return ck_yaml_error(f, attr->key[i], "%s has no attribute '%s'", op->op, attr->key[i]->text);
		CK_PUSH(a, &op->attr, (struct ck_attr){ attr->key[i]->text, { .type = CK_STR, .s = attr->v[i]->text } });
	}
	return true;
}

bool ck_pattern_read(struct ck_pattern *p, const char *path, struct ck_arena *a)
{
	static const char *const keys[] = { "id", "modes", "ops", "replace", NULL };
	struct ck_yaml_file f;
	*p = (struct ck_pattern){ 0 };
	if (!ck_yaml_read(&f, path, a) || !ck_yaml_keys(&f, f.root, keys))
		return false;
	const struct ck_yaml *id = ck_yaml_get(f.root, "id"), *ops = ck_yaml_get(f.root, "ops"), *by = ck_yaml_get(f.root, "replace");
	if (!id || id->type != CK_YAML_SCALAR || !ops || ops->type != CK_YAML_LIST || !ops->n || !by)
		return ck_yaml_error(&f, f.root, "'id', 'ops' and 'replace' expected");
	if (!*id->text || id->text[strspn(id->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")])
		return ck_yaml_error(&f, id, "'%s' is not letters, digits, _, - and .", id->text);
	if (ops->n > CK_PATTERN_OPS)
		return ck_yaml_error(&f, ops, "more than %d ops", CK_PATTERN_OPS);
	p->id = id->text;
	for (size_t i = 0; i < ops->n; i++)
		if (!read_op(&f, ops->v[i], true, &p->op[p->nops++], a))
			return false;
	return read_names(&f, ck_yaml_get(f.root, "modes"), &p->modes, a) && read_op(&f, by, false, &p->replace, a);
}

bool ck_patterns_read(struct ck_pattern_list *list, const char *folder, struct ck_arena *a)
{
	struct ck_strs files = { 0 };
	if (!ck_files_in(folder, ".yaml", &files, a))
		return false;
	list->n = files.n;
	list->v = ck_allocn(a, files.n, sizeof *list->v);
	for (size_t i = 0; i < files.n; i++)
		if (!ck_pattern_read(&list->v[i], ck_printf(a, "%s/%s", folder, files.v[i]), a))
			return false;
	return true;
}

/* One match being tried: which op each pattern op is, what each variable is. */
struct match {
	const struct ck_pattern *p;
	const struct ck_graph *g;
	const struct ck_section *section;
	const int *writer, *readers;     /* by value: index of the op in the section or -1; number of reading operands */
	int op[CK_PATTERN_OPS];
	struct { const char *name; const char *id; struct ck_val val; } var[32];
	int nvars;
};

static bool bind(struct match *m, const char *var, const char *id, const struct ck_val *val)
{
	for (int i = 0; i < m->nvars; i++)
		if (!strcmp(m->var[i].name, var))
			return id ? m->var[i].id && !strcmp(m->var[i].id, id)
			          : m->var[i].val.type == CK_STR && val->type == CK_STR && !strcmp(m->var[i].val.s, val->s);
	if (m->nvars == (int)(sizeof m->var / sizeof *m->var))
		return false;
	m->var[m->nvars].name = var;
	m->var[m->nvars].id = id;
	m->var[m->nvars].val = val ? *val : (struct ck_val){ 0 };
	m->nvars++;
	return true;
}

static bool same_text(const struct ck_val *v, const char *text)
{
	return v->type == CK_STR && !strcmp(v->s, text);
}

static bool match_attrs(struct match *m, const struct ck_pattern_op *p, const struct ck_op *op)
{
	for (size_t i = 0; i < op->attr.n; i++) {
		const struct ck_attr *want = NULL;
		for (size_t j = 0; j < p->attr.n; j++)
			if (!strcmp(p->attr.v[j].name, op->attr.v[i].name))
				want = &p->attr.v[j];
		if (!want)
			return false;
		if (*want->val.s == '$' ? !bind(m, want->val.s, NULL, &op->attr.v[i].val) : !same_text(&op->attr.v[i].val, want->val.s))
			return false;
	}
	return true;
}

static bool match_op(struct match *m, int which, int at);

static bool match_inputs(struct match *m, const struct ck_pattern_op *p, const struct ck_op *op)
{
	for (size_t i = 0; i < op->in.n || i < p->in.n; i++) {
		const char *id = i < op->in.n ? op->in.v[i] : "", *want = i < p->in.n ? p->in.v[i] : "";
		if (*want == '$') {
			if (!*id || !bind(m, want, id, NULL))
				return false;
			continue;
		}
		if (!*want && !*id)
			continue;
		int inner = 0;
		while (inner < m->p->nops && strcmp(m->p->op[inner].as, want))
			inner++;
		int value = *id ? ck_names_get(&m->g->value, id) : -1;
		if (inner == m->p->nops || value < 0 || m->writer[value] < 0 || m->readers[value] != 1)
			return false;
		const struct ck_value *v = &m->g->program->values.v[value];
		if (*v->io || *v->observe || !match_op(m, inner, m->writer[value]))
			return false;
	}
	return true;
}

static bool match_op(struct match *m, int which, int at)
{
	const struct ck_pattern_op *p = &m->p->op[which];
	const struct ck_op *op = &m->section->ops.v[at];
	if (m->op[which] >= 0)
		return m->op[which] == at;
	if (m->p->nops == 1 && !strcmp(op->pattern, m->p->id))
		return false; /* made by this pattern: to replace one by one again would have no end */
	if (strcmp(p->op, op->op) || op->out.n > 1 || op->state.n != p->state.n || op->w.n != p->w.n)
		return false;
	m->op[which] = at;
	for (size_t i = 0; i < p->state.n; i++)
		if (!bind(m, p->state.v[i], op->state.v[i], NULL))
			return false;
	for (size_t i = 0; i < p->w.n; i++)
		if (!bind(m, p->w.v[i], op->w.v[i], NULL))
			return false;
	return match_attrs(m, p, op) && match_inputs(m, p, op);
}

/* Ops of the pattern that no value leads to, but an effect: the nearest one before the last op that fits. */
static bool match_effects(struct match *m)
{
	int last = m->op[m->p->nops - 1];
	for (int j = 0; j < m->p->nops; j++)
		for (int at = last - 1; at >= 0 && m->op[j] < 0; at--) {
			struct match before = *m;
			if (m->section->ops.v[at].out.n || !match_op(m, j, at))
				*m = before;
		}
	for (int j = 0; j < m->p->nops; j++)
		if (m->op[j] < 0)
			return false;
	return true;
}

static bool lists(const struct ck_strs *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return true;
	return false;
}

/* What the ops replaced did to a state that the result does not name, nobody else sees. */
static bool states_unseen(const struct match *m, const struct ck_op *result)
{
	for (int i = 0; i < m->g->nops; i++) {
		bool ours = false;
		for (int j = 0; j < m->p->nops; j++)
			ours |= m->g->op[i] == &m->section->ops.v[m->op[j]];
		for (size_t k = 0; !ours && k < m->g->op[i]->state.n; k++)
			for (int j = 0; j < m->p->nops; j++)
				if (lists(&m->section->ops.v[m->op[j]].state, m->g->op[i]->state.v[k]) &&
					!lists(&result->state, m->g->op[i]->state.v[k]))
					return false;
	}
	return true;
}

static const char *value_of(const struct match *m, const char *var)
{
	for (int i = 0; i < m->nvars; i++)
		if (!strcmp(m->var[i].name, var))
			return m->var[i].id ? m->var[i].id : "";
	return "";
}

static struct ck_op fused_op(const struct match *m, struct ck_arena *a)
{
	const struct ck_pattern *p = m->p;
	const struct ck_op *last = &m->section->ops.v[m->op[p->nops - 1]];
	struct ck_op op = { .id = last->id, .op = p->replace.op, .out = last->out, .pattern = p->id, .backward = last->backward,
		.kernel = "", .axis = "", .reduce = "", .loc = last->loc };
	for (size_t i = 0; i < p->replace.in.n; i++)
		CK_PUSH(a, &op.in, value_of(m, p->replace.in.v[i]));
	for (size_t i = 0; i < p->replace.w.n; i++)
		CK_PUSH(a, &op.w, value_of(m, p->replace.w.v[i]));
	for (size_t i = 0; i < p->replace.state.n; i++)
		CK_PUSH(a, &op.state, value_of(m, p->replace.state.v[i]));
	if (p->replace.out.n) {
		op.out = (struct ck_strs){ 0 };
		CK_PUSH(a, &op.out, last->out.v[0]);
	}
	for (size_t i = 0; i < p->replace.out.n; i++)
		CK_PUSH(a, &op.out, ck_printf(a, "%s.%s", last->id, p->replace.out.v[i]));
	for (size_t i = 0; i < p->replace.attr.n; i++) {
		struct ck_attr attr = p->replace.attr.v[i];
		const char *var = p->replace.attr.v[i].val.s;
		bool bound = *var != '$';
		for (int v = 0; v < m->nvars; v++)
			if (!strcmp(m->var[v].name, var)) {
				attr.val = m->var[v].val;
				bound = true;
			}
		if (bound)
			CK_PUSH(a, &op.attr, attr);
	}
	for (size_t i = 0; i < m->section->ops.n; i++)
		for (int j = 0; j < p->nops; j++)
			if (m->op[j] == (int)i) {
				const struct ck_op *old = &m->section->ops.v[i];
				for (size_t k = 0; k < old->fused.n; k++)
					CK_PUSH(a, &op.fused, old->fused.v[k]);
				if (!old->fused.n)
					CK_PUSH(a, &op.fused, old->id);
			}
	return op;
}

/* Whether the op is one, by its contract: a pattern is data and may say what is none. */
static bool is_op(const struct match *m, const struct ck_op *op, struct ck_op_binding *b, struct ck_arena *a)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	struct ck_tensor_type types[CK_OP_OPERANDS];
	const char *why;
	const struct ck_strs *names[] = { &op->in, &op->w, &op->state, &op->out };
	for (int role = 0; role < CK_ROLES; role++)
		if (names[role]->n > (size_t)(k->first[role + 1] - k->first[role]))
			return false;
	ck_graph_operands(m->g, op, k, types);
	return ck_op_bind(k, types, &m->g->dims, b, &why, a) && ck_op_check_attrs(k, &op->attr, &why, a);
}

static bool has_kernel(const struct match *m, const struct ck_op *op, struct ck_op_binding *b, const struct ck_want *want,
	struct ck_arena *a)
{
	if (!is_op(m, op, b, a))
		return false;
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++)
		if (ck_kernel_fits(*k, m->g, op, b, want))
			return true;
	return false;
}

/* Values of the outputs that the last op lacks, behind its own. */
static bool add_outputs(const struct ck_op *op, const struct ck_op_binding *b, struct ck_value_list *values, struct ck_arena *a)
{
	struct ck_value_list out = { 0 };
	for (size_t i = 0; i < values->n; i++) {
		CK_PUSH(a, &out, values->v[i]);
		for (size_t j = 1; j < op->out.n && !strcmp(values->v[i].id, op->out.v[0]); j++) {
			int operand = b->kind->first[CK_ROLE_OUT] + (int)j;
			struct ck_value v = { .id = op->out.v[j], .dtype = b->kind->operand[operand].dtype, .io = "", .below = "", .observe = "" };
			const char *why;
			if (!*v.dtype || !ck_op_infer(b, operand, &v.shape, &why, a))
				return false;
			CK_PUSH(a, &out, v);
		}
	}
	*values = out;
	return true;
}

static void replace(const struct match *m, struct ck_section *s, const struct ck_op *op, struct ck_program *program)
{
	int last = m->op[m->p->nops - 1];
	size_t n = 0;
	for (size_t i = 0; i < s->ops.n; i++) {
		bool gone = false;
		for (int j = 0; j < m->p->nops; j++)
			gone |= m->op[j] == (int)i && (int)i != last;
		if (gone) {
			const char *value = s->ops.v[i].out.n ? s->ops.v[i].out.v[0] : "";
			size_t k = 0;
			for (size_t v = 0; v < program->values.n; v++)
				if (strcmp(program->values.v[v].id, value))
					program->values.v[k++] = program->values.v[v];
			program->values.n = k;
			continue;
		}
		s->ops.v[n++] = (int)i == last ? *op : s->ops.v[i];
	}
	s->ops.n = n;
}

/* Tries every op of a section as the result. True after one replacement: names and counts are stale then. */
static bool apply_once(const struct ck_pattern *p, struct ck_graph *g, struct ck_section *s, const int *readers,
	const struct ck_want *want, struct ck_arena *a)
{
	int *writer = ck_allocn(a, g->program->values.n, sizeof *writer);
	for (size_t i = 0; i < g->program->values.n; i++)
		writer[i] = -1;
	for (size_t i = 0; i < s->ops.n; i++)
		for (size_t j = 0; j < s->ops.v[i].out.n; j++)
			writer[ck_names_get(&g->value, s->ops.v[i].out.v[j])] = (int)i;
	for (size_t i = 0; i < s->ops.n; i++) {
		struct match m = { .p = p, .g = g, .section = s, .writer = writer, .readers = readers };
		memset(m.op, -1, sizeof m.op);
		if (s->ops.v[i].out.n != 1 || !match_op(&m, p->nops - 1, (int)i) || !match_effects(&m))
			continue;
		struct ck_op op = fused_op(&m, a);
		struct ck_op_binding b;
		if (!states_unseen(&m, &op) || !has_kernel(&m, &op, &b, want, a) || !add_outputs(&op, &b, &g->program->values, a))
			continue;
		replace(&m, s, &op, g->program);
		return true;
	}
	return false;
}

bool ck_pattern_names(const struct ck_pattern *p, const char *program)
{
	return lists(&p->modes, program);
}

int ck_pattern_apply(const struct ck_pattern *p, struct ck_artifact *art, struct ck_program *program,
	const struct ck_want *want, struct ck_arena *a)
{
	int count = 0;
	bool wanted = !p->modes.n || ck_pattern_names(p, program->id);
	for (size_t s = 0; wanted && s < program->sections.n;) {
		struct ck_graph g;
		ck_graph_init(&g, art, program, a);
		int *readers = ck_allocn(a, program->values.n, sizeof *readers);
		for (int i = 0; i < g.nops; i++)
			for (size_t j = 0; j < g.op[i]->in.n; j++)
				if (*g.op[i]->in.v[j])
					readers[ck_names_get(&g.value, g.op[i]->in.v[j])]++;
		if (apply_once(p, &g, &program->sections.v[s], readers, want, a))
			count++;
		else
			s++;
	}
	return count;
}
