#include <stdarg.h>
#include <string.h>

#include "diag.h"
#include "jinja_run.h"

static const struct ck_jv undefined;

struct ck_jv ck_jfail(struct ck_jrun *r, const char *fmt, ...)
{
	if (r->failed)
		return undefined;
	va_list ap;
	va_start(ap, fmt);
	ck_error(ck_printf(r->a, "%s:%d:%d", r->name, r->line, r->col), "%s", ck_vprintf(r->a, fmt, ap));
	va_end(ap);
	r->failed = true;
	return undefined;
}

bool ck_jwork(struct ck_jrun *r, uint64_t n)
{
	if (r->failed)
		return false;
	if (n <= r->work) {
		r->work -= n;
		return true;
	}
	ck_jfail(r, "the template takes too long or makes too much");
	return false;
}

const struct ck_jv *ck_jarg(const struct ck_jargs *args, size_t i, const char *name)
{
	for (size_t k = 0; k < args->n; k++)
		if (args->name[k].n ? ck_jtext_is(args->name[k], name) : k == i)
			return &args->v[k];
	return NULL;
}

bool ck_jargs_known(struct ck_jrun *r, const char *what, const struct ck_jargs *args, const char *const *names)
{
	size_t n = 0;
	while (names[n])
		n++;
	for (size_t i = 0; i < args->n; i++) {
		size_t k = 0;
		while (args->name[i].n && k < n && !ck_jtext_is(args->name[i], names[k]))
			k++;
		if (args->name[i].n && k == n)
			ck_jfail(r, "%s takes no argument '%.*s' here", what, (int)args->name[i].n, args->name[i].s);
		else if (!args->name[i].n && i >= n)
			ck_jfail(r, "%s takes %zu arguments here", what, n);
		for (size_t j = 0; j < i && args->name[i].n; j++)
			if (args->name[j].n ? ck_jtext_same(args->name[j], args->name[i]) : j == k)
				ck_jfail(r, "%s: argument '%.*s' is given twice", what, (int)args->name[i].n, args->name[i].s);
	}
	return !r->failed;
}

static struct ck_jv literal(const struct ck_jnode *n)
{
	switch (n->what) {
	case CK_J_STRING: return ck_jv_text(n->text);
	case CK_J_INT: return ck_jv_int(n->i);
	case CK_J_REAL: return (struct ck_jv){ .kind = CK_JV_REAL, .r = n->r };
	default: return *n->text.s == 'n' ? (struct ck_jv){ .kind = CK_JV_NONE } : ck_jv_bool(*n->text.s == 't');
	}
}

static struct ck_jv variable(struct ck_jrun *r, const struct ck_jnode *n, const struct ck_jscope *s)
{
	struct ck_jv v;
	for (; s; s = s->outer) {
		const struct ck_jv *found = ck_jmap_find(r, &s->var, ck_jv_text(n->text));
		if (found)
			return *found;
	}
	return ck_jglobal(r, n->text, &v) ? v : (struct ck_jv){ .t = n->text };
}

static struct ck_jv real(double x)
{
	return (struct ck_jv){ .kind = CK_JV_REAL, .r = x };
}

static struct ck_jv too_large(struct ck_jrun *r)
{
	return ck_jfail(r, "integers of more than 64 bits are not supported");
}

static struct ck_jv integers(struct ck_jrun *r, const char *op, int64_t a, int64_t b)
{
	int64_t x = 0;
	bool over = false;
	if ((*op == '/' || *op == '%') && !b)
		return ck_jfail(r, "division by zero");
	if (op[0] == '*' && op[1] == '*') {
		if (b < 0)
			return ck_jfail(r, "negative powers are not supported");
		x = 1;
		for (int64_t i = 0; i < b && !over && ck_jwork(r, 1); i++)
			over = __builtin_mul_overflow(x, a, &x);
	} else if (*op == '+') {
		over = __builtin_add_overflow(a, b, &x);
	} else if (*op == '-') {
		over = __builtin_sub_overflow(a, b, &x);
	} else if (*op == '*') {
		over = __builtin_mul_overflow(a, b, &x);
	} else if (!op[1] && *op == '/') {
		return real((double)a / (double)b);
	} else if (b == -1) { /* INT64_MIN has no negative */
		over = *op == '/' && __builtin_sub_overflow(0, a, &x);
	} else {
		int64_t q = a / b, m = a % b;
		bool down = m && (m < 0) != (b < 0);
		x = *op == '/' ? q - down : down ? m + b : m;
	}
	return over ? too_large(r) : ck_jv_int(x);
}

static struct ck_jv reals(struct ck_jrun *r, const char *op, double a, double b)
{
	if (*op == '+')
		return real(a + b);
	if (*op == '-')
		return real(a - b);
	if (*op == '*' && !op[1])
		return real(a * b);
	if (*op == '/' && !op[1])
		return b == 0 ? ck_jfail(r, "division by zero") : real(a / b);
	return ck_jfail(r, "'%s' of floats is not supported", op);
}

static struct ck_jv repeat(struct ck_jrun *r, struct ck_jv what, int64_t times)
{
	if (what.kind == CK_JV_TEXT) {
		struct ck_jbuf b = { .a = r->a };
		for (int64_t i = 0; i < times && what.t.n && ck_jwork(r, what.t.n); i++)
			ck_jbuf_add(&b, what.t);
		return ck_jv_text(ck_jbuf_text(&b));
	}
	struct ck_jlist *l = ck_jlist_new(r);
	for (int64_t i = 0; i < times && what.list->n && !r->failed; i++)
		for (size_t k = 0; k < what.list->n; k++)
			ck_jlist_add(r, l, what.list->v[k]);
	return ck_jv_list(l, what.sort);
}

static struct ck_jv joined(struct ck_jrun *r, struct ck_jtext a, struct ck_jtext b)
{
	struct ck_jbuf buf = { .a = r->a };
	if (!ck_jwork(r, a.n + b.n))
		return undefined;
	ck_jbuf_add(&buf, a);
	ck_jbuf_add(&buf, b);
	return ck_jv_text(ck_jbuf_text(&buf));
}

/* As markupsafe does. */
static struct ck_jtext escaped(struct ck_jrun *r, struct ck_jtext t)
{
	static const char from[] = "&<>'\"", *const to[] = { "&amp;", "&lt;", "&gt;", "&#39;", "&#34;" };
	struct ck_jbuf b = { .a = r->a };
	for (size_t i = 0; i < t.n && ck_jwork(r, 1); i++) {
		const char *known = t.s[i] ? strchr(from, t.s[i]) : NULL;
		if (known)
			ck_jbuf_bytes(&b, to[known - from], strlen(to[known - from]), t.mark ? t.mark[i] : 0);
		else
			ck_jbuf_add(&b, ck_jtext_part(t, i, i + 1));
	}
	return ck_jbuf_text(&b);
}

static struct ck_jv added(struct ck_jrun *r, struct ck_jv a, struct ck_jv b)
{
	bool markup = a.sort == CK_J_MARKUP || b.sort == CK_J_MARKUP;
	struct ck_jv v = joined(r, markup && a.sort != CK_J_MARKUP ? escaped(r, a.t) : a.t,
		markup && b.sort != CK_J_MARKUP ? escaped(r, b.t) : b.t);
	v.sort = markup ? CK_J_MARKUP : v.sort;
	return v;
}

static struct ck_jv binary(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jv a, struct ck_jv b)
{
	char op[3] = { n->text.s[0], n->text.n > 1 ? n->text.s[1] : 0, 0 };
	const bool list = a.kind == CK_JV_LIST && a.sort <= CK_J_TUPLES;
	ck_jat(r, n);
	if (r->failed)
		return undefined;
	if (a.kind == CK_JV_UNDEFINED || b.kind == CK_JV_UNDEFINED) {
		struct ck_jtext t = a.kind == CK_JV_UNDEFINED ? a.t : b.t;
		return ck_jfail(r, "'%.*s' is undefined", (int)t.n, t.n ? t.s : "");
	}
	if (ck_jis_number(a) && ck_jis_number(b))
		return a.kind == CK_JV_REAL || b.kind == CK_JV_REAL ? reals(r, op, ck_jreal(a), ck_jreal(b))
			: integers(r, op, a.kind == CK_JV_INT ? a.i : a.b, b.kind == CK_JV_INT ? b.i : b.b);
	if (*op == '+' && a.kind == CK_JV_TEXT && b.kind == CK_JV_TEXT)
		return added(r, a, b);
	if (*op == '+' && list && b.kind == CK_JV_LIST && a.sort == b.sort) {
		struct ck_jlist *l = ck_jlist_new(r);
		for (size_t i = 0; i < a.list->n + b.list->n; i++)
			ck_jlist_add(r, l, i < a.list->n ? a.list->v[i] : b.list->v[i - a.list->n]);
		return ck_jv_list(l, a.sort);
	}
	if (*op == '*' && !op[1] && b.kind == CK_JV_INT && (a.kind == CK_JV_TEXT || list))
		return repeat(r, a, b.i);
	if (*op == '%' && a.kind == CK_JV_TEXT)
		return ck_jfail(r, "formatting with %% is not supported");
	return ck_jfail(r, "'%s' is not for these values", op);
}

static bool compare(struct ck_jrun *r, struct ck_jtext op, struct ck_jv a, struct ck_jv b)
{
	if (ck_jtext_is(op, "=="))
		return ck_jequal(r, a, b);
	if (ck_jtext_is(op, "!="))
		return !ck_jequal(r, a, b);
	if (ck_jtext_is(op, "in"))
		return ck_jcontains(r, b, a);
	if (ck_jtext_is(op, "not in"))
		return !ck_jcontains(r, b, a);
	if ((a.kind == CK_JV_REAL && a.r != a.r) || (b.kind == CK_JV_REAL && b.r != b.r))
		return false;
	int order = ck_jorder(r, a, b);
	bool equal = op.n == 2 && order == 0;
	return equal || (*op.s == '<' ? order < 0 : order > 0);
}

static struct ck_jv comparison(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jv a = ck_jeval(r, n->a, s);
	for (size_t i = 0; i < n->list.n && !r->failed; i++) {
		struct ck_jv b = ck_jeval(r, n->list.v[i]->a, s);
		ck_jat(r, n);
		if (!compare(r, n->list.v[i]->text, a, b))
			return ck_jv_bool(false);
		a = b;
	}
	return ck_jv_bool(true);
}

static struct ck_jv loop_attr(struct ck_jrun *r, const struct ck_jloop *l, struct ck_jtext name)
{
	const int64_t i = (int64_t)l->at, n = (int64_t)l->over->n;
	if (ck_jtext_is(name, "index")) return ck_jv_int(i + 1);
	if (ck_jtext_is(name, "index0")) return ck_jv_int(i);
	if (ck_jtext_is(name, "revindex")) return ck_jv_int(n - i);
	if (ck_jtext_is(name, "revindex0")) return ck_jv_int(n - i - 1);
	if (ck_jtext_is(name, "first")) return ck_jv_bool(i == 0);
	if (ck_jtext_is(name, "last")) return ck_jv_bool(i == n - 1);
	if (ck_jtext_is(name, "length")) return ck_jv_int(n);
	if (ck_jtext_is(name, "depth")) return ck_jv_int(1); /* no loop is recursive */
	if (ck_jtext_is(name, "depth0")) return ck_jv_int(0);
	if (ck_jtext_is(name, "previtem")) return i > 0 ? l->over->v[i - 1] : undefined;
	if (ck_jtext_is(name, "nextitem")) return i + 1 < n ? l->over->v[i + 1] : undefined;
	return ck_jfail(r, "loop.%.*s is not supported", (int)name.n, name.s);
}

static struct ck_jv bound(struct ck_jrun *r, struct ck_jv self, struct ck_jtext name)
{
	struct ck_jmethod *m = ck_alloc(r->a, sizeof *m);
	*m = (struct ck_jmethod){ self, name };
	return (struct ck_jv){ .kind = CK_JV_METHOD, .method = m };
}

/* a.name: a method before a key. */
struct ck_jv ck_jattr(struct ck_jrun *r, struct ck_jv of, struct ck_jtext name)
{
	const struct ck_jv *v = NULL;
	if (!ck_jwork(r, sizeof(struct ck_jmethod)))
		return undefined;
	if (of.kind == CK_JV_UNDEFINED)
		return ck_jfail(r, "'%.*s' is undefined", (int)of.t.n, of.t.n ? of.t.s : "");
	if (of.kind == CK_JV_LOOP)
		return loop_attr(r, of.loop, name);
	if (of.kind == CK_JV_SPACE)
		v = ck_jmap_find(r, of.map, ck_jv_text(name));
	else if (ck_jhas_method(of, name))
		return bound(r, of, name);
	else if (of.kind == CK_JV_MAP)
		v = ck_jmap_find(r, of.map, ck_jv_text(name));
	return v ? *v : (struct ck_jv){ .t = name };
}

static bool index_of(struct ck_jv key, size_t n, size_t *i)
{
	int64_t k = key.kind == CK_JV_INT ? key.i : key.kind == CK_JV_BOOL ? key.b : 0;
	k += k < 0 ? (int64_t)n : 0;
	*i = (size_t)k;
	return (key.kind == CK_JV_INT || key.kind == CK_JV_BOOL) && k >= 0 && k < (int64_t)n;
}

/* The byte at which code point i starts. */
static size_t byte_of(struct ck_jtext t, size_t i)
{
	size_t b = 0;
	while (i-- > 0)
		b += ck_jtext_step(t, b);
	return b;
}

/* a[key]: a key before a method. */
struct ck_jv ck_jitem(struct ck_jrun *r, struct ck_jv of, struct ck_jv key)
{
	size_t i;
	struct ck_jtext name = key.kind == CK_JV_TEXT ? key.t : (struct ck_jtext){ "", 0, NULL };
	if (!ck_jwork(r, of.kind == CK_JV_TEXT ? of.t.n + 1 : 1))
		return undefined;
	if (of.kind == CK_JV_UNDEFINED)
		return ck_jfail(r, "'%.*s' is undefined", (int)of.t.n, of.t.n ? of.t.s : "");
	if (of.kind == CK_JV_MAP) {
		const struct ck_jv *v = ck_jmap_find(r, of.map, key);
		if (v)
			return *v;
		if (key.kind == CK_JV_LIST || key.kind == CK_JV_MAP)
			return undefined;
	}
	if (of.kind == CK_JV_LIST && of.sort <= CK_J_TUPLES && index_of(key, of.list->n, &i))
		return of.list->v[i];
	if (of.kind == CK_JV_TEXT && index_of(key, ck_jtext_length(of.t), &i)) {
		size_t from = byte_of(of.t, i);
		return ck_jv_text(ck_jtext_part(of.t, from, from + ck_jtext_step(of.t, from)));
	}
	if (key.kind == CK_JV_TEXT && of.kind != CK_JV_MAP)
		return ck_jattr(r, of, name);
	return key.kind == CK_JV_TEXT && ck_jhas_method(of, name) ? bound(r, of, name) : (struct ck_jv){ .t = name };
}

/* Python's slice.indices. */
static bool slice_part(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s, int64_t *out)
{
	struct ck_jv v = n ? ck_jeval(r, n, s) : (struct ck_jv){ .kind = CK_JV_NONE };
	if (v.kind == CK_JV_NONE)
		return false;
	if (v.kind != CK_JV_INT && v.kind != CK_JV_BOOL)
		return ck_jfail(r, "a slice needs integers").b;
	*out = v.kind == CK_JV_INT ? v.i : v.b;
	return true;
}

static int64_t clamp(int64_t i, int64_t n, int64_t lo, int64_t hi)
{
	if (i < 0)
		i = i < -n ? lo : i + n;
	return i < lo ? lo : i > hi ? hi : i;
}

static struct ck_jv slice(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jv of = ck_jeval(r, n->a, s);
	int64_t from, to, step = 1;
	bool has_from = slice_part(r, n->list.v[0], s, &from), has_to = slice_part(r, n->list.v[1], s, &to);
	slice_part(r, n->list.v[2], s, &step);
	ck_jat(r, n);
	if (r->failed || !ck_jwork(r, of.kind == CK_JV_TEXT ? of.t.n : 1))
		return undefined;
	if (of.kind == CK_JV_UNDEFINED)
		return ck_jfail(r, "'%.*s' is undefined", (int)of.t.n, of.t.n ? of.t.s : "");
	if (of.kind != CK_JV_TEXT && (of.kind != CK_JV_LIST || of.sort > CK_J_TUPLES))
		return undefined;
	if (!step)
		return ck_jfail(r, "the step of a slice is 0");
	step += step == INT64_MIN; /* it has no negative; no list is as long */
	int64_t count = of.kind == CK_JV_TEXT ? (int64_t)ck_jtext_length(of.t) : (int64_t)of.list->n;
	int64_t lo = step < 0 ? -1 : 0, hi = step < 0 ? count - 1 : count;
	from = has_from ? clamp(from, count, lo, hi) : step < 0 ? hi : lo;
	to = has_to ? clamp(to, count, lo, hi) : step < 0 ? lo : hi;
	if (of.kind == CK_JV_TEXT && step == 1) {
		size_t b = byte_of(of.t, (size_t)from), e = to > from ? byte_of(of.t, (size_t)to) : b;
		return ck_jv_text(ck_jtext_part(of.t, b, e));
	}
	struct ck_jlist *l = ck_jlist_new(r), *all = ck_jiterate(r, of);
	for (int64_t i = from; (step < 0 ? i > to : i < to) && !r->failed; i += step) {
		ck_jlist_add(r, l, all->v[i]);
		if (step > 0 ? i > to - step : i < to - step)
			break;
	}
	if (of.kind == CK_JV_LIST)
		return ck_jv_list(l, of.sort);
	struct ck_jbuf b = { .a = r->a };
	for (size_t i = 0; i < l->n; i++)
		ck_jbuf_add(&b, l->v[i].t);
	return ck_jv_text(ck_jbuf_text(&b));
}

/* Arguments in a; more: what stands before them. */
static struct ck_jargs arguments(struct ck_jrun *r, const struct ck_jnodes *list, struct ck_jscope *s)
{
	struct ck_jv *v = ck_allocn(r->a, list->n, sizeof *v);
	struct ck_jtext *name = ck_allocn(r->a, list->n, sizeof *name);
	for (size_t i = 0; i < list->n && ck_jwork(r, sizeof *v); i++) {
		v[i] = ck_jeval(r, list->v[i]->a, s);
		name[i] = list->v[i]->text;
	}
	return (struct ck_jargs){ v, name, list->n };
}

static struct ck_jv call_macro(struct ck_jrun *r, const struct ck_jmacro *m, const struct ck_jargs *args)
{
	struct ck_jscope inner = { .outer = m->scope }, *s = ck_alloc(r->a, sizeof *s);
	const struct ck_jnode *n = m->node;
	*s = inner;
	const char **names = ck_allocn(r->a, n->list.n + 1, sizeof *names);
	for (size_t i = 0; i < n->list.n && ck_jwork(r, n->list.v[i]->text.n + sizeof *names); i++)
		names[i] = ck_strndup(r->a, n->list.v[i]->text.s, n->list.v[i]->text.n);
	if (r->failed || !ck_jargs_known(r, "the macro", args, names))
		return undefined;
	for (size_t i = 0; i < n->list.n && !r->failed; i++) {
		const struct ck_jnode *p = n->list.v[i];
		const struct ck_jv *given = ck_jarg(args, i, names[i]);
		struct ck_jv v = given ? *given : p->a ? ck_jeval(r, p->a, s) : (struct ck_jv){ .t = p->text };
		ck_jmap_set(r, &s->var, ck_jv_text(p->text), v);
	}
	struct ck_jbuf b = { .a = r->a }, *outer = r->out;
	r->out = &b;
	ck_jexec(r, &n->body, s);
	r->out = outer;
	return ck_jv_text(ck_jbuf_text(&b));
}

struct ck_jv ck_jcall(struct ck_jrun *r, struct ck_jv f, const struct ck_jargs *args)
{
	if (!ck_jwork(r, 1))
		return undefined;
	switch (f.kind) {
	case CK_JV_MACRO: return call_macro(r, f.macro, args);
	case CK_JV_METHOD: return ck_jmethod(r, f.method->self, f.method->name, args);
	case CK_JV_GLOBAL: return ck_jglobal_call(r, f.t, args);
	case CK_JV_UNDEFINED: return ck_jfail(r, "'%.*s' is undefined", (int)f.t.n, f.t.n ? f.t.s : "");
	case CK_JV_LOOP: return ck_jfail(r, "recursive loops are not supported");
	default: return ck_jfail(r, "this value is no function");
	}
}

static struct ck_jv loop_call(struct ck_jrun *r, struct ck_jloop *l, struct ck_jtext name, const struct ck_jargs *args)
{
	if (ck_jtext_is(name, "cycle") && args->n)
		return args->v[l->at % args->n];
	return ck_jfail(r, "loop.%.*s() is not supported", (int)name.n, name.s);
}

static struct ck_jv call(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	if (n->a->kind == CK_J_ATTR) {
		struct ck_jv of = ck_jeval(r, n->a->a, s);
		if (of.kind == CK_JV_LOOP) {
			struct ck_jargs args = arguments(r, &n->list, s);
			ck_jat(r, n);
			return loop_call(r, of.loop, n->a->text, &args);
		}
		ck_jat(r, n->a);
		struct ck_jv f = ck_jattr(r, of, n->a->text);
		struct ck_jargs args = arguments(r, &n->list, s);
		ck_jat(r, n->a);
		return r->failed ? undefined : ck_jcall(r, f, &args);
	}
	struct ck_jv f = ck_jeval(r, n->a, s);
	struct ck_jargs args = arguments(r, &n->list, s);
	ck_jat(r, n->a);
	return r->failed ? undefined : ck_jcall(r, f, &args);
}

static struct ck_jv collection(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	if (n->kind == CK_J_DICT) {
		struct ck_jmap *m = ck_alloc(r->a, sizeof *m);
		for (size_t i = 0; i < n->list.n && !r->failed; i += 2) {
			struct ck_jv key = ck_jeval(r, n->list.v[i], s), value = ck_jeval(r, n->list.v[i + 1], s);
			if (key.kind > CK_JV_TEXT)
				ck_jfail(r, "this value cannot be a key");
			ck_jmap_set(r, m, key, value);
		}
		return (struct ck_jv){ .kind = CK_JV_MAP, .map = m };
	}
	struct ck_jlist *l = ck_jlist_new(r);
	for (size_t i = 0; i < n->list.n && !r->failed; i++)
		ck_jlist_add(r, l, ck_jeval(r, n->list.v[i], s));
	return ck_jv_list(l, n->kind == CK_J_TUPLE ? CK_J_TUPLES : CK_J_LIST);
}

static struct ck_jv concat(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jbuf b = { .a = r->a };
	for (size_t i = 0; i < n->list.n && !r->failed; i++) {
		struct ck_jtext t = ck_jstr(r, ck_jeval(r, n->list.v[i], s));
		if (ck_jwork(r, t.n))
			ck_jbuf_add(&b, t);
	}
	return ck_jv_text(ck_jbuf_text(&b));
}

static struct ck_jv negated(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jv v)
{
	int64_t i = v.kind == CK_JV_INT ? v.i : v.kind == CK_JV_BOOL ? v.b : 0, x;
	ck_jat(r, n);
	if (v.kind == CK_JV_REAL)
		return n->kind == CK_J_NEGATE ? real(-v.r) : v;
	if (v.kind != CK_JV_INT && v.kind != CK_JV_BOOL)
		return ck_jfail(r, "a sign before what is no number");
	if (n->kind == CK_J_PLUS)
		return ck_jv_int(i);
	return __builtin_sub_overflow(0, i, &x) ? too_large(r) : ck_jv_int(x);
}

static struct ck_jv eval(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jv v;
	struct ck_jargs args;
	switch (n->kind) {
	case CK_J_BODY: return r->body;
	case CK_J_LITERAL: return literal(n);
	case CK_J_VARIABLE: return variable(r, n, s);
	case CK_J_LISTING: case CK_J_TUPLE: case CK_J_DICT: return collection(r, n, s);
	case CK_J_COND:
		if (ck_jtruth(r, ck_jeval(r, n->a, s)))
			return ck_jeval(r, n->b, s);
		return n->c ? ck_jeval(r, n->c, s) : undefined;
	case CK_J_OR: return ck_jtruth(r, v = ck_jeval(r, n->a, s)) ? v : ck_jeval(r, n->b, s);
	case CK_J_AND: return !ck_jtruth(r, v = ck_jeval(r, n->a, s)) ? v : ck_jeval(r, n->b, s);
	case CK_J_NOT: return ck_jv_bool(!ck_jtruth(r, ck_jeval(r, n->a, s)));
	case CK_J_NEGATE: case CK_J_PLUS: return negated(r, n, ck_jeval(r, n->a, s));
	case CK_J_COMPARE: return comparison(r, n, s);
	case CK_J_BINARY:
		v = ck_jeval(r, n->a, s);
		return binary(r, n, v, ck_jeval(r, n->b, s));
	case CK_J_CONCAT: return concat(r, n, s);
	case CK_J_ATTR:
		v = ck_jeval(r, n->a, s);
		ck_jat(r, n);
		return ck_jattr(r, v, n->text);
	case CK_J_ITEM: {
		v = ck_jeval(r, n->a, s);
		struct ck_jv key = ck_jeval(r, n->b, s);
		ck_jat(r, n);
		return ck_jitem(r, v, key);
	}
	case CK_J_SLICE: return slice(r, n, s);
	case CK_J_CALL: return call(r, n, s);
	case CK_J_FILTER: case CK_J_TEST:
		v = ck_jeval(r, n->a, s);
		args = arguments(r, &n->list, s);
		ck_jat(r, n);
		if (r->failed)
			return undefined;
		return n->kind == CK_J_FILTER ? ck_jfilter(r, n->text, v, &args) : ck_jv_bool(ck_jtest(r, n->text, v, &args));
	default: return undefined;
	}
}

struct ck_jv ck_jeval(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jv v = undefined;
	ck_jat(r, n);
	if (++r->depth > CK_JINJA_DEPTH)
		ck_jfail(r, "nested more than %d deep", CK_JINJA_DEPTH);
	if (ck_jwork(r, 1))
		v = eval(r, n, s);
	r->depth--;
	return r->failed ? undefined : v;
}
