/* Statements as they run, and the functions that a template finds by name. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "jinja_run.h"

static void put(struct ck_jrun *r, struct ck_jtext t)
{
	if (ck_jwork(r, t.n))
		ck_jbuf_add(r->out, t);
}

static struct ck_jscope *inside(struct ck_jrun *r, struct ck_jscope *outer)
{
	struct ck_jscope *s = ck_alloc(r->a, sizeof *s);
	s->outer = outer;
	ck_jwork(r, sizeof *s);
	return s;
}

static void assign(struct ck_jrun *r, const struct ck_jnode *target, struct ck_jv v, struct ck_jscope *s)
{
	if (target->kind == CK_J_VARIABLE) {
		ck_jmap_set(r, &s->var, ck_jv_text(target->text), v);
	} else if (target->kind == CK_J_ATTR) {
		struct ck_jv of = ck_jeval(r, target->a, s);
		ck_jat(r, target);
		if (of.kind != CK_JV_SPACE)
			ck_jfail(r, "only attributes of a namespace can be set");
		else
			ck_jmap_set(r, of.map, ck_jv_text(target->text), v);
	} else {
		ck_jat(r, target);
		const struct ck_jlist *l = ck_jiterate(r, v);
		if (l->n != target->list.n)
			ck_jfail(r, "%zu names for %zu values", target->list.n, l->n);
		for (size_t i = 0; i < target->list.n && !r->failed; i++)
			assign(r, target->list.v[i], l->v[i], s);
	}
}

static void run_if(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	for (size_t i = 0; i < n->list.n && !r->failed; i++) {
		const struct ck_jnode *arm = n->list.v[i];
		if (arm->a && !ck_jtruth(r, ck_jeval(r, arm->a, s)))
			continue;
		ck_jexec(r, &arm->body, s);
		break;
	}
}

static void run_for(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jv over = ck_jeval(r, n->b, s);
	ck_jat(r, n);
	const struct ck_jlist *all = ck_jiterate(r, over);
	struct ck_jlist *kept = n->c ? ck_jlist_new(r) : NULL;
	for (size_t i = 0; n->c && i < all->n && !r->failed; i++) {
		struct ck_jscope *inner = inside(r, s);
		assign(r, n->a, all->v[i], inner);
		if (ck_jtruth(r, ck_jeval(r, n->c, inner)))
			ck_jlist_add(r, kept, all->v[i]);
	}
	struct ck_jloop *loop = ck_alloc(r->a, sizeof *loop);
	loop->over = n->c ? kept : all;
	for (; loop->at < loop->over->n && !r->failed; loop->at++) {
		struct ck_jscope *inner = inside(r, s);
		static const struct ck_jtext name = { "loop", 4, NULL };
		ck_jmap_set(r, &inner->var, ck_jv_text(name), (struct ck_jv){ .kind = CK_JV_LOOP, .loop = loop });
		assign(r, n->a, loop->over->v[loop->at], inner);
		ck_jexec(r, &n->body, inner);
		bool breaks = r->flow == CK_J_BREAKS;
		r->flow = CK_J_GOES_ON;
		if (breaks)
			break;
	}
	if (!loop->over->n && !r->failed)
		ck_jexec(r, &n->list, inside(r, s));
}

static void capture(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jbuf b = { .a = r->a }, *outer = r->out;
	r->out = &b;
	ck_jexec(r, &n->body, inside(r, s));
	r->out = outer;
	struct ck_jv saved = r->body, v = ck_jv_text(ck_jbuf_text(&b));
	r->body = v;
	if (n->b)
		v = ck_jeval(r, n->b, s);
	r->body = saved;
	assign(r, n->a, v, s);
}

static void define(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	struct ck_jmacro *m = ck_alloc(r->a, sizeof *m);
	*m = (struct ck_jmacro){ n, s };
	ck_jmap_set(r, &s->var, ck_jv_text(n->text), (struct ck_jv){ .kind = CK_JV_MACRO, .macro = m });
}

static void statement(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s)
{
	switch (n->kind) {
	case CK_J_TEXT: put(r, n->text); break;
	case CK_J_OUTPUT: {
		struct ck_jv v = ck_jeval(r, n->a, s);
		ck_jat(r, n);
		if (!r->failed)
			put(r, ck_jstr(r, v));
		break;
	}
	case CK_J_IF: run_if(r, n, s); break;
	case CK_J_FOR: run_for(r, n, s); break;
	case CK_J_SET: assign(r, n->a, ck_jeval(r, n->b, s), s); break;
	case CK_J_CAPTURE: capture(r, n, s); break;
	case CK_J_MACRO: define(r, n, s); break;
	case CK_J_SCOPE: ck_jexec(r, &n->body, inside(r, s)); break;
	case CK_J_BREAK: r->flow = CK_J_BREAKS; break;
	case CK_J_CONTINUE: r->flow = CK_J_CONTINUES; break;
	default: break;
	}
}

void ck_jexec(struct ck_jrun *r, const struct ck_jnodes *body, struct ck_jscope *s)
{
	if (++r->depth > CK_JINJA_DEPTH)
		ck_jfail(r, "nested more than %d deep", CK_JINJA_DEPTH);
	for (size_t i = 0; i < body->n && r->flow == CK_J_GOES_ON && ck_jwork(r, 1); i++) {
		ck_jat(r, body->v[i]);
		statement(r, body->v[i], s);
	}
	r->depth--;
}

/* Functions */

bool ck_jglobal(struct ck_jrun *r, struct ck_jtext name, struct ck_jv *out)
{
	static const char *const known[] = { "range", "namespace", "dict", "raise_exception", "strftime_now", "lipsum", "cycler",
		"joiner" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (ck_jtext_is(name, known[i]) && (r->date || !ck_jtext_is(name, "strftime_now"))) {
			*out = (struct ck_jv){ .kind = CK_JV_GLOBAL, .t = name };
			return true;
		}
	return false;
}

static struct ck_jv range(struct ck_jrun *r, const struct ck_jargs *args)
{
	enum { MOST = 100000 }; /* of Jinja2's sandbox */
	static const char *const names[] = { "", "", "", NULL };
	int64_t v[3] = { 0, 0, 1 };
	struct ck_jlist *l = ck_jlist_new(r);
	if (!args->n || !ck_jargs_known(r, "range", args, names))
		return ck_jfail(r, "range takes 1 to 3 integers");
	for (size_t i = 0; i < args->n; i++) {
		if (args->v[i].kind != CK_JV_INT)
			return ck_jfail(r, "range takes 1 to 3 integers");
		v[args->n == 1 ? 1 : i] = args->v[i].i;
	}
	if (!v[2])
		return ck_jfail(r, "range with steps of 0");
	for (int64_t i = v[0]; (v[2] > 0 ? i < v[1] : i > v[1]) && !r->failed;) {
		if (l->n == MOST)
			ck_jfail(r, "a range of more than %d", MOST);
		ck_jlist_add(r, l, ck_jv_int(i));
		if (__builtin_add_overflow(i, v[2], &i))
			break;
	}
	return ck_jv_list(l, CK_J_LIST);
}

static struct ck_jv mapping(struct ck_jrun *r, enum ck_jvkind kind, const struct ck_jargs *args)
{
	struct ck_jmap *m = ck_alloc(r->a, sizeof *m);
	for (size_t i = 0; i < args->n && !r->failed; i++) {
		if (args->name[i].n) {
			ck_jmap_set(r, m, ck_jv_text(args->name[i]), args->v[i]);
		} else if (args->v[i].kind == CK_JV_MAP) {
			for (size_t k = 0; k < args->v[i].map->n && !r->failed; k++)
				ck_jmap_set(r, m, args->v[i].map->v[k].key, args->v[i].map->v[k].value);
		} else {
			ck_jfail(r, "only a mapping and named arguments are supported here");
		}
	}
	return (struct ck_jv){ .kind = kind, .map = m };
}

/* Whether strftime makes a text of it that depends on nothing but the date: not on time zone and locale. */
static bool is_date_format(struct ck_jtext t)
{
	for (size_t i = 0; i < t.n; i++) {
		if (!t.s[i])
			return false;
		if (t.s[i] != '%')
			continue;
		const bool bare = ++i < t.n && t.s[i] == '-';
		i += bare;
		if (i >= t.n || !t.s[i] || !strchr(bare ? "dHIjmMSy" : "aAbBdHIjmMpSyY%", t.s[i]))
			return false;
	}
	return true;
}

static bool read_date(const char *s, struct tm *t)
{
	*t = (struct tm){ 0 };
	int n = 0, fields = sscanf(s, "%4d-%2d-%2d%n %2d:%2d:%2d%n", &t->tm_year, &t->tm_mon, &t->tm_mday, &n, &t->tm_hour, &t->tm_min,
		&t->tm_sec, &n);
	if ((fields != 3 && fields != 6) || s[n])
		return false;
	const struct tm want = *t;
	t->tm_year -= 1900;
	t->tm_mon--;
	timegm(t);
	return t->tm_year + 1900 == want.tm_year && t->tm_mon + 1 == want.tm_mon && t->tm_mday == want.tm_mday && t->tm_hour == want.tm_hour
		&& t->tm_min == want.tm_min && t->tm_sec == want.tm_sec;
}

bool ck_jinja_is_date(const char *s)
{
	struct tm t;
	return read_date(s, &t);
}

static struct ck_jv date(struct ck_jrun *r, const struct ck_jargs *args)
{
	struct tm t;
	char buf[256];
	if (!read_date(r->date, &t))
		return ck_jfail(r, "there is no date '%s' of the form 2025-01-31 or 2025-01-31 23:59:59", r->date);
	if (args->n != 1 || args->v[0].kind != CK_JV_TEXT)
		return ck_jfail(r, "strftime_now takes a format");
	const struct ck_jtext given = args->v[0].t;
	if (!is_date_format(given))
		return ck_jfail(r, "strftime_now: this format is not supported");
	const char *format = ck_strndup(r->a, given.s, given.n);
	size_t len = *format ? strftime(buf, sizeof buf, format, &t) : 0;
	if (*format && !len)
		return ck_jfail(r, "strftime_now: the date has no text or too long a one");
	struct ck_jbuf b = { .a = r->a };
	ck_jbuf_bytes(&b, buf, len, given.mark && memchr(given.mark, 1, given.n));
	return ck_jv_text(ck_jbuf_text(&b));
}

struct ck_jv ck_jglobal_call(struct ck_jrun *r, struct ck_jtext name, const struct ck_jargs *args)
{
	if (ck_jtext_is(name, "range"))
		return range(r, args);
	if (ck_jtext_is(name, "namespace"))
		return mapping(r, CK_JV_SPACE, args);
	if (ck_jtext_is(name, "dict"))
		return mapping(r, CK_JV_MAP, args);
	if (ck_jtext_is(name, "strftime_now"))
		return date(r, args);
	if (ck_jtext_is(name, "raise_exception")) {
		struct ck_jtext t = args->n ? ck_jstr(r, args->v[0]) : (struct ck_jtext){ "", 0, NULL };
		return ck_jfail(r, "the template refuses: %.*s", (int)(t.n < 1000 ? t.n : 1000), t.s);
	}
	return ck_jfail(r, "function '%.*s' is not supported", (int)name.n, name.s);
}

static bool add_variables(struct ck_jrun *r, const json_t *object, bool mark, struct ck_jscope *s)
{
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
		ck_jmap_set(r, &s->var, ck_jv_text((struct ck_jtext){ ck_strdup(r->a, key), strlen(key), NULL }), ck_jfrom_json(r, value, mark));
	return !r->failed;
}

bool ck_jinja_render(const struct ck_jinja *t, const struct ck_jinja_data *data, struct ck_arena *a, struct ck_jtext *out)
{
	struct ck_jbuf b = { .a = a };
	struct ck_jrun r = { .name = t->name, .date = data->date, .a = a, .work = data->work ? data->work : CK_JINJA_WORK, .line = 1,
		.col = 1, .out = &b };
	struct ck_jscope data_scope = { 0 }, top = { .outer = &data_scope };
	*out = (struct ck_jtext){ "", 0, NULL };
	if (!add_variables(&r, data->input, true, &data_scope) || !add_variables(&r, data->trusted, false, &data_scope))
		return false;
	ck_jexec(&r, &t->body, &top);
	if (r.failed)
		return false;
	*out = ck_jbuf_text(&b);
	return true;
}
