/* Weights and states of a template: the stored tensor of each, checked. */
#include <string.h>

#include "diag.h"
#include "extent.h"
#include "ir1_bind.h"
#include "layer.h"

static const struct ck_tweight *find(const struct ck_tweight_list *list, const char *name, size_t n)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strncmp(list->v[i].name.s, name, n) && !list->v[i].name.s[n])
			return &list->v[i];
	return NULL;
}

const struct ck_tweight *ck_ir1_weight(const struct ck_ir1 *b, const char *name, size_t n, bool *global)
{
	const struct ck_tweight *w = b->block ? find(&b->block->weights, name, n) : NULL;
	*global = !w;
	return w ? w : find(&b->t->weights, name, n);
}

int ck_ir1_tensor(struct ck_ir1 *b, const struct ck_tweight *w)
{
	bool outer = b->in_layer;
	int at = -1;
	b->in_layer = b->layer >= 0;
	for (size_t i = 0; i < w->gguf.n && at == -1; i++) {
		const char *name = ck_ir1_expand(b, &w->gguf.v[i]);
		at = name ? ck_names_get(&b->tensor, name) : -2;
	}
	b->in_layer = outer;
	return at;
}

static const char *numbers(const int64_t *v, size_t n, struct ck_arena *a)
{
	const char *s = "";
	for (size_t i = 0; i < n; i++)
		s = ck_printf(a, "%s%s%lld", s, i ? ", " : "", (long long)v[i]);
	return s;
}

/* What the template says the tensor, or the part of it, is. */
static bool check_shape(struct ck_ir1 *b, const struct ck_tweight *w, const struct ck_tensor *t, int at, int64_t *row)
{
	int64_t shape[8], rows = 1;
	size_t n = w->shape.n;
	if (!n || n > 8)
		return ck_template_error(b->t, &w->name, 0, "weight '%s' needs 1 to 8 dimensions", w->name.s);
	for (size_t i = 0; i < n; i++)
		if (!ck_ir1_int(b, &w->shape.v[i], 1, INT64_MAX, &shape[i]))
			return false;
	bool part = w->row.s, same = n == t->shape.n;
	for (size_t i = part && n ? 1 : 0; same && i < n; i++)
		same = shape[i] == t->shape.v[i];
	if (!same)
		return ck_template_error(b->t, &w->shape.v[0], 0, "weight '%s': tensor '%s' should be [%s], found [%s]", w->name.s,
			t->name, numbers(shape, n, b->a), numbers(t->shape.v, t->shape.n, b->a));
	if (part && !ck_ir1_int(b, &w->row, 0, INT64_MAX, row))
		return false;
	if (part && (*row > t->shape.v[0] || shape[0] > t->shape.v[0] - *row))
		return ck_template_error(b->t, &w->row, 0, "weight '%s': rows %lld to %lld, but tensor '%s' has %lld", w->name.s,
			(long long)*row, (long long)*row + (long long)shape[0] - 1, t->name, (long long)t->shape.v[0]);
	for (size_t i = 1; i + 1 < n; i++)
		if (__builtin_mul_overflow(rows, shape[i], &rows))
			return ck_template_error(b->t, &w->shape.v[0], 0, "weight '%s': too many rows", w->name.s);
	*row *= rows;
	b->used[at] += shape[0] < INT64_MAX - b->used[at] ? shape[0] : INT64_MAX - b->used[at];
	return true;
}

static struct ck_strs texts(struct ck_ir1 *b, const struct ck_texts *t)
{
	struct ck_strs out = { 0 };
	for (size_t i = 0; i < t->n; i++)
		CK_PUSH(b->a, &out, t->v[i].s);
	return out;
}

static bool missing(struct ck_ir1 *b, const struct ck_tweight *w)
{
	const char *name = w->gguf.n ? ck_ir1_expand(b, &w->gguf.v[0]) : "";
	const char *of = b->layer < 0 ? "" : ck_printf(b->a, " of layer %lld", (long long)b->layer);
	return name && ck_template_error(b->t, &w->name, 0, "weight '%s'%s: the model has no tensor '%s'", w->name.s, of, name);
}

/* The tensor that stands in beyond a context: there if the weight's own is. */
static bool bind_far(struct ck_ir1 *b, const struct ck_tweight *w, int own, const char **far, int64_t *beyond)
{
	int64_t row = 0;
	if (!w->far.s || !w->beyond.s)
		return ck_template_error(b->t, &w->name, 0, "weight '%s': far and beyond go together", w->name.s);
	const char *name = ck_ir1_expand(b, &w->far);
	int at = name ? ck_names_get(&b->tensor, name) : -1;
	if (!name || (at < 0 && own < 0))
		return name;
	if (at < 0 || own < 0)
		return ck_template_error(b->t, at < 0 ? &w->far : &w->name, 0, "weight '%s': the model has only one of its two tensors, not '%s'",
			w->name.s, at < 0 ? name : w->gguf.v[0].s);
	*far = name;
	return ck_ir1_int(b, &w->beyond, 1, INT64_MAX, beyond) && check_shape(b, w, &b->art->tensors.v[at], at, &row);
}

/* Adds a weight, unless the model lacks it and may: *present. */
static bool bind_weight(struct ck_ir1 *b, const struct ck_tweight *w, const char *prefix, bool *present)
{
	b->in_layer = b->layer >= 0;
	int at = ck_ir1_tensor(b, w);
	int64_t row = 0, heads;
	*present = at >= 0;
	bool ok = at != -2;
	const char *far = "";
	int64_t beyond = 0;
	if (ok && (w->far.s || w->beyond.s))
		ok = bind_far(b, w, at, &far, &beyond);
	if (ok && w->hf_interleave.s)
		ok = ck_ir1_int(b, &w->hf_interleave, 1, INT64_MAX, &heads);
	if (ok && !*present && !w->optional && !w->tied.s)
		ok = missing(b, w);
	if (ok && *present) {
		const struct ck_tensor *t = &b->art->tensors.v[at];
		ok = check_shape(b, w, t, at, &row);
		if (ok)
			CK_PUSH(b->a, &b->art->weights, (struct ck_weight){ .id = ck_printf(b->a, "%s%s", prefix, w->name.s),
				.tensor = t->name, .far = far, .beyond = beyond, .row = row, .dtype = t->dtype, .shape = texts(b, &w->shape), .packing = "",
				.loc = ck_ir1_loc(b, &w->name) });
	}
	b->in_layer = false;
	return ok;
}

static bool check_tie(struct ck_ir1 *b, const struct ck_tweight *w)
{
	const struct ck_tweight *other = w->tied.s ? find(&b->t->weights, w->tied.s, strlen(w->tied.s)) : NULL;
	return !w->tied.s || (other && !other->tied.s && !other->optional) ||
		ck_template_error(b->t, &w->tied, 0, "'%s' is no weight that is always there", w->tied.s);
}

static bool bind_state(struct ck_ir1 *b, const struct ck_tstate *s, const char *prefix)
{
	int64_t window = 0;
	b->in_layer = true;
	bool ok = !s->window.s || ck_ir1_int(b, &s->window, 0, INT64_MAX, &window);
	b->in_layer = false;
	if (ok)
		CK_PUSH(b->a, &b->art->states, (struct ck_state){ .id = ck_printf(b->a, "%s%s", prefix, s->name.s), .kind = s->kind.s,
			.dtype = s->dtype.s, .shape = texts(b, &s->shape), .window = window, .undo = s->undo.s,
			.loc = ck_ir1_loc(b, &s->name) });
	return ok;
}

/* Layers of one block have the same optional weights: its ops are listed once. */
static bool bind_layer(struct ck_ir1 *b, const struct ck_tblock *block, const char *prefix, signed char *had)
{
	for (size_t i = 0; i < block->weights.n; i++) {
		const struct ck_tweight *w = &block->weights.v[i];
		bool present;
		if (!check_tie(b, w) || !bind_weight(b, w, prefix, &present))
			return false;
		if (had[i] >= 0 && had[i] != present)
			return ck_template_error(b->t, &w->name, 0, "weight '%s': some layers have it, but layer %lld %s", w->name.s,
				(long long)b->layer, present ? "is the first" : "lacks it");
		had[i] = present;
	}
	for (size_t i = 0; i < block->states.n; i++)
		if (!bind_state(b, &block->states.v[i], prefix))
			return false;
	return true;
}

bool ck_ir1_weights(struct ck_ir1 *b, const struct ck_tblock *const *block_of)
{
	bool present;
	for (size_t i = 0; i < b->t->weights.n; i++)
		if (!check_tie(b, &b->t->weights.v[i]) || !bind_weight(b, &b->t->weights.v[i], "", &present))
			return false;
	signed char **had = ck_allocn(b->a, b->t->blocks.n, sizeof *had);
	for (size_t i = 0; i < b->t->blocks.n; i++) {
		had[i] = ck_alloc(b->a, b->t->blocks.v[i].weights.n + 1);
		memset(had[i], -1, b->t->blocks.v[i].weights.n + 1);
	}
	for (int64_t i = 0; i < b->layers; i++) {
		b->layer = i;
		b->block = block_of[i];
		bool ok = bind_layer(b, b->block, ck_layer_prefix(i, b->layers, b->a), had[b->block - b->t->blocks.v]);
		b->layer = -1;
		b->block = NULL;
		if (!ok)
			return false;
	}
	return true;
}

bool ck_ir1_unused(struct ck_ir1 *b, const char *path, bool strict)
{
	bool ok = true;
	for (size_t i = 0; i < b->art->tensors.n; i++) {
		const struct ck_tensor *t = &b->art->tensors.v[i];
		const int64_t rows = t->shape.n ? t->shape.v[0] : 1;
		const char *what = !b->used[i] ? ck_printf(b->a, "tensor '%s' is used by no line of %s", t->name, b->t->name) :
			ck_printf(b->a, "tensor '%s': %s uses %lld of its %lld rows", t->name, b->t->name, (long long)b->used[i],
				(long long)rows);
		if (b->used[i] >= rows)
			continue;
		if (strict)
			ok = ck_error(path, "%s", what);
		else
			ck_warning(path, "%s", what);
	}
	return ok;
}
