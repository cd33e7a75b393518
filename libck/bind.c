#include "bind.h"

#include <string.h>

#include "ck_abi.h"
#include "diag.h"
#include "graph.h"
#include "target.h"

bool ck_bind_target(struct ck_artifact *art, const char *name, const char *numerics, struct ck_arena *a)
{
	const struct ck_target_info *t = ck_target_resolve(name ? name : "native");
	if (!t)
		return ck_error(NULL, "unknown target '%s'", name);
	art->target.name = t->name;
	art->target.features = (struct ck_strs){ 0 };
	for (const char *s = t->features; *s; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");
		CK_PUSH(a, &art->target.features, ck_strndup(a, s, n));
		s += n;
	}
	art->numerics = numerics;
	return true;
}

int64_t ck_trained_context(const struct ck_artifact *art)
{
	for (size_t i = 0; i < art->contract.n; i++)
		if (!strcmp(art->contract.v[i].name, "context.length") && art->contract.v[i].value.type == CK_INT)
			return art->contract.v[i].value.i;
	return INT64_MAX;
}

/* A model without KV cache has no pages. */
static void bind_dim(struct ck_artifact *art, const char *name, int64_t value, const char *from)
{
	for (size_t i = 0; i < art->dims.n; i++) {
		struct ck_dim *d = &art->dims.v[i];
		if (strcmp(d->name, name) || strcmp(d->bind, "build"))
			continue;
		d->value = value;
		d->from = from;
	}
}

/* Weights that differ with the context. */
static void bind_weights(struct ck_artifact *art, int64_t ctx)
{
	for (size_t i = 0; i < art->weights.n; i++) {
		struct ck_weight *w = &art->weights.v[i];
		if (*w->far && ctx > w->beyond)
			w->tensor = w->far;
		w->far = "";
		w->beyond = 0;
	}
}

bool ck_bind_context(struct ck_artifact *art, int64_t ctx, int64_t slots, const char *ctx_from, const char *slots_from)
{
	int64_t all;
	if (ctx < 1 || ctx > INT32_MAX)
		return ck_error(NULL, "context of %lld positions: 1 to %d are possible", (long long)ctx, INT32_MAX);
	int64_t pages = (ctx + CK_PAGE - 1) / CK_PAGE;
	if (__builtin_mul_overflow(pages, slots, &all) || all > INT32_MAX)
		return ck_error(NULL, "%lld slots of %lld positions: too many pages", (long long)slots, (long long)ctx);
	bind_dim(art, "C", ctx, ctx_from);
	bind_dim(art, "S", slots, slots_from);
	bind_dim(art, "PS", pages, ctx_from);
	bind_dim(art, "PG", all, ctx_from);
	bind_weights(art, ctx);
	return true;
}

const char *const ck_call_dim[CK_CALL_DIMS] = { "T", "O" };

bool ck_bind_dims(const struct ck_artifact *art)
{
	for (size_t i = 0; i < art->dims.n; i++) {
		const struct ck_dim *d = &art->dims.v[i];
		bool known = d->value != 0;
		for (int j = 0; j < CK_CALL_DIMS; j++)
			known |= !strcmp(d->bind, "call") && !strcmp(d->name, ck_call_dim[j]);
		if (!known)
			return ck_error(NULL, "dimension %s (%s, %s) is none that is bound here", d->name, d->bind, d->from);
	}
	return true;
}

bool ck_bind_states(const struct ck_artifact *art)
{
	struct ck_graph g = { .dims = art->dims, .program = &(struct ck_program){ 0 } };
	for (size_t i = 0; i < art->states.n; i++) {
		struct ck_state *s = &art->states.v[i];
		if (!strcmp(s->dtype, "kv"))
			s->dtype = art->kv;
		if (ck_shape_bytes(&g, s->dtype, &s->shape) < 1)
			return ck_error(s->loc, "state %s: of no size, not whole blocks of %s, or larger than 2^63 bytes", s->id, s->dtype);
	}
	return true;
}
