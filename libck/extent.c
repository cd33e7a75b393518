#include "extent.h"

#include <stdio.h>
#include <string.h>

bool ck_dims_lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	const struct ck_dim_list *dims = user;
	for (size_t i = 0; i < dims->n; i++) {
		const struct ck_dim *d = &dims->v[i];
		if (strncmp(d->name, name, n) || d->name[n])
			continue;
		*out = (struct ck_term){ .type = CK_TERM_INT, .i = d->value ? d->value : 1, .dyn = d->value ? NULL : d->name };
		return true;
	}
	return false;
}

bool ck_extent_parse(const char *text, const struct ck_dim_list *dims, struct ck_extent *out, struct ck_expr_error *err)
{
	struct ck_dim_list table = *dims;
	struct ck_scope scope = { ck_dims_lookup, &table };
	struct ck_term t;
	if (!ck_expr(text, &scope, &t, err))
		return false;
	err->at = 0;
	if (t.type != CK_TERM_INT)
		snprintf(err->text, sizeof err->text, "a dimension must be an integer");
	else if (t.i < 1)
		snprintf(err->text, sizeof err->text, "a dimension of %lld", (long long)t.i);
	else {
		*out = (struct ck_extent){ t.i, t.dyn };
		return true;
	}
	return false;
}

bool ck_extent_mul(struct ck_extent a, struct ck_extent b, struct ck_extent *out)
{
	if (a.dyn && b.dyn)
		return false;
	out->dyn = a.dyn ? a.dyn : b.dyn;
	return !__builtin_mul_overflow(a.fixed, b.fixed, &out->fixed);
}

bool ck_extent_equal(struct ck_extent a, struct ck_extent b)
{
	return a.fixed == b.fixed && (a.dyn == b.dyn || (a.dyn && b.dyn && !strcmp(a.dyn, b.dyn)));
}

const char *ck_extent_print(struct ck_extent e, struct ck_arena *a)
{
	if (!e.dyn)
		return ck_printf(a, "%lld", (long long)e.fixed);
	return e.fixed == 1 ? e.dyn : ck_printf(a, "%s*%lld", e.dyn, (long long)e.fixed);
}

int64_t ck_extent_at(struct ck_extent e, int64_t bound)
{
	int64_t r;
	return !e.dyn ? e.fixed : __builtin_mul_overflow(e.fixed, bound, &r) ? -1 : r;
}
