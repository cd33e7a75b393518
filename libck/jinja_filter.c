/* Filters: value | name(arguments). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "jinja_case.h"
#include "jinja_run.h"

typedef struct ck_jv filter(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args);

static struct ck_jv text_of(struct ck_jrun *r, struct ck_jv v) { return ck_jv_text(ck_jstr(r, v)); }
static struct ck_jv f_string(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { (void)a; return text_of(r, v); }
static struct ck_jv f_upper(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { (void)a; return ck_jcased(r, ck_jstr(r, v), CK_J_UPPER); }
static struct ck_jv f_lower(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { (void)a; return ck_jcased(r, ck_jstr(r, v), CK_J_LOWER); }
static struct ck_jv f_tojson(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return ck_jv_text(ck_jdump(r, v, a)); }
static struct ck_jv f_replace(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return ck_jreplace(r, ck_jstr(r, v), a); }

static struct ck_jv f_safe(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a)
{
	(void)a;
	v = text_of(r, v);
	v.sort = CK_J_MARKUP;
	return v;
}

static struct ck_jv f_capitalize(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a)
{
	(void)a;
	return ck_jcased(r, ck_jstr(r, v), CK_J_CAPITALIZE);
}

/* Jinja2's title starts words after white space and brackets, Python's after anything that is no letter. */
static struct ck_jv f_title(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a)
{
	(void)a;
	struct ck_jtext t = ck_jcased(r, ck_jstr(r, v), CK_J_LOWER).t;
	struct ck_jbuf b = { .a = r->a };
	if (r->failed)
		return v;
	bool begins = true;
	for (size_t i = 0, k; i < t.n; i += k) {
		const char c = t.s[i];
		const bool white = ck_jtext_white(t.s + i, t.n - i, &k);
		if (begins && c >= 'a' && c <= 'z')
			ck_jbuf_bytes(&b, (char[]){ (char)(c - 32) }, 1, t.mark ? t.mark[i] : 0);
		else
			ck_jbuf_add(&b, ck_jtext_part(t, i, i + k));
		begins = white || (c && strchr("-({[<", c));
	}
	return ck_jv_text(ck_jbuf_text(&b));
}

static struct ck_jv f_trim(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "chars", NULL };
	const struct ck_jv *chars = ck_jarg(args, 0, "chars");
	struct ck_jtext t = ck_jstr(r, v);
	if (!ck_jargs_known(r, "trim", args, names))
		return v;
	if (chars && chars->kind != CK_JV_TEXT && chars->kind != CK_JV_NONE)
		return ck_jfail(r, "trim takes a string");
	const struct ck_jtext *set = chars && chars->kind == CK_JV_TEXT ? &chars->t : NULL;
	if (!ck_jwork(r, t.n) || (set && !ck_jwork(r, (uint64_t)t.n * set->n)))
		return v;
	return ck_jv_text(ck_jtext_strip(t, set, true, true));
}

static struct ck_jv f_length(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	if (v.kind == CK_JV_UNDEFINED)
		return ck_jv_int(0);
	if (v.kind == CK_JV_TEXT)
		return ck_jwork(r, v.t.n) ? ck_jv_int((int64_t)ck_jtext_length(v.t)) : v;
	if (v.kind == CK_JV_MAP)
		return ck_jv_int((int64_t)v.map->n);
	if (v.kind == CK_JV_LIST && v.sort != CK_J_GENERATOR)
		return ck_jv_int((int64_t)v.list->n);
	return ck_jfail(r, "this value has no length");
}

static struct ck_jv f_default(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "default_value", "boolean", NULL };
	if (!ck_jargs_known(r, "default", args, names))
		return v;
	const struct ck_jv *other = ck_jarg(args, 0, names[0]), *boolean = ck_jarg(args, 1, names[1]);
	if (v.kind != CK_JV_UNDEFINED && (!boolean || !ck_jtruth(r, *boolean) || ck_jtruth(r, v)))
		return v;
	return other ? *other : ck_jv_text((struct ck_jtext){ "", 0, NULL });
}

static struct ck_jv f_first(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	const struct ck_jlist *l = ck_jiterate(r, v);
	return l->n ? l->v[0] : (struct ck_jv){ 0 };
}

static struct ck_jv f_last(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	if (v.kind == CK_JV_LIST && v.sort == CK_J_GENERATOR)
		return ck_jfail(r, "last of what a filter made is not supported without |list");
	const struct ck_jlist *l = ck_jiterate(r, v);
	return l->n ? l->v[l->n - 1] : (struct ck_jv){ 0 };
}

static struct ck_jlist *copied(struct ck_jrun *r, struct ck_jv v)
{
	struct ck_jlist *from = ck_jiterate(r, v), *to = ck_jlist_new(r);
	for (size_t i = 0; i < from->n && !r->failed; i++)
		ck_jlist_add(r, to, from->v[i]);
	return to;
}

static struct ck_jv f_list(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	return ck_jv_list(copied(r, v), CK_J_LIST);
}

static struct ck_jv f_reverse(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	struct ck_jlist *from = ck_jiterate(r, v), *to = ck_jlist_new(r);
	for (size_t i = from->n; i-- > 0 && !r->failed;)
		ck_jlist_add(r, to, from->v[i]);
	return v.kind == CK_JV_TEXT ? ck_jjoin(r, (struct ck_jtext){ "", 0, NULL }, to, true) : ck_jv_list(to, CK_J_GENERATOR);
}

/* Attribute "a.b.0" of v, as filters name it. */
static struct ck_jv attribute(struct ck_jrun *r, struct ck_jv v, struct ck_jv name)
{
	if (name.kind != CK_JV_TEXT)
		return ck_jitem(r, v, name);
	struct ck_jtext t = name.t;
	for (bool more = true; more && !r->failed;) {
		int64_t dot = ck_jtext_find(t, (struct ck_jtext){ ".", 1, NULL }, 0);
		struct ck_jtext part = ck_jtext_part(t, 0, dot < 0 ? t.n : (size_t)dot);
		bool digits = part.n && part.n < 10;
		for (size_t i = 0; i < part.n; i++)
			digits &= part.s[i] >= '0' && part.s[i] <= '9';
		v = ck_jitem(r, v, digits ? ck_jv_int(strtol(ck_strndup(r->a, part.s, part.n), NULL, 10)) : ck_jv_text(part));
		more = dot >= 0;
		t = ck_jtext_part(t, more ? (size_t)dot + 1 : t.n, t.n);
	}
	return v;
}

static struct ck_jv f_join(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "d", "attribute", NULL };
	if (!ck_jargs_known(r, "join", args, names))
		return v;
	const struct ck_jv *between = ck_jarg(args, 0, "d"), *name = ck_jarg(args, 1, "attribute");
	struct ck_jlist *l = ck_jiterate(r, v);
	if (name && name->kind != CK_JV_NONE) {
		l = copied(r, ck_jv_list(l, CK_J_LIST));
		for (size_t i = 0; i < l->n && !r->failed; i++)
			l->v[i] = attribute(r, l->v[i], *name);
	}
	return ck_jjoin(r, between ? ck_jstr(r, *between) : (struct ck_jtext){ "", 0, NULL }, l, false);
}

static struct ck_jargs rest(const struct ck_jargs *args, size_t from)
{
	return (struct ck_jargs){ args->v + from, args->name + from, args->n - from };
}

static struct ck_jv f_map(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	const struct ck_jv *name = ck_jarg(args, SIZE_MAX, "attribute"), *other = ck_jarg(args, SIZE_MAX, "default");
	struct ck_jlist *l = ck_jtruth(r, v) ? copied(r, v) : ck_jlist_new(r);
	if (!name && (!args->n || args->name[0].n || args->v[0].kind != CK_JV_TEXT))
		return ck_jfail(r, "map takes attribute= or the name of a filter");
	for (size_t i = 0; i < l->n && !r->failed; i++) {
		struct ck_jargs more = rest(args, name ? args->n : 1);
		l->v[i] = name ? attribute(r, l->v[i], *name) : ck_jfilter(r, args->v[0].t, l->v[i], &more);
		if (name && other && l->v[i].kind == CK_JV_UNDEFINED)
			l->v[i] = *other;
	}
	return ck_jv_list(l, CK_J_GENERATOR);
}

/* Those of v of which the test named after `skip` arguments says `want`; skip 1: of their attribute. */
static struct ck_jv choose(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args, size_t skip, bool want)
{
	struct ck_jlist *l = ck_jlist_new(r), *all = ck_jtruth(r, v) ? ck_jiterate(r, v) : l; /* none is as good as empty */
	if (args->n < skip || (args->n > skip && args->v[skip].kind != CK_JV_TEXT))
		return ck_jfail(r, "this filter takes %sthe name of a test", skip ? "an attribute and " : "");
	for (size_t i = 0, n = all->n; i < n && !r->failed; i++) {
		struct ck_jv one = skip ? attribute(r, all->v[i], args->v[0]) : all->v[i];
		struct ck_jargs more = rest(args, args->n > skip ? skip + 1 : args->n);
		if ((args->n > skip ? ck_jtest(r, args->v[skip].t, one, &more) : ck_jtruth(r, one)) == want)
			ck_jlist_add(r, l, all->v[i]);
	}
	return ck_jv_list(l, CK_J_GENERATOR);
}

static struct ck_jv f_select(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return choose(r, v, a, 0, true); }
static struct ck_jv f_reject(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return choose(r, v, a, 0, false); }
static struct ck_jv f_selectattr(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return choose(r, v, a, 1, true); }
static struct ck_jv f_rejectattr(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return choose(r, v, a, 1, false); }

static struct ck_jv f_items(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	if (v.kind == CK_JV_UNDEFINED)
		return ck_jv_list(ck_jlist_new(r), CK_J_GENERATOR);
	return v.kind == CK_JV_MAP ? ck_jv_list(ck_jitems(r, v.map, 2), CK_J_GENERATOR) : ck_jfail(r, "items is of mappings");
}

/* What sorting compares: text without regard to case, unless told; tests have letters of ASCII only, so others fail. */
static struct ck_jv sort_key(struct ck_jrun *r, struct ck_jv v, bool sensitive)
{
	return v.kind == CK_JV_TEXT && !sensitive ? ck_jcased(r, v.t, CK_J_LOWER) : v;
}

static void sort(struct ck_jrun *r, struct ck_jlist *l, struct ck_jlist *key, bool backwards)
{
	for (size_t i = 1; i < l->n && ck_jwork(r, i); i++) { /* stable, and few */
		struct ck_jv v = l->v[i], k = key->v[i];
		size_t at = i;
		for (int order; at > 0 && !r->failed; at--) {
			order = ck_jorder(r, k, key->v[at - 1]);
			if (backwards ? order <= 0 : order >= 0)
				break;
			l->v[at] = l->v[at - 1];
			key->v[at] = key->v[at - 1];
		}
		l->v[at] = v;
		key->v[at] = k;
	}
}

static struct ck_jv f_sort(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "reverse", "case_sensitive", "attribute", NULL };
	if (!ck_jargs_known(r, "sort", args, names))
		return v;
	const struct ck_jv *backwards = ck_jarg(args, 0, names[0]), *sensitive = ck_jarg(args, 1, names[1]), *name = ck_jarg(args, 2, names[2]);
	struct ck_jlist *l = copied(r, v), *key = copied(r, ck_jv_list(l, CK_J_LIST));
	for (size_t i = 0; i < key->n && !r->failed; i++)
		key->v[i] = sort_key(r, name && name->kind != CK_JV_NONE ? attribute(r, l->v[i], *name) : l->v[i], sensitive && ck_jtruth(r, *sensitive));
	sort(r, l, key, backwards && ck_jtruth(r, *backwards));
	return ck_jv_list(l, CK_J_LIST);
}

static struct ck_jv f_dictsort(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "case_sensitive", "by", "reverse", NULL };
	if (v.kind != CK_JV_MAP)
		return ck_jfail(r, "dictsort is of mappings");
	if (!ck_jargs_known(r, "dictsort", args, names))
		return v;
	const struct ck_jv *sensitive = ck_jarg(args, 0, names[0]), *by = ck_jarg(args, 1, names[1]), *backwards = ck_jarg(args, 2, names[2]);
	bool value = by && by->kind == CK_JV_TEXT && ck_jtext_is(by->t, "value");
	struct ck_jlist *l = ck_jitems(r, v.map, 2), *key = ck_jitems(r, v.map, value);
	for (size_t i = 0; i < key->n && !r->failed; i++)
		key->v[i] = sort_key(r, key->v[i], sensitive && ck_jtruth(r, *sensitive));
	sort(r, l, key, backwards && ck_jtruth(r, *backwards));
	return ck_jv_list(l, CK_J_LIST);
}

static struct ck_jv f_unique(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	struct ck_jlist *all = ck_jiterate(r, v), *l = ck_jlist_new(r), *key = ck_jlist_new(r);
	if (args->n)
		return ck_jfail(r, "unique with arguments is not supported");
	for (size_t i = 0; i < all->n && !r->failed; i++) {
		struct ck_jv k = sort_key(r, all->v[i], false);
		bool known = false;
		for (size_t j = 0; j < key->n && !known; j++)
			known = ck_jequal(r, k, key->v[j]);
		if (!known) {
			ck_jlist_add(r, key, k);
			ck_jlist_add(r, l, all->v[i]);
		}
	}
	return ck_jv_list(l, CK_J_GENERATOR);
}

static struct ck_jv extreme(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args, int sign)
{
	const struct ck_jlist *l = ck_jiterate(r, v);
	if (args->n)
		return ck_jfail(r, "min and max with arguments are not supported");
	size_t best = 0;
	for (size_t i = 1; i < l->n && !r->failed; i++)
		if (sign * ck_jorder(r, sort_key(r, l->v[i], false), sort_key(r, l->v[best], false)) > 0)
			best = i;
	return l->n ? l->v[best] : (struct ck_jv){ 0 };
}

static struct ck_jv f_max(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return extreme(r, v, a, 1); }
static struct ck_jv f_min(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *a) { return extreme(r, v, a, -1); }

static struct ck_jv f_int(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	struct ck_jv otherwise = args->n ? args->v[0] : ck_jv_int(0);
	if (args->n > 1 || (args->n && args->name[0].n && !ck_jtext_is(args->name[0], "default")))
		return ck_jfail(r, "int with a base is not supported");
	if (v.kind == CK_JV_INT)
		return v;
	if (v.kind == CK_JV_BOOL)
		return ck_jv_int(v.b);
	if (v.kind == CK_JV_REAL)
		return v.r > -9e18 && v.r < 9e18 ? ck_jv_int((int64_t)v.r) : ck_jfail(r, "integers of more than 64 bits are not supported");
	if (v.kind != CK_JV_TEXT)
		return v.kind == CK_JV_UNDEFINED ? ck_jfail(r, "'%.*s' is undefined", (int)v.t.n, v.t.n ? v.t.s : "") : otherwise;
	struct ck_jtext t = ck_jtext_strip(v.t, NULL, true, true);
	size_t i = t.n && (*t.s == '-' || *t.s == '+');
	size_t digits = i;
	while (digits < t.n && t.s[digits] >= '0' && t.s[digits] <= '9')
		digits++;
	if (digits == t.n && digits > i) {
		errno = 0;
		int64_t x = strtoll(ck_strndup(r->a, t.s, t.n), NULL, 10);
		return errno ? ck_jfail(r, "integers of more than 64 bits are not supported") : ck_jv_int(x);
	}
	for (; i < t.n; i++) /* what could still be a number to Python */
		if ((t.s[i] >= '0' && t.s[i] <= '9') || (unsigned char)t.s[i] >= 0x80)
			return ck_jfail(r, "int of '%.*s' is not supported", (int)(t.n < 100 ? t.n : 100), t.s);
	return otherwise;
}

static struct ck_jv f_float(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	if (v.kind == CK_JV_REAL)
		return v;
	if ((v.kind != CK_JV_INT && v.kind != CK_JV_BOOL) || args->n)
		return ck_jfail(r, "float of what is no number is not supported");
	return (struct ck_jv){ .kind = CK_JV_REAL, .r = v.kind == CK_JV_INT ? (double)v.i : v.b };
}

static struct ck_jv f_abs(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	(void)args;
	if (v.kind == CK_JV_REAL)
		return v.r < 0 ? (struct ck_jv){ .kind = CK_JV_REAL, .r = -v.r } : v;
	return v.kind == CK_JV_INT && v.i != INT64_MIN ? ck_jv_int(v.i < 0 ? -v.i : v.i) : ck_jfail(r, "abs is of numbers");
}

static struct ck_jv f_indent(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const names[] = { "width", "first", "blank", NULL };
	struct ck_jtext t = ck_jstr(r, v);
	if (!ck_jargs_known(r, "indent", args, names) || !ck_jwork(r, t.n))
		return v;
	const struct ck_jv *width = ck_jarg(args, 0, names[0]), *first = ck_jarg(args, 1, names[1]), *blank = ck_jarg(args, 2, names[2]);
	if (width && width->kind != CK_JV_INT)
		return ck_jfail(r, "indent takes a number of spaces here");
	if (memchr(t.s, '\r', t.n) || memchr(t.s, '\f', t.n) || memchr(t.s, '\v', t.n))
		return ck_jfail(r, "indent of text with line ends other than \\n is not supported");
	int64_t n = width ? width->i : 4;
	bool every = blank && ck_jtruth(r, *blank), here = first && ck_jtruth(r, *first);
	struct ck_jbuf b = { .a = r->a };
	for (size_t i = 0; i <= t.n && !r->failed; i++) {
		bool start = i == 0 || t.s[i - 1] == '\n', empty = i == t.n || t.s[i] == '\n';
		for (int64_t k = 0; start && (i ? !empty || every : here) && k < n && ck_jwork(r, 1); k++)
			ck_jbuf_str(&b, " ");
		if (i < t.n)
			ck_jbuf_add(&b, ck_jtext_part(t, i, i + 1));
	}
	return ck_jv_text(ck_jbuf_text(&b));
}

static const struct { const char *name; filter *f; int most; } filters[] = { /* most: arguments, where the filter does not say */
	{ "abs", f_abs, 0 }, { "capitalize", f_capitalize, 0 }, { "count", f_length, 0 }, { "d", f_default, 2 }, { "default", f_default, 2 },
	{ "dictsort", f_dictsort, 3 }, { "first", f_first, 0 }, { "float", f_float, 1 }, { "indent", f_indent, 3 }, { "int", f_int, 2 },
	{ "items", f_items, 0 }, { "join", f_join, 2 }, { "last", f_last, 0 }, { "length", f_length, 0 }, { "list", f_list, 0 },
	{ "lower", f_lower, 0 }, { "map", f_map, 16 }, { "max", f_max, 2 }, { "min", f_min, 2 }, { "reject", f_reject, 16 },
	{ "rejectattr", f_rejectattr, 16 }, { "replace", f_replace, 3 }, { "reverse", f_reverse, 0 }, { "safe", f_safe, 0 },
	{ "select", f_select, 16 }, { "selectattr", f_selectattr, 16 }, { "sort", f_sort, 3 }, { "string", f_string, 0 },
	{ "title", f_title, 0 }, { "tojson", f_tojson, 4 }, { "trim", f_trim, 1 }, { "unique", f_unique, 2 }, { "upper", f_upper, 0 },
};

struct ck_jv ck_jfilter(struct ck_jrun *r, struct ck_jtext name, struct ck_jv v, const struct ck_jargs *args)
{
	struct ck_jv out = { 0 };
	if (++r->depth > CK_JINJA_DEPTH)
		ck_jfail(r, "nested more than %d deep", CK_JINJA_DEPTH);
	size_t i = 0, n = sizeof filters / sizeof *filters;
	while (i < n && !ck_jtext_is(name, filters[i].name))
		i++;
	if (i == n)
		ck_jfail(r, "filter '%.*s' is not supported", (int)name.n, name.s);
	else if (args->n > (size_t)filters[i].most)
		ck_jfail(r, "filter '%s' with %zu arguments is not supported", filters[i].name, args->n);
	else if (!r->failed)
		out = filters[i].f(r, v, args);
	r->depth--;
	return out;
}
