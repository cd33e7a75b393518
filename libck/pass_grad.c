/* Training: a program `train` (forward, loss, backward of one micro-batch, its gradients added to what is there), a program
 * `eval` (forward and loss alone) and a program `update` (update.h).
 *
 * The backward is made from rules, one per kind of op (gradient.h). It walks the forward ops back to front. When it comes to
 * the op that made a value, all contributions to the value's gradient are there: they are added, in the order in which they
 * came. A weight's contributions go one by one into its gradient, a state, so that one weight may have many uses. */
#include <string.h>

#include "bind.h"
#include "datadir.h"
#include "diag.h"
#include "gradient.h"
#include "graph.h"
#include "newop.h"
#include "passes.h"
#include "pattern.h"
#include "unroll.h"
#include "update.h"

static const char TRAIN[] = "train", EVAL[] = "eval", TARGETS[] = "targets", LOSS[] = "loss", SEED[] = "loss.d";

struct grad {
	struct ck_artifact *art;
	const struct ck_grad_options *o;
	struct ck_gradient_list rules;
	struct ck_program *program;
	struct ck_graph g;                /* of the forward ops */
	bool *wanted;                     /* by value: depends on a weight that is trained */
	struct ck_strs *parts;            /* by value: contributions to its gradient */
	bool *trained;                    /* by weight */
	struct ck_value_list values;      /* of the backward */
	struct ck_op_list ops;            /* of the section being made */
	struct ck_arena *a;
};

static bool bind_header(struct grad *t)
{
	const struct ck_grad_options *o = t->o;
	int64_t trained = ck_trained_context(t->art), rows;
	if (o->seq > trained)
		ck_warning(NULL, "sequences of %lld: the model was trained for %lld", (long long)o->seq, (long long)trained);
	if (__builtin_mul_overflow(o->batch, o->seq, &rows) || rows > INT32_MAX)
		return ck_error(NULL, "%lld sequences of %lld: too many rows", (long long)o->batch, (long long)o->seq);
	t->art->kv = "f32";
	return ck_bind_target(t->art, o->target, "exact", t->a) &&
	       ck_bind_context(t->art, o->seq, o->batch, "option:--seq", "option:--batch");
}

static struct ck_program new_program(const struct grad *t, const char *id)
{
	struct ck_program p = { .id = id };
	CK_PUSH(t->a, &p.bounds, (struct ck_bound){ "T", t->o->batch * t->o->seq });
	CK_PUSH(t->a, &p.bounds, (struct ck_bound){ "O", t->o->batch * t->o->seq });
	return p;
}

/* Patterns that name the program: what it needs otherwise than inference has it. */
static bool apply_patterns(struct grad *t)
{
	struct ck_pattern_list patterns = { 0 };
	const char *features = "";
	if (!ck_patterns_read(&patterns, ck_datadir(t->o->patterns, "templates/fusion", t->a), t->a))
		return false;
	for (size_t i = 0; i < t->art->target.features.n; i++)
		features = ck_printf(t->a, "%s %s", features, t->art->target.features.v[i]);
	struct ck_want want = { features, TRAIN, false };
	for (size_t i = 0; i < patterns.n; i++)
		if (ck_pattern_names(&patterns.v[i], TRAIN))
			ck_pattern_apply(&patterns.v[i], t->art, t->program, &want, t->a);
	return true;
}

static void add_inputs(struct grad *t, struct ck_value_list inputs)
{
	for (size_t i = 0; i < t->program->values.n; i++)
		CK_PUSH(t->a, &inputs, t->program->values.v[i]);
	t->program->values = inputs;
}

/* Template line of the op that makes a value. */
static const char *loc_of(const struct ck_program *p, const char *id)
{
	for (size_t i = 0; i < p->sections.n; i++)
		for (size_t j = 0; j < p->sections.v[i].ops.n; j++)
			for (size_t k = 0; k < p->sections.v[i].ops.v[j].out.n; k++)
				if (!strcmp(p->sections.v[i].ops.v[j].out.v[k], id))
					return p->sections.v[i].ops.v[j].loc;
	return "";
}

/* The mean over rows of the cross-entropy between the program's only output and an input of targets, -1: no target. */
static bool add_loss(struct grad *t)
{
	struct ck_program *p = t->program;
	struct ck_value *logits = NULL;
	for (size_t i = 0; i < p->values.n; i++) {
		if (strcmp(p->values.v[i].io, "output"))
			continue;
		if (logits)
			return ck_error(NULL, "%s and %s are outputs: a loss is of one", logits->id, p->values.v[i].id);
		logits = &p->values.v[i];
	}
	if (!logits || logits->shape.n != 2 || strcmp(logits->dtype, "f32"))
		return ck_error(NULL, "the model has no output of one row of logits for each row");
	const char *x = logits->id, *rows = logits->shape.v[0], *vocab = logits->shape.v[1];
	const char *loc = loc_of(p, x);
	logits->io = "";

	struct ck_op nll = ck_new_op("loss.rows", "cross_entropy", "", loc), mean = ck_new_op(LOSS, "masked_mean", "", loc);
	CK_PUSH(t->a, &nll.in, x);
	CK_PUSH(t->a, &nll.in, TARGETS);
	CK_PUSH(t->a, &nll.out, "loss.nll");
	CK_PUSH(t->a, &nll.out, "loss.lse");
	CK_PUSH(t->a, &mean.in, "loss.nll");
	CK_PUSH(t->a, &mean.in, TARGETS);
	CK_PUSH(t->a, &mean.out, LOSS);
	struct ck_section section = { .id = LOSS };
	CK_PUSH(t->a, &section.ops, nll);
	CK_PUSH(t->a, &section.ops, mean);
	CK_PUSH(t->a, &p->sections, section);
	CK_PUSH(t->a, &p->values, ck_new_value("loss.nll", "f32", rows, "", t->a));
	CK_PUSH(t->a, &p->values, ck_new_value("loss.lse", "f32", rows, "", t->a));
	CK_PUSH(t->a, &p->values, ck_new_value(LOSS, "f32", "1", "output", t->a));

	struct ck_value_list inputs = { 0 };
	struct ck_value target = ck_new_value(TARGETS, "i32", rows, "input", t->a);
	target.below = vocab;
	target.least = -1;
	CK_PUSH(t->a, &inputs, target);
	add_inputs(t, inputs);
	return true;
}

/* Index of a value, or of a weight, that an operand of an op names; -1: left out. */
static int value_at(const struct grad *t, const struct ck_op *op, const struct ck_op_kind *k, int operand)
{
	return ck_names_get(&t->g.value, ck_op_operand_name(op, k, operand));
}

static int weight_at(const struct grad *t, const struct ck_op *op, const struct ck_op_kind *k, int operand)
{
	return ck_names_get(&t->g.weight, ck_op_operand_name(op, k, operand));
}

/* Whether the gradient of an operand is of use. */
static bool operand_wanted(const struct grad *t, const struct ck_op *op, const struct ck_op_kind *k, int operand)
{
	if (k->operand[operand].role == CK_ROLE_W)
		return weight_at(t, op, k, operand) >= 0;
	int at = value_at(t, op, k, operand);
	return at >= 0 && t->wanted[at];
}

static bool step_wanted(const struct grad *t, const struct ck_op *op, const struct ck_gradient *rule, const struct ck_gradient_step *s)
{
	bool wanted = false;
	for (size_t i = 0; i < s->out.n; i++)
		wanted |= operand_wanted(t, op, rule->op, (int)s->out.v[i]);
	return wanted;
}

/* Which values have a gradient, front to back. */
static bool find_wanted(struct grad *t)
{
	for (int i = 0; i < t->g.nops; i++) {
		const struct ck_op *op = t->g.op[i];
		const struct ck_op_kind *k = ck_op_kind(op->op);
		const struct ck_gradient *rule = ck_gradient_of(&t->rules, op->op);
		bool wanted = op->state.n > 0;
		for (int j = 0; j < k->first[CK_ROLE_STATE]; j++)
			wanted |= operand_wanted(t, op, k, j);
		if (wanted && !rule) {
			ck_error(op->loc, "%s: there is no gradient rule for %s", op->id, op->op);
			ck_note(NULL, "ck.gradient(5) says how to write one");
			return false;
		}
		wanted = false;
		for (int s = 0; rule && s < rule->nsteps; s++)
			wanted |= step_wanted(t, op, rule, &rule->step[s]);
		for (int j = k->first[CK_ROLE_OUT]; wanted && j < k->noperands; j++) {
			int at = value_at(t, op, k, j);
			if (at >= 0)
				t->wanted[at] = true;
		}
	}
	return true;
}

static void contribute(struct grad *t, const struct ck_op *op, const struct ck_op_kind *k, int operand, const char *from)
{
	if (k->operand[operand].role != CK_ROLE_W) {
		CK_PUSH(t->a, &t->parts[value_at(t, op, k, operand)], from);
		return;
	}
	int w = weight_at(t, op, k, operand);
	struct ck_op sum = ck_new_op(ck_printf(t->a, "%s.sum", from), "accumulate", op->id, op->loc);
	t->trained[w] = true;
	CK_PUSH(t->a, &sum.in, from);
	CK_PUSH(t->a, &sum.state, ck_printf(t->a, "%s.grad", t->art->weights.v[w].id));
	CK_PUSH(t->a, &t->ops, sum);
}

/* The gradient of a value: its contributions, added in the order in which they came. "": it has none. */
static const char *gradient_of(struct grad *t, const struct ck_op *op, int at)
{
	const struct ck_strs *parts = &t->parts[at];
	const struct ck_value *of = &t->program->values.v[at];
	const char *sum = parts->n ? parts->v[0] : "";
	for (size_t i = 1; i < parts->n; i++) {
		struct ck_value v = { .id = i + 1 < parts->n ? ck_printf(t->a, "%s.d.%zu", of->id, i) : ck_printf(t->a, "%s.d", of->id),
			.dtype = of->dtype, .shape = of->shape, .io = "", .below = "", .observe = "" };
		struct ck_op add = ck_new_op(v.id, "add", op->id, op->loc);
		CK_PUSH(t->a, &add.in, sum);
		CK_PUSH(t->a, &add.in, parts->v[i]);
		CK_PUSH(t->a, &add.out, v.id);
		CK_PUSH(t->a, &t->values, v);
		CK_PUSH(t->a, &t->ops, add);
		sum = v.id;
	}
	return sum;
}

/* The backward of one op being made. */
struct backward {
	const struct ck_op *op;
	const struct ck_gradient *rule;
	const char *gradient[CK_OP_OPERANDS]; /* by output's operand; NULL: there is none */
	const char *made[CK_GRADIENT_STEPS];  /* value of a step with `as`, once it was made */
};

static bool emit(struct grad *t, struct backward *b, int step);

static bool resolve(struct grad *t, struct backward *b, const struct ck_gradient_refs *refs, struct ck_strs *out)
{
	for (size_t i = 0; i < refs->n; i++) {
		int at = refs->v[i].at;
		if (refs->v[i].from == CK_FROM_STEP && !b->made[at] && !emit(t, b, at))
			return false;
		const char *name = refs->v[i].from == CK_FROM_GRADIENT ? b->gradient[at] :
			refs->v[i].from == CK_FROM_STEP ? b->made[at] : ck_op_operand_name(b->op, b->rule->op, at);
		if (!name)
			return ck_error(b->op->loc, "%s: the gradient rule of %s needs the gradient of an output that has none", b->op->id, b->op->op);
		CK_PUSH(t->a, out, name);
	}
	return true;
}

/* An output of a step: a gradient, which has its operand's shape, or a value had again, whose shape the contract gives. */
static bool add_value(struct grad *t, const struct backward *b, struct ck_op *op, int output, int operand, const char *id)
{
	const struct ck_op_kind *k = ck_op_kind(op->op);
	struct ck_tensor_type types[CK_OP_OPERANDS] = { { 0 } };
	struct ck_graph g = t->g;
	struct ck_value v = { .id = id, .dtype = k->operand[k->first[CK_ROLE_OUT] + output].dtype, .io = "", .below = "", .observe = "" };
	if (operand >= 0) {
		ck_graph_operands(&g, b->op, b->rule->op, types);
		v.shape = types[operand].shape;
	} else {
		struct ck_program all = *t->program;
		struct ck_op_binding binding;
		const char *why;
		for (size_t i = 0; i < t->values.n; i++)
			CK_PUSH(t->a, &all.values, t->values.v[i]);
		ck_graph_init(&g, t->art, &all, t->a);
		ck_graph_operands(&g, op, k, types);
		if (!ck_op_bind(k, types, &g.dims, &binding, &why, t->a) ||
			!ck_op_infer(&binding, k->first[CK_ROLE_OUT] + output, &v.shape, &why, t->a))
			return ck_error(op->loc, "%s: %s", op->id, why);
	}
	CK_PUSH(t->a, &op->out, id);
	CK_PUSH(t->a, &t->values, v);
	return true;
}

static void copy_attrs(struct grad *t, const struct backward *b, const struct ck_gradient_step *s, struct ck_op *op)
{
	const struct ck_op_kind *k = s->op;
	for (int i = 0; i < k->nattrs; i++)
		for (size_t j = 0; j < s->attr.n; j++)
			if (!strcmp(s->attr.v[j].name, k->attr[i].name))
				CK_PUSH(t->a, &op->attr, (struct ck_attr){ k->attr[i].name,
					ck_op_attr_value(b->rule->op, &b->op->attr, s->attr.v[j].val.s) });
}

static bool emit(struct grad *t, struct backward *b, int step)
{
	const struct ck_gradient_step *s = &b->rule->step[step];
	const struct ck_op_kind *k = b->rule->op;
	struct ck_strs in = { 0 }, w = { 0 };
	if (!resolve(t, b, &s->in, &in) || !resolve(t, b, &s->w, &w))
		return false;
	if (!s->op) {
		for (size_t i = 0; i < s->out.n; i++)
			if (operand_wanted(t, b->op, k, (int)s->out.v[i]))
				contribute(t, b->op, k, (int)s->out.v[i], in.v[0]);
		return true;
	}
	const char *id = *s->as ? ck_printf(t->a, "%s.%s", b->op->id, s->as) : ck_printf(t->a, "%s.d", b->op->id);
	for (size_t i = 0; i < s->out.n; i++)
		id = ck_printf(t->a, "%s%s", id, k->operand[s->out.v[i]].name);
	struct ck_op op = ck_new_op(id, s->op->name, b->op->id, b->op->loc);
	op.in = in;
	op.w = w;
	copy_attrs(t, b, s, &op);
	if (*s->as) {
		b->made[step] = id;
		if (!add_value(t, b, &op, 0, -1, id))
			return false;
	}
	for (size_t i = 0; i < s->out.n; i++)
		if (!add_value(t, b, &op, (int)i, (int)s->out.v[i], ck_printf(t->a, "%s.d%s", b->op->id, k->operand[s->out.v[i]].name)))
			return false;
	CK_PUSH(t->a, &t->ops, op);
	for (size_t i = 0; i < s->out.n; i++)
		if (operand_wanted(t, b->op, k, (int)s->out.v[i]))
			contribute(t, b->op, k, (int)s->out.v[i], op.out.v[i]);
	return true;
}

/* Every gradient that reaches the op is used by its rule. */
static bool check_used(const struct backward *b)
{
	for (int i = 0; i < CK_OP_OPERANDS; i++) {
		bool used = !b->gradient[i];
		for (int s = 0; s < b->rule->nsteps; s++)
			for (size_t j = 0; j < b->rule->step[s].in.n; j++)
				used |= b->rule->step[s].in.v[j].from == CK_FROM_GRADIENT && b->rule->step[s].in.v[j].at == i;
		if (!used)
			return ck_error(b->op->loc, "%s: the gradient rule of %s does not use the gradient of '%s'", b->op->id, b->op->op,
				b->rule->op->operand[i].name);
	}
	return true;
}

static bool backward_op(struct grad *t, const struct ck_op *op)
{
	struct backward b = { .op = op, .rule = ck_gradient_of(&t->rules, op->op) };
	bool any = false;
	for (int i = b.rule ? b.rule->op->first[CK_ROLE_OUT] : CK_OP_OPERANDS; b.rule && i < b.rule->op->noperands; i++) {
		int at = value_at(t, op, b.rule->op, i);
		const char *g = at >= 0 && t->wanted[at] ? gradient_of(t, op, at) : "";
		if (*g)
			b.gradient[i] = g;
		any |= *g != 0;
	}
	if (!any)
		return true;
	for (int s = 0; s < b.rule->nsteps; s++)
		if (step_wanted(t, op, b.rule, &b.rule->step[s]) && !emit(t, &b, s))
			return false;
	return check_used(&b);
}

static bool add_backward(struct grad *t)
{
	struct ck_section_list made = { 0 };
	struct ck_value_list inputs = { 0 };
	CK_PUSH(t->a, &inputs, ck_new_value(SEED, "f32", "1", "input", t->a));
	add_inputs(t, inputs);
	ck_graph_init(&t->g, t->art, t->program, t->a);
	t->wanted = ck_allocn(t->a, t->program->values.n, sizeof *t->wanted);
	t->parts = ck_allocn(t->a, t->program->values.n, sizeof *t->parts);
	t->trained = ck_allocn(t->a, t->art->weights.n, sizeof *t->trained);
	if (!find_wanted(t))
		return false;
	CK_PUSH(t->a, &t->parts[ck_names_get(&t->g.value, LOSS)], SEED);
	for (size_t i = t->program->sections.n; i-- > 0;) {
		const struct ck_section *s = &t->program->sections.v[i];
		t->ops = (struct ck_op_list){ 0 };
		for (size_t j = s->ops.n; j-- > 0;)
			if (!backward_op(t, &s->ops.v[j]))
				return false;
		if (t->ops.n)
			CK_PUSH(t->a, &made, (struct ck_section){ .id = ck_printf(t->a, "%s.backward", s->id), .ops = t->ops });
	}
	for (size_t i = 0; i < made.n; i++)
		CK_PUSH(t->a, &t->program->sections, made.v[i]);
	for (size_t i = 0; i < t->values.n; i++)
		CK_PUSH(t->a, &t->program->values, t->values.v[i]);
	return true;
}

static bool is_named(const struct grad *t, const char *id, bool state)
{
	for (int i = 0; i < t->g.nops; i++) {
		const struct ck_strs *names = state ? &t->g.op[i]->state : &t->g.op[i]->in;
		for (size_t j = 0; j < names->n; j++)
			if (!strcmp(names->v[j], id))
				return true;
	}
	return false;
}

/* Inputs that nothing reads any more, and states that no op names. */
static void drop_unused(struct grad *t)
{
	struct ck_value_list *v = &t->program->values;
	struct ck_state_list *s = &t->art->states;
	size_t nv = 0, ns = 0;
	ck_graph_init(&t->g, t->art, t->program, t->a);
	for (size_t i = 0; i < v->n; i++)
		if (strcmp(v->v[i].io, "input") || is_named(t, v->v[i].id, false))
			v->v[nv++] = v->v[i];
	for (size_t i = 0; i < s->n; i++)
		if (is_named(t, s->v[i].id, true))
			s->v[ns++] = s->v[i];
	v->n = nv;
	s->n = ns;
}

static bool check_trained(const struct grad *t)
{
	bool any = false;
	for (size_t i = 0; i < t->art->weights.n; i++) {
		const struct ck_weight *w = &t->art->weights.v[i];
		any |= t->trained[i];
		if (t->trained[i] && strcmp(w->dtype, "f32"))
			return ck_error(w->loc, "%s is %s: only F32 weights can be trained", w->id, w->dtype);
	}
	return any || ck_error(NULL, "no weight has a gradient");
}

/* As it stands: lists of its own, of the same ops and values. */
static struct ck_program copy_program(const struct ck_program *from, const char *id, struct ck_arena *a)
{
	struct ck_program p = { .id = id };
	for (size_t i = 0; i < from->bounds.n; i++)
		CK_PUSH(a, &p.bounds, from->bounds.v[i]);
	for (size_t i = 0; i < from->values.n; i++)
		CK_PUSH(a, &p.values, from->values.v[i]);
	for (size_t i = 0; i < from->sections.n; i++) {
		struct ck_section s = { .id = from->sections.v[i].id };
		for (size_t j = 0; j < from->sections.v[i].ops.n; j++)
			CK_PUSH(a, &s.ops, from->sections.v[i].ops.v[j]);
		CK_PUSH(a, &p.sections, s);
	}
	return p;
}

bool ck_pass_grad(struct ck_doc *doc, const struct ck_grad_options *o, struct ck_arena *a)
{
	struct grad t = { .art = doc->artifact, .o = o, .a = a };
	struct ck_program train;
	if (!ck_gradients_read(&t.rules, ck_datadir(o->rules, "templates/gradients", a), a) || !bind_header(&t)
		|| !ck_bind_dims(t.art) || !ck_bind_states(t.art))
		return false;
	train = new_program(&t, TRAIN);
	t.program = &train;
	ck_unroll(t.art, &train, a);
	if (!apply_patterns(&t) || !add_loss(&t))
		return false;
	drop_unused(&t);
	struct ck_program eval = copy_program(&train, EVAL, a);
	if (!add_backward(&t) || !check_trained(&t))
		return false;
	CK_PUSH(a, &t.art->programs, train);
	CK_PUSH(a, &t.art->programs, eval);
	return ck_update_add(t.art, &train, t.trained, o, a);
}
