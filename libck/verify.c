#include "verify.h"

#include <ctype.h>
#include <string.h>

#include "bump.h"
#include "dtype.h"
#include "passes.h"
#include "registry.h"
#include "state.h"
#include "verify_impl.h"

enum { MAX_DIMS = 8, MAX_FEATURES = 64 };

struct any_list { char *v; size_t n; };

static bool in_list(const char *s, const char *const *list)
{
	while (*list && strcmp(*list, s))
		list++;
	return *list;
}

static const struct ck_field *key_field(const struct ck_record *r, enum ck_stage stage)
{
	for (size_t i = 0; i < r->nfields; i++)
		if (r->field[i].need == CK_KEY && ck_field_in(&r->field[i], stage))
			return &r->field[i];
	return NULL;
}

bool ck_plain(const char *s)
{
	while (isalnum((unsigned char)*s) || (*s && strchr("_.:-+/@=, ", *s)))
		s++;
	return !*s;
}

/* Texts that ck-codegen writes into comments and strings of C, and that therefore say nothing there. Expressions are
 * checked where they are parsed; names of the file's own tensors, facts and keys do not get that far. */
static bool check_text(struct ck_verifier *v, const struct ck_record *r, const struct ck_field *f, const void *member, const char *at)
{
	static const char *const foreign[] = { "from", "meta", "tensor", "fact", "dim", NULL };
	static const char *const other[] = { "tensor", "shape", "below", "axis", "reduce", NULL };
	if (in_list(r->name, foreign) || in_list(f->name, other))
		return true;
	struct ck_strs one = { (const char **)member, 1 }, list = { 0 };
	if (f->type == CK_T_STR)
		list = one;
	else if (f->type == CK_T_STRS)
		memcpy(&list, member, sizeof list);
	for (size_t i = 0; i < list.n; i++)
		if (!ck_plain(list.v[i]))
			return CK_FAULT(v, f->type == CK_T_STR ? at : ck_printf(v->a, "%s/%zu", at, i),
				"'%s' is not letters, digits and _.:-+/@=,", list.v[i]);
	return true;
}

/* Keys are there and unique in every list, texts are not NULL and harmless. */
static bool check_record(struct ck_verifier *v, const struct ck_record *r, char *rec, const char *pointer);

static bool check_list(struct ck_verifier *v, const struct ck_record *r, const struct any_list *list, const char *pointer)
{
	const struct ck_field *key = key_field(r, v->stage);
	struct ck_names seen = { 0 };
	for (size_t i = 0; i < list->n; i++) {
		char *rec = list->v + i * r->size;
		const char *at = ck_printf(v->a, "%s/%zu", pointer, i);
		if (!check_record(v, r, rec, at))
			return false;
		if (!key)
			continue;
		const char *name = *(const char **)(rec + key->offset), *place = ck_printf(v->a, "%s/%s", at, key->name);
		if (!*name)
			return CK_FAULT(v, place, "must not be empty");
		if (ck_names_get(&seen, name) >= 0)
			return CK_FAULT(v, place, "second %s '%s'", r->name, name);
		ck_names_put(&seen, name, (int)i, v->a);
	}
	return true;
}

static bool check_record(struct ck_verifier *v, const struct ck_record *r, char *rec, const char *pointer)
{
	for (size_t i = 0; i < r->nfields; i++) {
		const struct ck_field *f = &r->field[i];
		char *member = rec + f->offset;
		if (f->type == CK_T_STR && !*(const char **)member)
			*(const char **)member = "";
		if (!ck_field_in(f, v->stage))
			continue;
		const char *at = ck_printf(v->a, "%s/%s", pointer, f->name);
		if (!check_text(v, r, f, member, at))
			return false;
		if (f->type == CK_T_REC && !check_record(v, f->record, member, at))
			return false;
		struct any_list list;
		if (f->type == CK_T_RECS || f->type == CK_T_LINES) {
			memcpy(&list, member, sizeof list);
			if (!check_list(v, f->record, &list, at))
				return false;
		}
	}
	return true;
}

static bool check_tensor(struct ck_verifier *v, const struct ck_tensor *t, const char *at)
{
	const struct ck_dtype *type = ck_dtype_named(t->dtype);
	int64_t n = 1;
	if (!type)
		return CK_FAULT(v, ck_printf(v->a, "%s/dtype", at), "unknown dtype '%s'", t->dtype);
	for (size_t i = 0; i < t->shape.n; i++) {
		const char *place = ck_printf(v->a, "%s/shape/%zu", at, i);
		if (t->shape.v[i] < 1)
			return CK_FAULT(v, place, "dimension of %lld", (long long)t->shape.v[i]);
		if (__builtin_mul_overflow(n, t->shape.v[i], &n))
			return CK_FAULT(v, place, "number of elements overflows");
	}
	const int64_t row = t->shape.n ? t->shape.v[t->shape.n - 1] : 1; /* without dimensions it is one element */
	if (row % type->block)
		return CK_FAULT(v, t->shape.n ? ck_printf(v->a, "%s/shape/%zu", at, t->shape.n - 1) : ck_printf(v->a, "%s/shape", at),
			"rows of %lld are not whole blocks of %s (%lld)", (long long)row, type->name, (long long)type->block);
	if (t->size < 0 || t->size != ck_dtype_size(type, n))
		return CK_FAULT(v, ck_printf(v->a, "%s/size", at), "%lld elements of %s have %lld bytes, not %lld", (long long)n,
			type->name, (long long)ck_dtype_size(type, n), (long long)t->size);
	int64_t end;
	if (t->offset < 0 || t->offset % CK_BUMP_TENSOR_ALIGN || __builtin_add_overflow(t->offset, t->size, &end))
		return CK_FAULT(v, ck_printf(v->a, "%s/offset", at), "offset %lld is negative, overflows, or is no multiple of %d",
			(long long)t->offset, CK_BUMP_TENSOR_ALIGN);
	size_t digits = strspn(t->xxh3, "0123456789abcdef");
	if (digits != 16 || t->xxh3[16])
		return CK_FAULT(v, ck_printf(v->a, "%s/xxh3", at), "16 lower-case hexadecimal digits expected");
	return true;
}

static bool check_dim(struct ck_verifier *v, const struct ck_dim *d, const char *at)
{
	static const char *const binds[] = { "fixed", "build", "call", "produced", NULL };
	for (const char *p = d->name; *p; p++)
		if (!isalpha((unsigned char)*p) && (p == d->name || !isdigit((unsigned char)*p)))
			return CK_FAULT(v, ck_printf(v->a, "%s/name", at), "'%s' is not letters and digits", d->name);
	if (!in_list(d->bind, binds))
		return CK_FAULT(v, ck_printf(v->a, "%s/bind", at), "expected fixed, build, call or produced, found '%s'", d->bind);
	bool valued = !strcmp(d->bind, "fixed") || (!strcmp(d->bind, "build") && v->stage >= CK_IR2);
	bool open = !strcmp(d->bind, "call") || !strcmp(d->bind, "produced");
	if (d->value < 0 || (valued && !d->value) || (open && d->value))
		return CK_FAULT(v, ck_printf(v->a, "%s/value", at), "a %s dimension has %s value here", d->bind,
			open ? "no" : "a positive");
	return true;
}

/* Text in a dimension would be text in the C: no expression needs it. */
static bool check_extent(struct ck_verifier *v, const char *text, struct ck_extent *e, const char *at)
{
	struct ck_expr_error err;
	if (strpbrk(text, "\"'"))
		return CK_FAULT(v, at, "a dimension holds no text");
	return ck_extent_parse(text, &v->art->dims, e, &err) || CK_FAULT(v, at, "'%s': %s", text, err.text);
}

static bool check_shape(struct ck_verifier *v, const struct ck_strs *shape, const char *at)
{
	struct ck_extent e;
	if (!shape->n || shape->n > MAX_DIMS)
		return CK_FAULT(v, ck_printf(v->a, "%s/shape", at), "1 to %d dimensions expected, found %zu", MAX_DIMS, shape->n);
	for (size_t i = 0; i < shape->n; i++)
		if (!check_extent(v, shape->v[i], &e, ck_printf(v->a, "%s/shape/%zu", at, i)))
			return false;
	return true;
}

/* Elements of a shape whose dimensions all have values; -1 after a diagnostic. */
static int64_t elements(struct ck_verifier *v, const struct ck_strs *shape, const char *what, const char *at)
{
	int64_t n = 1;
	for (size_t i = 0; i < shape->n; i++) {
		struct ck_extent e;
		if (!check_extent(v, shape->v[i], &e, ck_printf(v->a, "%s/shape/%zu", at, i)))
			return -1;
		if (e.dyn)
			return CK_FAULT(v, ck_printf(v->a, "%s/shape/%zu", at, i), "a %s's dimensions must have values", what), -1;
		if (__builtin_mul_overflow(n, e.fixed, &n))
			return CK_FAULT(v, ck_printf(v->a, "%s/shape", at), "number of elements overflows"), -1;
	}
	return n;
}

/* What a layout says is the size must be: kernels read and write that much. */
static bool check_size(struct ck_verifier *v, int64_t size, int64_t want, const char *at)
{
	return want >= 0 && size == want ? true : CK_FAULT(v, ck_printf(v->a, "%s/size", at), "%lld bytes, but its shape has %lld",
		(long long)size, (long long)want);
}

/* The tensor that may stand in for t is like it. */
static bool check_far(struct ck_verifier *v, const struct ck_weight *w, const struct ck_tensor *t, const char *at)
{
	int i = ck_names_get(&v->tensor, w->far);
	if (i < 0)
		return CK_FAULT(v, ck_printf(v->a, "%s/far", at), "no tensor '%s'", w->far);
	const struct ck_tensor *far = &v->art->tensors.v[i];
	if (strcmp(far->dtype, t->dtype) || far->shape.n != t->shape.n ||
		(t->shape.n && memcmp(far->shape.v, t->shape.v, t->shape.n * sizeof *t->shape.v)))
		return CK_FAULT(v, ck_printf(v->a, "%s/far", at), "tensor %s is not of the type and shape of %s", far->name, t->name);
	return w->beyond > 0 ? true : CK_FAULT(v, ck_printf(v->a, "%s/beyond", at), "%lld positions", (long long)w->beyond);
}

/* Rows [row, row + rows) of a tensor with the same row length; a vector's rows are its elements. */
static bool check_weight(struct ck_verifier *v, const struct ck_weight *w, const char *at)
{
	int i = ck_names_get(&v->tensor, w->tensor);
	if (i < 0)
		return CK_FAULT(v, ck_printf(v->a, "%s/tensor", at), "no tensor '%s'", w->tensor);
	const struct ck_tensor *t = &v->art->tensors.v[i];
	if (strcmp(w->dtype, t->dtype))
		return CK_FAULT(v, ck_printf(v->a, "%s/dtype", at), "tensor %s is %s, not %s", t->name, t->dtype, w->dtype);
	if (*w->far && !check_far(v, w, t, at))
		return false;
	if (!check_shape(v, &w->shape, at))
		return false;
	int64_t all = elements(v, &w->shape, "weight", at), length = 1, have = 1;
	if (all < 0)
		return false;
	if (w->shape.n > 1)
		length = elements(v, &(struct ck_strs){ w->shape.v + w->shape.n - 1, 1 }, "weight", at);
	int64_t rows = all / length;
	for (size_t j = 0; j + (t->shape.n > 1) < t->shape.n; j++)
		have *= t->shape.v[j];
	if (length != (t->shape.n > 1 ? t->shape.v[t->shape.n - 1] : 1))
		return CK_FAULT(v, ck_printf(v->a, "%s/shape", at), "rows of %lld, but %lld in tensor %s", (long long)length,
			(long long)(t->shape.n > 1 ? t->shape.v[t->shape.n - 1] : 1), t->name);
	if (w->row < 0 || rows > have || w->row > have - rows)
		return CK_FAULT(v, ck_printf(v->a, "%s/row", at), "%lld rows from row %lld, but tensor %s has %lld", (long long)rows,
			(long long)w->row, t->name, (long long)have);
	if (v->stage < CK_LOWERED)
		return true;
	const struct ck_packing *p = ck_packing_named(w->dtype, w->packing);
	if (strcmp(w->packing, "rows") && !p)
		return CK_FAULT(v, ck_printf(v->a, "%s/packing", at), "unknown packing '%s' of %s", w->packing, w->dtype);
	int64_t first = elements(v, &(struct ck_strs){ w->shape.v, 1 }, "weight", at);
	int64_t size = p ? p->size(first, all / first) : ck_dtype_size(ck_dtype_named(w->dtype), all);
	if (size < 0)
		return CK_FAULT(v, ck_printf(v->a, "%s/packing", at), "%s cannot be packed as %s", w->id, w->packing);
	return v->stage < CK_LAYOUT || check_size(v, w->size, size, at);
}

static bool check_state(struct ck_verifier *v, const struct ck_state *s, const char *at)
{
	static const char *const undos[] = { "truncate", "snapshot", NULL };
	if (!ck_state_arena(s->kind))
		return CK_FAULT(v, ck_printf(v->a, "%s/kind", at), "unknown kind of state '%s'", s->kind);
	if (!in_list(s->undo, undos))
		return CK_FAULT(v, ck_printf(v->a, "%s/undo", at), "expected truncate or snapshot, found '%s'", s->undo);
	if (!ck_dtype_named(s->dtype) && !(v->stage == CK_IR1 && !strcmp(s->dtype, "kv")))
		return CK_FAULT(v, ck_printf(v->a, "%s/dtype", at), "unknown dtype '%s'", s->dtype);
	if (s->window < 0)
		return CK_FAULT(v, ck_printf(v->a, "%s/window", at), "negative");
	if ((s->window || strcmp(s->kind, "kv")) && strcmp(s->undo, "snapshot"))
		return CK_FAULT(v, ck_printf(v->a, "%s/undo", at), "a %s cannot be truncated", s->window ? "ring" : "recurrent state");
	if (!check_shape(v, &s->shape, at))
		return false;
	if (v->stage < CK_IR2)
		return true;
	int64_t n = elements(v, &s->shape, "state", at);
	return n >= 0 && (v->stage < CK_LAYOUT || check_size(v, s->size, ck_dtype_size(ck_dtype_named(s->dtype), n), at));
}

bool ck_verify_values(struct ck_verifier *v, const struct ck_value_list *values, const char *pointer)
{
	static const char *const ios[] = { "", "input", "output", NULL }, *const marks[] = { "", "observe", "patch", NULL };
	for (size_t i = 0; i < values->n; i++) {
		const struct ck_value *x = &values->v[i];
		const char *at = ck_printf(v->a, "%s/%zu", pointer, i);
		if (!ck_dtype_named(x->dtype))
			return CK_FAULT(v, ck_printf(v->a, "%s/dtype", at), "unknown dtype '%s'", x->dtype);
		if (!in_list(x->io, ios))
			return CK_FAULT(v, ck_printf(v->a, "%s/io", at), "expected input or output, found '%s'", x->io);
		if (!in_list(x->observe, marks))
			return CK_FAULT(v, ck_printf(v->a, "%s/observe", at), "expected observe or patch, found '%s'", x->observe);
		if (!check_shape(v, &x->shape, at))
			return false;
		if ((*x->below || x->least) && (strcmp(x->io, "input") || strcmp(x->dtype, "i32")))
			return CK_FAULT(v, ck_printf(v->a, "%s/%s", at, *x->below ? "below" : "least"), "only of an i32 input");
		if (x->least < INT32_MIN || x->least > INT32_MAX)
			return CK_FAULT(v, ck_printf(v->a, "%s/least", at), "no i32");
		if (!*x->below)
			continue;
		struct ck_extent e;
		if (!check_extent(v, x->below, &e, ck_printf(v->a, "%s/below", at)))
			return false;
	}
	return true;
}

#define EACH(v, list, check) \
	for (size_t i_ = 0; i_ < (v)->art->list.n; i_++) \
		if (!check((v), &(v)->art->list.v[i_], ck_printf((v)->a, "/" #list "/%zu", i_))) \
			return false

/* What ck-fuse bound. */
static bool check_header(struct ck_verifier *v)
{
	static const char *const numerics[] = { "exact", "fast", NULL };
	const struct ck_artifact *art = v->art;
	if (!in_list(art->numerics, numerics))
		return CK_FAULT(v, "/numerics", "expected exact or fast, found '%s'", art->numerics);
	if (!ck_dtype_named(art->kv))
		return CK_FAULT(v, "/kv", "unknown dtype '%s'", art->kv);
	if (art->target.features.n > MAX_FEATURES)
		return CK_FAULT(v, "/target/features", "more than %d", MAX_FEATURES);
	return art->programs.n || CK_FAULT(v, "/programs", "must not be empty");
}

static bool verify(struct ck_verifier *v)
{
	if (!check_record(v, &ck_record_artifact, (char *)v->art, ""))
		return false;
	EACH(v, tensors, check_tensor);
	if (v->stage == CK_MANIFEST)
		return true;
	for (size_t i = 0; i < v->art->tensors.n; i++)
		ck_names_put(&v->tensor, v->art->tensors.v[i].name, (int)i, v->a);
	if (v->stage >= CK_IR2 && !check_header(v))
		return false;
	EACH(v, dims, check_dim);
	EACH(v, weights, check_weight);
	EACH(v, states, check_state);
	if (v->stage == CK_IR1)
		return ck_verify_blocks(v);
	return ck_verify_programs(v) && (v->stage < CK_LAYOUT || ck_audit(v->doc, v->a));
}

bool ck_verify(const struct ck_doc *doc)
{
	struct ck_arena arena = { 0 };
	struct ck_verifier v = { .doc = doc, .art = doc->artifact, .stage = doc->stage, .a = &arena };
	bool ok = verify(&v);
	ck_arena_free(&arena);
	return ok;
}
