/* Methods of strings and mappings, as Python has them. */
#include <string.h>

#include "jinja_case.h"
#include "jinja_run.h"

/* Every public method of Python's types: a name of them is never a missing key. */
static const char *const text_methods[] = { "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find",
	"format", "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
	"isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans", "partition", "removeprefix",
	"removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith",
	"strip", "swapcase", "title", "translate", "upper", "zfill", NULL };
static const char *const map_methods[] = { "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault",
	"update", "values", NULL };
static const char *const list_methods[] = { "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
	"sort", NULL };
static const char *const tuple_methods[] = { "count", "index", NULL };

bool ck_jhas_method(struct ck_jv self, struct ck_jtext name)
{
	const char *const *m = self.kind == CK_JV_TEXT ? text_methods : self.kind == CK_JV_MAP ? map_methods
		: self.kind != CK_JV_LIST ? NULL : self.sort == CK_J_LIST ? list_methods : self.sort == CK_J_TUPLES ? tuple_methods : NULL;
	for (; m && *m; m++)
		if (ck_jtext_is(name, *m))
			return true;
	return false;
}

static struct ck_jv refuse(struct ck_jrun *r, const char *name, const char *what)
{
	return ck_jfail(r, "%s() %s", name, what);
}

/* The last place of what in t; -1: none. The bytes that may have to be compared are charged as they are met. */
static int64_t find_last(struct ck_jrun *r, struct ck_jtext t, struct ck_jtext what)
{
	if (!what.n)
		return (int64_t)t.n;
	for (size_t i = t.n < what.n ? 0 : t.n - what.n + 1; i-- > 0;) {
		if (t.s[i] != *what.s)
			continue;
		if (!ck_jwork(r, what.n))
			break;
		if (!memcmp(t.s + i, what.s, what.n))
			return (int64_t)i;
	}
	return -1;
}

static struct ck_jv strip(struct ck_jrun *r, const char *name, struct ck_jtext t, const struct ck_jargs *args)
{
	bool some = args->n && args->v[0].kind != CK_JV_NONE;
	if (args->n > 1 || (some && args->v[0].kind != CK_JV_TEXT))
		return refuse(r, name, "takes one string");
	if (some && !ck_jwork(r, (uint64_t)t.n * args->v[0].t.n))
		return ck_jv_text(t);
	return ck_jv_text(ck_jtext_strip(t, some ? &args->v[0].t : NULL, *name != 'r', *name != 'l'));
}

static struct ck_jv ends(struct ck_jrun *r, const char *name, struct ck_jtext t, const struct ck_jargs *args)
{
	const struct ck_jv *one = args->v;
	size_t n = 1;
	if (args->n == 1 && args->v[0].kind == CK_JV_LIST && args->v[0].sort == CK_J_TUPLES) {
		one = args->v[0].list->v;
		n = args->v[0].list->n;
	} else if (args->n != 1) {
		return refuse(r, name, "takes one string or tuple here");
	}
	bool found = false;
	for (size_t i = 0; i < n && !found; i++) {
		if (one[i].kind != CK_JV_TEXT)
			return refuse(r, name, "takes strings");
		size_t k = one[i].t.n;
		if (!ck_jwork(r, k < t.n ? k + 1 : 1))
			break;
		found = k <= t.n && ck_jtext_same(one[i].t, ck_jtext_part(t, *name == 's' ? 0 : t.n - k, *name == 's' ? k : t.n));
	}
	return ck_jv_bool(found);
}

/* Between white space. */
static void split_white(struct ck_jrun *r, struct ck_jtext t, int64_t most, struct ck_jlist *out)
{
	t = ck_jtext_strip(t, NULL, true, false);
	while (t.n && !r->failed) {
		size_t k = 0, size = 0;
		while (k < t.n && !ck_jtext_white(t.s + k, t.n - k, &size))
			k += size;
		if (most >= 0 && (int64_t)out->n == most)
			k = t.n;
		ck_jlist_add(r, out, ck_jv_text(ck_jtext_part(t, 0, k)));
		t = ck_jtext_strip(ck_jtext_part(t, k, t.n), NULL, true, false);
	}
}

static void reverse(struct ck_jlist *l)
{
	for (size_t i = 0, k = l->n; i + 1 < k; i++) {
		struct ck_jv v = l->v[i];
		l->v[i] = l->v[--k];
		l->v[k] = v;
	}
}

static struct ck_jv split(struct ck_jrun *r, const char *name, struct ck_jtext t, const struct ck_jargs *args)
{
	static const char *const names[] = { "sep", "maxsplit", NULL };
	struct ck_jlist *l = ck_jlist_new(r);
	if (!ck_jargs_known(r, name, args, names))
		return ck_jv_list(l, CK_J_LIST);
	const struct ck_jv *sep = ck_jarg(args, 0, "sep"), *limit = ck_jarg(args, 1, "maxsplit");
	int64_t most = limit && limit->kind == CK_JV_INT ? limit->i : -1;
	if (limit && limit->kind != CK_JV_INT)
		return refuse(r, name, "takes an integer as maxsplit");
	if (!sep || sep->kind == CK_JV_NONE) {
		if (*name == 'r' && most >= 0)
			return refuse(r, name, "between white space with maxsplit is not supported");
		split_white(r, t, most, l);
		if (l->n && most >= 0 && (int64_t)l->n == most + 1) { /* the rest keeps the white space at its end */
			struct ck_jtext *last = &l->v[l->n - 1].t;
			*last = ck_jtext_part(t, (size_t)(last->s - t.s), t.n);
		}
		return ck_jv_list(l, CK_J_LIST);
	}
	if (sep->kind != CK_JV_TEXT || !sep->t.n)
		return refuse(r, name, "needs a string that is not empty");
	for (int64_t at; (most < 0 || (int64_t)l->n < most) && ck_jwork(r, sep->t.n);) {
		at = *name == 'r' ? find_last(r, t, sep->t) : ck_jtext_find(t, sep->t, 0);
		if (at < 0)
			break;
		size_t from = (size_t)at, to = from + sep->t.n;
		ck_jlist_add(r, l, ck_jv_text(*name == 'r' ? ck_jtext_part(t, to, t.n) : ck_jtext_part(t, 0, from)));
		ck_jwork(r, *name == 'r' ? t.n - from : from);
		t = *name == 'r' ? ck_jtext_part(t, 0, from) : ck_jtext_part(t, to, t.n);
	}
	ck_jlist_add(r, l, ck_jv_text(t));
	if (*name == 'r')
		reverse(l);
	return ck_jv_list(l, CK_J_LIST);
}

/* Bytes of the line end at s; 0: none. */
static size_t line_end(const char *s, size_t n)
{
	if (*s == '\r')
		return n > 1 && s[1] == '\n' ? 2 : 1;
	if ((*s >= '\n' && *s <= '\f') || (*s >= 0x1c && *s <= 0x1e))
		return 1;
	if (n > 1 && !memcmp(s, "\xc2\x85", 2))
		return 2;
	return n > 2 && (!memcmp(s, "\xe2\x80\xa8", 3) || !memcmp(s, "\xe2\x80\xa9", 3)) ? 3 : 0;
}

static struct ck_jv splitlines(struct ck_jrun *r, struct ck_jtext t, const struct ck_jargs *args)
{
	static const char *const names[] = { "keepends", NULL };
	struct ck_jlist *l = ck_jlist_new(r);
	if (!ck_jargs_known(r, "splitlines", args, names))
		return ck_jv_list(l, CK_J_LIST);
	const struct ck_jv *v = ck_jarg(args, 0, "keepends");
	bool keep = v && ck_jtruth(r, *v);
	for (size_t i = 0, from = 0; i < t.n && ck_jwork(r, 1);) {
		size_t k = line_end(t.s + i, t.n - i);
		i += k ? k : 1;
		if (k || i >= t.n) {
			ck_jlist_add(r, l, ck_jv_text(ck_jtext_part(t, from, keep ? i : i - k)));
			from = i;
		}
	}
	return ck_jv_list(l, CK_J_LIST);
}

struct ck_jv ck_jreplace(struct ck_jrun *r, struct ck_jtext t, const struct ck_jargs *args)
{
	static const char *const names[] = { "old", "new", "count", NULL };
	struct ck_jbuf b = { .a = r->a };
	const struct ck_jv *limit = ck_jarg(args, 2, "count");
	if (!ck_jargs_known(r, "replace", args, names))
		return ck_jv_text(t);
	if (args->n < 2 || args->name[0].n || args->name[1].n || args->v[0].kind != CK_JV_TEXT || args->v[1].kind != CK_JV_TEXT
		|| (limit && limit->kind != CK_JV_INT && limit->kind != CK_JV_NONE))
		return refuse(r, "replace", "takes two strings and perhaps a count");
	struct ck_jtext old = args->v[0].t, new = args->v[1].t;
	int64_t most = limit && limit->kind == CK_JV_INT && limit->i >= 0 ? limit->i : INT64_MAX, at = 0;
	if (!old.n)
		return refuse(r, "replace", "of the empty string is not supported");
	size_t from = 0;
	for (; most > 0 && (at = ck_jtext_find(t, old, from)) >= 0 && ck_jwork(r, (size_t)at - from + new.n + 1); most--) {
		ck_jbuf_add(&b, ck_jtext_part(t, from, (size_t)at));
		ck_jbuf_add(&b, new);
		from = (size_t)at + old.n;
	}
	if (ck_jwork(r, t.n - from))
		ck_jbuf_add(&b, ck_jtext_part(t, from, t.n));
	return ck_jv_text(ck_jbuf_text(&b));
}

struct ck_jv ck_jjoin(struct ck_jrun *r, struct ck_jtext between, const struct ck_jlist *l, bool strict)
{
	struct ck_jbuf b = { .a = r->a };
	for (size_t i = 0; i < l->n && !r->failed; i++) {
		if (strict && l->v[i].kind != CK_JV_TEXT)
			return refuse(r, "join", "takes strings");
		struct ck_jtext t = ck_jstr(r, l->v[i]);
		if (i && ck_jwork(r, between.n))
			ck_jbuf_add(&b, between);
		if (ck_jwork(r, t.n))
			ck_jbuf_add(&b, t);
	}
	return ck_jv_text(ck_jbuf_text(&b));
}

static struct ck_jv find(struct ck_jrun *r, const char *name, struct ck_jtext t, const struct ck_jargs *args)
{
	if (args->n != 1 || args->v[0].kind != CK_JV_TEXT)
		return refuse(r, name, "takes one string here");
	struct ck_jtext what = args->v[0].t;
	if (*name == 'c') {
		int64_t n = 0, at = 0;
		if (!what.n)
			return ck_jv_int((int64_t)ck_jtext_length(t) + 1);
		for (size_t from = 0; (at = ck_jtext_find(t, what, from)) >= 0; from = (size_t)at + what.n)
			n++;
		return ck_jv_int(n);
	}
	int64_t at = *name == 'r' ? find_last(r, t, what) : ck_jtext_find(t, what, 0);
	return ck_jv_int(at < 0 ? -1 : (int64_t)ck_jtext_length(ck_jtext_part(t, 0, (size_t)at)));
}

static struct ck_jv without(struct ck_jrun *r, const char *name, struct ck_jtext t, const struct ck_jargs *args)
{
	bool prefix = name[6] == 'p';
	if (args->n != 1 || args->v[0].kind != CK_JV_TEXT)
		return refuse(r, name, "takes one string");
	if (!ends(r, prefix ? "s" : "e", t, args).b)
		return ck_jv_text(t);
	size_t k = args->v[0].t.n;
	return ck_jv_text(prefix ? ck_jtext_part(t, k, t.n) : ck_jtext_part(t, 0, t.n - k));
}

static struct ck_jv text_method(struct ck_jrun *r, struct ck_jtext t, const char *name, const struct ck_jargs *args)
{
	if (!ck_jwork(r, t.n))
		return ck_jv_text(t);
	if (!strcmp(name, "strip") || !strcmp(name, "lstrip") || !strcmp(name, "rstrip"))
		return strip(r, name, t, args);
	if (!strcmp(name, "startswith") || !strcmp(name, "endswith"))
		return ends(r, name, t, args);
	if (!strcmp(name, "split") || !strcmp(name, "rsplit"))
		return split(r, name, t, args);
	if (!strcmp(name, "splitlines"))
		return splitlines(r, t, args);
	if (!strcmp(name, "replace"))
		return ck_jreplace(r, t, args);
	if (!strcmp(name, "find") || !strcmp(name, "rfind") || !strcmp(name, "count"))
		return find(r, name, t, args);
	if (!strcmp(name, "removeprefix") || !strcmp(name, "removesuffix"))
		return without(r, name, t, args);
	if (!strcmp(name, "join"))
		return args->n == 1 ? ck_jjoin(r, t, ck_jiterate(r, args->v[0]), true) : refuse(r, name, "takes one list");
	enum ck_jcase how;
	if (!ck_jcase_named(name, &how) || args->n)
		return refuse(r, name, args->n ? "with arguments is not supported" : "of strings is not supported");
	return ck_jcased(r, t, how);
}

static struct ck_jv map_method(struct ck_jrun *r, const struct ck_jmap *m, const char *name, const struct ck_jargs *args)
{
	if (!strcmp(name, "get")) {
		const struct ck_jv *v = args->n ? ck_jmap_find(r, m, args->v[0]) : NULL;
		if (args->n < 1 || args->n > 2 || args->name[0].n || args->name[args->n - 1].n)
			return refuse(r, name, "takes a key and perhaps a default");
		return v ? *v : args->n == 2 ? args->v[1] : (struct ck_jv){ .kind = CK_JV_NONE };
	}
	bool items = !strcmp(name, "items"), keys = !strcmp(name, "keys");
	if ((!items && !keys && strcmp(name, "values")) || args->n)
		return refuse(r, name, "of mappings is not supported");
	return ck_jv_list(ck_jitems(r, m, !items && !keys ? 1 : keys ? 0 : 2), CK_J_VIEW);
}

struct ck_jlist *ck_jitems(struct ck_jrun *r, const struct ck_jmap *m, int what)
{
	struct ck_jlist *l = ck_jlist_new(r);
	for (size_t i = 0; i < m->n && !r->failed; i++) {
		struct ck_jlist *pair = ck_jlist_new(r);
		if (what == 2) {
			ck_jlist_add(r, pair, m->v[i].key);
			ck_jlist_add(r, pair, m->v[i].value);
		}
		ck_jlist_add(r, l, what == 0 ? m->v[i].key : what == 1 ? m->v[i].value : ck_jv_list(pair, CK_J_TUPLES));
	}
	return l;
}

static struct ck_jv list_method(struct ck_jrun *r, const struct ck_jlist *l, const char *name, const struct ck_jargs *args)
{
	bool count = !strcmp(name, "count");
	int64_t n = 0;
	if ((!count && strcmp(name, "index")) || args->n != 1)
		return refuse(r, name, "of lists is not supported: templates cannot change them");
	for (size_t i = 0; i < l->n && !r->failed; i++)
		if (ck_jequal(r, l->v[i], args->v[0])) {
			n++;
			if (!count)
				return ck_jv_int((int64_t)i);
		}
	return count ? ck_jv_int(n) : refuse(r, name, "finds no such value");
}

struct ck_jv ck_jmethod(struct ck_jrun *r, struct ck_jv self, struct ck_jtext name, const struct ck_jargs *args)
{
	const char *known = ck_strndup(r->a, name.s, name.n);
	return self.kind == CK_JV_TEXT ? text_method(r, self.t, known, args)
		: self.kind == CK_JV_MAP ? map_method(r, self.map, known, args) : list_method(r, self.list, known, args);
}
