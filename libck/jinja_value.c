#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jinja_run.h"
#include "unicode.h"

struct ck_jv ck_jv_bool(bool b) { return (struct ck_jv){ .kind = CK_JV_BOOL, .b = b }; }
struct ck_jv ck_jv_int(int64_t i) { return (struct ck_jv){ .kind = CK_JV_INT, .i = i }; }
struct ck_jv ck_jv_text(struct ck_jtext t) { return (struct ck_jv){ .kind = CK_JV_TEXT, .t = t }; }

struct ck_jv ck_jv_list(struct ck_jlist *l, enum ck_jsort sort)
{
	return (struct ck_jv){ .kind = CK_JV_LIST, .sort = sort, .list = l };
}

struct ck_jlist *ck_jlist_new(struct ck_jrun *r)
{
	return ck_alloc(r->a, sizeof(struct ck_jlist));
}

void ck_jlist_add(struct ck_jrun *r, struct ck_jlist *l, struct ck_jv v)
{
	if (ck_jwork(r, sizeof v))
		CK_PUSH(r->a, l, v);
}

static int64_t integer(struct ck_jv v)
{
	return v.kind == CK_JV_INT ? v.i : v.b;
}

struct ck_jv *ck_jmap_find(struct ck_jrun *r, const struct ck_jmap *m, struct ck_jv key)
{
	if (!ck_jwork(r, m->n))
		return NULL;
	for (size_t i = 0; i < m->n; i++) {
		const struct ck_jv *k = &m->v[i].key;
		if (k->kind == CK_JV_TEXT && key.kind == CK_JV_TEXT
			? k->t.n == key.t.n && ck_jwork(r, key.t.n) && ck_jtext_same(k->t, key.t)
			: k->kind != CK_JV_TEXT && key.kind != CK_JV_TEXT && ck_jequal(r, *k, key))
			return &m->v[i].value;
	}
	return NULL;
}

void ck_jmap_set(struct ck_jrun *r, struct ck_jmap *m, struct ck_jv key, struct ck_jv value)
{
	struct ck_jv *old = ck_jmap_find(r, m, key);
	if (old)
		*old = value;
	else if (ck_jwork(r, sizeof(struct ck_jpair)))
		CK_PUSH(r->a, m, (struct ck_jpair){ key, value });
}

bool ck_jtruth(struct ck_jrun *r, struct ck_jv v)
{
	(void)r;
	switch (v.kind) {
	case CK_JV_UNDEFINED: case CK_JV_NONE: return false;
	case CK_JV_BOOL: return v.b;
	case CK_JV_INT: return v.i;
	case CK_JV_REAL: return v.r != 0;
	case CK_JV_TEXT: return v.t.n;
	case CK_JV_LIST: return v.sort == CK_J_GENERATOR || v.list->n;
	case CK_JV_MAP: return v.map->n;
	case CK_JV_LOOP: return v.loop->over->n;
	default: return true;
	}
}

static bool same_lists(struct ck_jrun *r, const struct ck_jlist *a, const struct ck_jlist *b)
{
	bool same = a->n == b->n && r->depth++ < CK_JINJA_DEPTH;
	for (size_t i = 0; same && i < a->n; i++)
		same = ck_jequal(r, a->v[i], b->v[i]);
	r->depth -= a->n == b->n;
	return same;
}

static bool same_maps(struct ck_jrun *r, const struct ck_jmap *a, const struct ck_jmap *b)
{
	bool same = a->n == b->n && r->depth++ < CK_JINJA_DEPTH;
	for (size_t i = 0; same && i < a->n; i++) {
		const struct ck_jv *v = ck_jmap_find(r, b, a->v[i].key);
		same = v && ck_jequal(r, a->v[i].value, *v);
	}
	r->depth -= a->n == b->n;
	return same;
}

bool ck_jequal(struct ck_jrun *r, struct ck_jv a, struct ck_jv b)
{
	if (!ck_jwork(r, 1))
		return false;
	if (ck_jis_number(a) && ck_jis_number(b))
		return a.kind == CK_JV_REAL || b.kind == CK_JV_REAL ? ck_jreal(a) == ck_jreal(b) : integer(a) == integer(b);
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case CK_JV_UNDEFINED: case CK_JV_NONE: return true;
	case CK_JV_TEXT: return ck_jwork(r, a.t.n) && ck_jtext_same(a.t, b.t);
	case CK_JV_LIST: return a.list == b.list || (a.sort == b.sort && a.sort <= CK_J_TUPLES && same_lists(r, a.list, b.list));
	case CK_JV_MAP: return same_maps(r, a.map, b.map);
	case CK_JV_SPACE: return a.map == b.map;
	case CK_JV_LOOP: return a.loop == b.loop;
	case CK_JV_MACRO: return a.macro == b.macro;
	case CK_JV_GLOBAL: return ck_jtext_same(a.t, b.t);
	default: return false;
	}
}

static const char *const kind_name[] = { "undefined", "none", "a boolean", "an integer", "a float", "a string", "a list", "a mapping",
	"a namespace", "a loop", "a macro", "a method", "a function" };

int ck_jorder(struct ck_jrun *r, struct ck_jv a, struct ck_jv b)
{
	if (ck_jis_number(a) && ck_jis_number(b)) {
		if (a.kind != CK_JV_REAL && b.kind != CK_JV_REAL)
			return (integer(a) > integer(b)) - (integer(a) < integer(b));
		return (ck_jreal(a) > ck_jreal(b)) - (ck_jreal(a) < ck_jreal(b));
	}
	if (a.kind == CK_JV_TEXT && b.kind == CK_JV_TEXT) {
		ck_jwork(r, a.t.n < b.t.n ? a.t.n : b.t.n);
		return ck_jtext_compare(a.t, b.t);
	}
	if (a.kind == CK_JV_LIST && b.kind == CK_JV_LIST && a.sort == b.sort && a.sort <= CK_J_TUPLES && r->depth < CK_JINJA_DEPTH) {
		int order = 0;
		r->depth++;
		for (size_t i = 0; !order && i < a.list->n && i < b.list->n; i++)
			if (!ck_jequal(r, a.list->v[i], b.list->v[i]))
				order = ck_jorder(r, a.list->v[i], b.list->v[i]);
		r->depth--;
		return order ? order : (a.list->n > b.list->n) - (a.list->n < b.list->n);
	}
	ck_jfail(r, "%s and %s have no order", kind_name[a.kind], kind_name[b.kind]);
	return 0;
}

bool ck_jcontains(struct ck_jrun *r, struct ck_jv all, struct ck_jv one)
{
	switch (all.kind) {
	case CK_JV_TEXT:
		if (one.kind != CK_JV_TEXT)
			return ck_jfail(r, "%s cannot be in a string", kind_name[one.kind]).b;
		return ck_jwork(r, all.t.n) && ck_jtext_find(all.t, one.t, 0) >= 0;
	case CK_JV_MAP:
		return ck_jmap_find(r, all.map, one);
	case CK_JV_LIST: {
		const struct ck_jlist *l = ck_jiterate(r, all);
		for (size_t i = 0; i < l->n && !r->failed; i++)
			if (ck_jequal(r, l->v[i], one))
				return true;
		return false;
	}
	case CK_JV_UNDEFINED:
		return false;
	default:
		return ck_jfail(r, "%s contains nothing: 'in' needs a string, a list or a mapping", kind_name[all.kind]).b;
	}
}

struct ck_jlist *ck_jiterate(struct ck_jrun *r, struct ck_jv v)
{
	struct ck_jlist *l = ck_jlist_new(r);
	switch (v.kind) {
	case CK_JV_UNDEFINED:
		break;
	case CK_JV_LIST:
		if (v.sort == CK_J_GENERATOR && v.list->used)
			ck_jfail(r, "what this filter made was gone through already; keep it with |list");
		v.list->used = true;
		return v.list;
	case CK_JV_MAP:
		for (size_t i = 0; i < v.map->n; i++)
			ck_jlist_add(r, l, v.map->v[i].key);
		break;
	case CK_JV_TEXT:
		for (size_t i = 0, k; i < v.t.n && !r->failed; i += k) {
			k = ck_jtext_step(v.t, i);
			ck_jlist_add(r, l, ck_jv_text(ck_jtext_part(v.t, i, i + k)));
		}
		break;
	default:
		ck_jfail(r, "%s cannot be gone through", kind_name[v.kind]);
	}
	return l;
}

/* Python's repr of a float: the shortest digits that read back the same. */
static void put_real(struct ck_jbuf *b, double x)
{
	char buf[64], digits[32];
	if (x != x || x - x != 0) {
		ck_jbuf_str(b, x != x ? "nan" : x > 0 ? "inf" : "-inf");
		return;
	}
	int precision = 0;
	do
		snprintf(buf, sizeof buf, "%.*e", precision, x);
	while (strtod(buf, NULL) != x && ++precision < 17);
	const char *p = buf, *e = strchr(buf, 'e');
	int n = 0, exponent = atoi(e + 1);
	if (*p == '-')
		ck_jbuf_str(b, "-"), p++;
	for (; p < e; p++)
		if (*p != '.')
			digits[n++] = *p;
	digits[n] = 0;
	if (exponent < -4 || exponent >= 16) {
		ck_jbuf_bytes(b, digits, 1, 0);
		if (n > 1)
			ck_jbuf_str(b, "."), ck_jbuf_str(b, digits + 1);
		snprintf(buf, sizeof buf, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
		ck_jbuf_str(b, buf);
		return;
	}
	if (exponent < 0) {
		ck_jbuf_str(b, "0.");
		for (int i = -1; i > exponent; i--)
			ck_jbuf_str(b, "0");
		ck_jbuf_str(b, digits);
		return;
	}
	for (int i = 0; i <= exponent; i++)
		ck_jbuf_bytes(b, i < n ? digits + i : "0", 1, 0);
	ck_jbuf_str(b, ".");
	ck_jbuf_str(b, exponent + 1 < n ? digits + exponent + 1 : "0");
}

static void put_scalar(struct ck_jbuf *b, struct ck_jv v)
{
	char buf[32];
	if (v.kind == CK_JV_REAL) {
		put_real(b, v.r);
	} else if (v.kind == CK_JV_INT) {
		snprintf(buf, sizeof buf, "%" PRId64, v.i);
		ck_jbuf_str(b, buf);
	} else {
		ck_jbuf_str(b, v.kind == CK_JV_NONE ? "None" : v.b ? "True" : "False");
	}
}

/* Python's repr of a string. */
static void put_quoted(struct ck_jrun *r, struct ck_jbuf *b, struct ck_jtext t)
{
	bool single = memchr(t.s, '\'', t.n), twice = memchr(t.s, '"', t.n);
	const char *quote = single && !twice ? "\"" : "'";
	ck_jbuf_str(b, quote);
	for (size_t i = 0, k; i < t.n && !r->failed; i += k) {
		char buf[8];
		uint32_t c = ck_uni_read(t.s + i, t.n - i, &k);
		uint8_t mark = t.mark ? t.mark[i] : 0;
		if (c == '\\' || c == (uint32_t)*quote)
			ck_jbuf_bytes(b, "\\", 1, mark), ck_jbuf_add(b, ck_jtext_part(t, i, i + k));
		else if (c == '\n' || c == '\r' || c == '\t')
			ck_jbuf_bytes(b, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t", 2, mark);
		else if (c < ' ' || c == 0x7f)
			snprintf(buf, sizeof buf, "\\x%02x", c), ck_jbuf_bytes(b, buf, 4, mark);
		else if (c < 0x7f || (ck_uni_class(c) & CK_UNI_CATEGORY) != CK_UNI_OTHER || c == 0xfffd)
			ck_jbuf_add(b, ck_jtext_part(t, i, i + k));
		else
			ck_jfail(r, "whether U+%04X is printed as it is in a list is not known here", c);
	}
	ck_jbuf_str(b, quote);
}

static void put_repr(struct ck_jrun *r, struct ck_jbuf *b, struct ck_jv v);

static void put_list(struct ck_jrun *r, struct ck_jbuf *b, struct ck_jv v)
{
	bool tuple = v.sort == CK_J_TUPLES;
	ck_jbuf_str(b, tuple ? "(" : "[");
	for (size_t i = 0; i < v.list->n && !r->failed; i++) {
		if (i)
			ck_jbuf_str(b, ", ");
		put_repr(r, b, v.list->v[i]);
	}
	ck_jbuf_str(b, tuple && v.list->n == 1 ? ",)" : tuple ? ")" : "]");
}

static void put_repr(struct ck_jrun *r, struct ck_jbuf *b, struct ck_jv v)
{
	size_t before = b->n;
	if (++r->depth > CK_JINJA_DEPTH) {
		ck_jfail(r, "a value is nested too deeply");
	} else if (v.kind == CK_JV_TEXT) {
		put_quoted(r, b, v.t);
	} else if (v.kind == CK_JV_LIST && v.sort <= CK_J_TUPLES) {
		put_list(r, b, v);
	} else if (v.kind == CK_JV_MAP) {
		ck_jbuf_str(b, "{");
		for (size_t i = 0; i < v.map->n && !r->failed; i++) {
			if (i)
				ck_jbuf_str(b, ", ");
			put_repr(r, b, v.map->v[i].key);
			ck_jbuf_str(b, ": ");
			put_repr(r, b, v.map->v[i].value);
		}
		ck_jbuf_str(b, "}");
	} else if (v.kind == CK_JV_UNDEFINED) {
		ck_jbuf_str(b, "Undefined");
	} else if (v.kind <= CK_JV_REAL) {
		put_scalar(b, v);
	} else {
		ck_jfail(r, "%s is not printed", v.kind == CK_JV_LIST ? "what a filter made, without |list," : kind_name[v.kind]);
	}
	r->depth--;
	ck_jwork(r, b->n - before + 1);
}

struct ck_jtext ck_jstr(struct ck_jrun *r, struct ck_jv v)
{
	struct ck_jbuf b = { .a = r->a };
	if (v.kind == CK_JV_TEXT)
		return v.t;
	if (v.kind != CK_JV_UNDEFINED)
		put_repr(r, &b, v);
	return ck_jbuf_text(&b);
}
