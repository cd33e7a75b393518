#include "matrix.h"

#include <string.h>

#include "choose.h"
#include "datadir.h"
#include "dtype.h"
#include "pattern.h"
#include "target.h"
#include "template.h"

const char *const ck_matrix_program[CK_MATRIX_PROGRAMS] = { "prefill", "decode" };

/* Families */

static bool listed(const struct ck_strs *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return true;
	return false;
}

static void add(struct ck_strs *names, const char *name, struct ck_arena *a)
{
	if (!listed(names, name))
		CK_PUSH(a, names, name);
}

/* Whether an op may have a window: it is given, and not by a fact that is 0 for every model. */
static bool has_window(const struct ck_template *t, const struct ck_top *op)
{
	for (size_t i = 0; i < op->attr.n; i++) {
		if (strcmp(op->attr.v[i].name.s, "window"))
			continue;
		for (size_t j = 0; j < t->facts.n; j++) {
			const struct ck_tfact *f = &t->facts.v[j];
			if (!strcmp(f->name.s, op->attr.v[i].value.s) && f->value.s && !strcmp(f->value.s, "0"))
				return false;
		}
		return true;
	}
	return false;
}

/* Attention with a window becomes a ring (rings.h). */
static void add_block(struct ck_strs *names, const struct ck_template *t, const struct ck_tblock *b, struct ck_arena *a)
{
	for (size_t i = 0; i < b->ops.n; i++) {
		const struct ck_top *op = &b->ops.v[i];
		add(names, op->op.s, a);
		if (!strcmp(op->op.s, "attention") && has_window(t, op)) {
			add(names, "ring_attention", a);
			add(names, "ring_store", a);
		}
	}
}

/* What a pattern makes of ops that are all there. */
static void add_fused(struct ck_strs *names, const struct ck_pattern *p, struct ck_arena *a)
{
	for (int i = 0; i < p->nops; i++)
		if (!listed(names, p->op[i].op))
			return;
	if (!p->modes.n || ck_pattern_names(p, ck_matrix_program[0]) || ck_pattern_names(p, ck_matrix_program[1]))
		add(names, p->replace.op, a);
}

/* Lowering quantizes an input that the contract leaves open. */
static bool is_quantized(const struct ck_op_kind *k)
{
	for (int i = k->first[CK_ROLE_IN]; i < k->first[CK_ROLE_IN + 1]; i++)
		if (!*k->operand[i].dtype)
			return true;
	return false;
}

static bool add_family(struct ck_matrix *m, const char *templates, const char *name, const struct ck_pattern_list *patterns,
	struct ck_arena *a)
{
	struct ck_strs names = { 0 }, ops = { 0 };
	const struct ck_template *t = ck_template_find(templates, name, a);
	if (!t)
		return false;
	add_block(&names, t, &t->header, a);
	for (size_t i = 0; i < t->blocks.n; i++)
		add_block(&names, t, &t->blocks.v[i], a);
	add_block(&names, t, &t->footer, a);
	for (size_t i = 0; i < patterns->n; i++)
		add_fused(&names, &patterns->v[i], a);
	for (size_t i = 0; i < names.n; i++)
		if (ck_op_kind(names.v[i]) && is_quantized(ck_op_kind(names.v[i])))
			add(&names, "quantize", a);
	for (int i = 0; ck_op_kind_at(i); i++)
		if (listed(&names, ck_op_kind_at(i)->name))
			CK_PUSH(a, &ops, ck_op_kind_at(i)->name);
	CK_PUSH(a, &m->families, (struct ck_matrix_family){ name, ops });
	return true;
}

/* Kernels */

/* The types that tell an op's kernels apart; *first the first of them, "" where there is none. */
static const char *types_of(const struct ck_kernel *k, const struct ck_op_kind *kind, const char **first, struct ck_arena *a)
{
	const char *text = *first = "";
	for (int i = kind->first[CK_ROLE_W]; i < kind->noperands; i++) {
		const struct ck_operand *o = &kind->operand[i];
		if (*o->dtype)
			continue;
		const char *dtype = ck_kernel_dtype(k, o, a);
		*first = *text ? *first : dtype;
		text = ck_printf(a, "%s%s%s=%s", text, *text ? " " : "", o->name, dtype);
	}
	return text;
}

static void offer(struct ck_matrix_row *row, const struct ck_kernel *k, struct ck_arena *a)
{
	const struct ck_target_info *t;
	if (strcmp(k->numerics, "exact"))
		row->fast = row->fast ? ck_printf(a, "%s, %s", k->isa, row->fast) : ck_printf(a, "%s | %s", k->isa, k->modes);
	for (int i = 0; (t = ck_target_at(i)); i++)
		for (int p = 0; p < CK_MATRIX_PROGRAMS; p++) {
			const struct ck_want want = { t->features, ck_matrix_program[p], false };
			const struct ck_kernel **best = &row->kernel[i][p];
			if (ck_kernel_allowed(k, &want) && (!*best || ck_kernel_score(k, &want) > ck_kernel_score(*best, &want)))
				*best = k;
		}
}

/* Rows of an op whose first type is this. */
static void add_rows(struct ck_matrix *m, const struct ck_op_kind *kind, const char *dtype, struct ck_arena *a)
{
	size_t from = m->rows.n;
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++) {
		if (strcmp((*k)->op, kind->name))
			continue;
		const char *first, *types = types_of(*k, kind, &first, a);
		if (strcmp(first, dtype))
			continue;
		size_t at = from;
		while (at < m->rows.n && strcmp(m->rows.v[at].types, types))
			at++;
		if (at == m->rows.n)
			CK_PUSH(a, &m->rows, (struct ck_matrix_row){ .op = kind->name, .types = types });
		offer(&m->rows.v[at], *k, a);
	}
}

bool ck_matrix_make(struct ck_matrix *m, const char *templates, const char *patterns, struct ck_arena *a)
{
	struct ck_strs files = { 0 };
	struct ck_pattern_list list = { 0 };
	*m = (struct ck_matrix){ 0 };
	if (!ck_files_in(templates, ".yaml", &files, a) || !ck_patterns_read(&list, patterns, a))
		return false;
	for (size_t i = 0; i < files.n; i++)
		if (!add_family(m, templates, ck_strndup(a, files.v[i], strlen(files.v[i]) - 5), &list, a))
			return false;
	for (int i = 0; ck_op_kind_at(i); i++) {
		add_rows(m, ck_op_kind_at(i), "", a);
		for (int j = 0; ck_dtype_at(j); j++)
			add_rows(m, ck_op_kind_at(i), ck_dtype_at(j)->name, a);
	}
	return true;
}
