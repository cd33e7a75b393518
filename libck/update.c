#include "update.h"

#include <string.h>

#include "diag.h"
#include "names.h"
#include "newop.h"

/* Pieces of each gradient whose squares are summed apart: as many threads can share a sum. Part of the result, for a sum's order
 * is. */
#define PIECES "64"

struct update {
	struct ck_artifact *art;
	const struct ck_grad_options *o;
	struct ck_program *program;
	bool sgd;
	struct ck_section norm;
	const char *squares;      /* the sums so far; "": none yet */
	struct ck_arena *a;
};

static const char *add_state(struct update *u, const struct ck_weight *w, const char *kind, const char *suffix)
{
	struct ck_state s = { .id = ck_printf(u->a, "%s.%s", w->id, suffix), .kind = kind, .dtype = "f32", .shape = w->shape,
		.undo = "snapshot", .loc = w->loc };
	CK_PUSH(u->a, &u->art->states, s);
	return s.id;
}

static struct ck_attr real(const char *name, double x)
{
	return (struct ck_attr){ name, { .type = CK_F32, .f = (float)x } };
}

/* Only matrices decay: norms and biases are no weights of a sum that a smaller one could replace. */
static double decay_of(const struct update *u, const struct ck_weight *w)
{
	return w->shape.n > 1 ? u->o->decay : 0;
}

/* The squares of one more gradient, added to those before. */
static void add_squares(struct update *u, const struct ck_weight *w, const char *gradient)
{
	struct ck_op op = ck_new_op(ck_printf(u->a, "%s.squares", w->id), "square_sum", "", w->loc);
	if (*u->squares)
		CK_PUSH(u->a, &op.in, u->squares);
	CK_PUSH(u->a, &op.state, gradient);
	CK_PUSH(u->a, &op.out, op.id);
	CK_PUSH(u->a, &u->program->values, ck_new_value(op.id, "f64", PIECES, "", u->a));
	CK_PUSH(u->a, &u->norm.ops, op);
	u->squares = op.id;
}

static void add_clip(struct update *u)
{
	struct ck_op op = ck_new_op("norm", "clip_scale", "", u->norm.ops.v[u->norm.ops.n - 1].loc);
	CK_PUSH(u->a, &op.in, u->squares);
	CK_PUSH(u->a, &op.in, "clip");
	CK_PUSH(u->a, &op.out, "norm");
	CK_PUSH(u->a, &op.out, "norm.scale");
	CK_PUSH(u->a, &u->program->values, ck_new_value("norm", "f32", "1", "output", u->a));
	CK_PUSH(u->a, &u->program->values, ck_new_value("norm.scale", "f32", "1", "", u->a));
	CK_PUSH(u->a, &u->norm.ops, op);
}

static struct ck_op adamw(struct update *u, const struct ck_weight *w, const char *gradient)
{
	struct ck_op op = ck_new_op(ck_printf(u->a, "%s.adamw", w->id), "adamw", "", w->loc);
	CK_PUSH(u->a, &op.in, "step");
	CK_PUSH(u->a, &op.in, "lr");
	CK_PUSH(u->a, &op.state, gradient);
	CK_PUSH(u->a, &op.state, add_state(u, w, "optimizer", "m"));
	CK_PUSH(u->a, &op.state, add_state(u, w, "optimizer", "v"));
	CK_PUSH(u->a, &op.attr, real("beta1", u->o->beta1));
	CK_PUSH(u->a, &op.attr, real("beta2", u->o->beta2));
	CK_PUSH(u->a, &op.attr, real("eps", u->o->eps));
	CK_PUSH(u->a, &op.attr, real("decay", decay_of(u, w)));
	return op;
}

static struct ck_op sgd(struct update *u, const struct ck_weight *w, const char *gradient)
{
	struct ck_op op = ck_new_op(ck_printf(u->a, "%s.sgd", w->id), "sgd", "", w->loc);
	CK_PUSH(u->a, &op.in, "lr");
	CK_PUSH(u->a, &op.state, gradient);
	if (u->o->momentum > 0)
		CK_PUSH(u->a, &op.state, add_state(u, w, "optimizer", "m"));
	CK_PUSH(u->a, &op.attr, real("momentum", u->o->momentum));
	CK_PUSH(u->a, &op.attr, real("decay", decay_of(u, w)));
	return op;
}

static void add_weight(struct update *u, const struct ck_weight *w, struct ck_op_list *updates, struct ck_op_list *zeros)
{
	const char *gradient = add_state(u, w, "gradient", "grad");
	struct ck_op rescale = ck_new_op(ck_printf(u->a, "%s.clip", w->id), "rescale", "", w->loc);
	struct ck_op step = u->sgd ? sgd(u, w, gradient) : adamw(u, w, gradient);
	struct ck_op zero = ck_new_op(ck_printf(u->a, "%s.zero", w->id), "zero", "", w->loc);
	add_squares(u, w, gradient);
	CK_PUSH(u->a, &rescale.in, "norm.scale");
	CK_PUSH(u->a, &rescale.state, gradient);
	CK_PUSH(u->a, &step.w, w->id);
	CK_PUSH(u->a, &zero.state, gradient);
	CK_PUSH(u->a, updates, rescale);
	CK_PUSH(u->a, updates, step);
	CK_PUSH(u->a, zeros, zero);
}

static void add_inputs(struct update *u)
{
	struct ck_value step = ck_new_value("step", "i32", "1", "input", u->a);
	step.least = 1;
	if (!u->sgd)
		CK_PUSH(u->a, &u->program->values, step);
	CK_PUSH(u->a, &u->program->values, ck_new_value("lr", "f32", "1", "input", u->a));
	CK_PUSH(u->a, &u->program->values, ck_new_value("clip", "f32", "1", "input", u->a));
}

/* Sections as in the forward pass, behind that of the norm: a weight is updated where it is first used. */
static struct ck_section_list make_sections(struct update *u, const struct ck_program *train, const bool *trained)
{
	bool *done = ck_allocn(u->a, u->art->weights.n, sizeof *done);
	struct ck_names weights = { 0 };
	struct ck_section_list list = { 0 };
	for (size_t i = 0; i < u->art->weights.n; i++)
		ck_names_put(&weights, u->art->weights.v[i].id, (int)i, u->a);
	for (size_t i = 0; i < train->sections.n; i++) {
		const struct ck_section *s = &train->sections.v[i];
		struct ck_section section = { .id = s->id };
		struct ck_op_list zeros = { 0 };
		for (size_t j = 0; j < s->ops.n; j++)
			for (size_t k = 0; k < s->ops.v[j].w.n; k++) {
				int w = ck_names_get(&weights, s->ops.v[j].w.v[k]);
				if (w < 0 || !trained[w] || done[w])
					continue;
				done[w] = true;
				add_weight(u, &u->art->weights.v[w], &section.ops, &zeros);
			}
		for (size_t j = 0; j < zeros.n; j++)
			CK_PUSH(u->a, &section.ops, zeros.v[j]);
		if (section.ops.n)
			CK_PUSH(u->a, &list, section);
	}
	return list;
}

bool ck_update_add(struct ck_artifact *art, const struct ck_program *train, const bool *trained, const struct ck_grad_options *o,
	struct ck_arena *a)
{
	struct ck_program p = { .id = "update" };
	const char *optimizer = o->optimizer ? o->optimizer : "adamw";
	struct update u = { .art = art, .o = o, .program = &p, .sgd = !strcmp(optimizer, "sgd"), .norm = { .id = "norm" }, .squares = "",
		.a = a };
	if (!u.sgd && strcmp(optimizer, "adamw"))
		return ck_error(NULL, "no optimizer '%s': adamw or sgd", optimizer);
	if (!u.sgd && ((float)o->beta1 >= 1 || (float)o->beta2 >= 1))
		return ck_error(NULL, "beta1 and beta2 must be below 1 in F32");
	for (size_t i = 0; i < train->bounds.n; i++)
		CK_PUSH(a, &p.bounds, train->bounds.v[i]);
	add_inputs(&u);
	struct ck_section_list list = make_sections(&u, train, trained);
	add_clip(&u);
	CK_PUSH(a, &p.sections, u.norm);
	for (size_t i = 0; i < list.n; i++)
		CK_PUSH(a, &p.sections, list.v[i]);
	CK_PUSH(a, &art->programs, p);
	return true;
}
