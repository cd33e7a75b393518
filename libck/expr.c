#include "expr.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 64 };

struct parser {
	const char *text, *p;
	const struct ck_scope *scope;
	struct ck_expr_error *err;
	bool skip;  /* parse without evaluating */
	int depth;
};

static bool fail(struct parser *s, const char *at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static bool ternary(struct parser *s, struct ck_term *out);

static bool fail(struct parser *s, const char *at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	s->err->at = (size_t)(at - s->text);
	vsnprintf(s->err->text, sizeof s->err->text, fmt, ap);
	va_end(ap);
	return false;
}

static void space(struct parser *s)
{
	while (*s->p == ' ' || *s->p == '\t')
		s->p++;
}

static bool take(struct parser *s, const char *token)
{
	space(s);
	size_t n = strlen(token);
	if (strncmp(s->p, token, n))
		return false;
	s->p += n;
	return true;
}

static bool name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static size_t name_length(const char *p)
{
	size_t n = 0;
	while (name_start(p[n]) || (n && (isdigit((unsigned char)p[n]) || p[n] == '.')))
		n++;
	return n;
}

static struct ck_term boolean(bool b)
{
	return (struct ck_term){ .type = CK_TERM_BOOL, .b = b };
}

static struct ck_term integer(int64_t i, const char *dyn)
{
	return (struct ck_term){ .type = CK_TERM_INT, .i = i, .dyn = i ? dyn : NULL };
}

static const char *const type_name[] = { "a condition", "an integer", "a real number", "text" };

static bool numeric(const struct ck_term *t)
{
	return t->type == CK_TERM_INT || t->type == CK_TERM_REAL;
}

static double real(const struct ck_term *t)
{
	return t->type == CK_TERM_INT ? (double)t->i : t->r;
}

static bool same_dyn(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool need_bool(struct parser *s, const char *at, const struct ck_term *t)
{
	return s->skip || t->type == CK_TERM_BOOL || fail(s, at, "expected a condition, found %s", type_name[t->type]);
}

static bool need_number(struct parser *s, const char *at, const struct ck_term *t)
{
	return s->skip || numeric(t) || fail(s, at, "expected a number, found %s", type_name[t->type]);
}

static bool set_real(struct parser *s, const char *at, double r, struct ck_term *out)
{
	if (!isfinite(r))
		return fail(s, at, "result is not finite");
	*out = (struct ck_term){ .type = CK_TERM_REAL, .r = r };
	return true;
}

static bool divide_int(struct parser *s, const char *at, struct ck_term a, struct ck_term b, struct ck_term *out)
{
	if (!b.i)
		return fail(s, at, "division by zero");
	if (b.dyn && !same_dyn(a.dyn, b.dyn))
		return fail(s, at, "division by %s, which has no value here", b.dyn);
	if (b.i == -1 && a.i == INT64_MIN)
		return fail(s, at, "integer overflow");
	if (a.i % b.i)
		return fail(s, at, "%lld is not divisible by %lld", (long long)a.i, (long long)b.i);
	*out = integer(a.i / b.i, b.dyn ? NULL : a.dyn);
	return true;
}

static bool arithmetic(struct parser *s, const char *at, char op, struct ck_term a, struct ck_term b, struct ck_term *out)
{
	if (s->skip)
		return true;
	if (!need_number(s, at, &a) || !need_number(s, at, &b))
		return false;
	if (a.type != b.type || a.type == CK_TERM_REAL) {
		if (a.dyn || b.dyn)
			return fail(s, at, "%s has no value here", a.dyn ? a.dyn : b.dyn);
		double x = real(&a), y = real(&b);
		if (op == '%')
			return fail(s, at, "%% needs integers");
		if (op == '/' && y == 0)
			return fail(s, at, "division by zero");
		return set_real(s, at, op == '+' ? x + y : op == '-' ? x - y : op == '*' ? x * y : x / y, out);
	}
	int64_t i = 0;
	bool over = false;
	switch (op) {
	case '+':
	case '-':
		if (!same_dyn(a.dyn, b.dyn) && a.i && b.i)
			return fail(s, at, "sum of terms in %s and %s", a.dyn ? a.dyn : "1", b.dyn ? b.dyn : "1");
		over = op == '+' ? __builtin_add_overflow(a.i, b.i, &i) : __builtin_sub_overflow(a.i, b.i, &i);
		break;
	case '*':
		if (a.dyn && b.dyn)
			return fail(s, at, "product of %s and %s, which have no values here", a.dyn, b.dyn);
		over = __builtin_mul_overflow(a.i, b.i, &i);
		break;
	case '/':
		return divide_int(s, at, a, b, out);
	default:
		if (a.dyn || b.dyn)
			return fail(s, at, "%s has no value here", a.dyn ? a.dyn : b.dyn);
		if (!b.i)
			return fail(s, at, "division by zero");
		i = b.i == -1 ? 0 : a.i % b.i;
	}
	if (over)
		return fail(s, at, "integer overflow");
	*out = integer(i, a.dyn ? a.dyn : b.dyn);
	return true;
}

static bool quoted(struct parser *s, struct ck_term *out)
{
	char quote = *s->p;
	const char *start = s->p + 1, *end = strchr(start, quote);
	if (!end)
		return fail(s, s->p, "text without its closing quote");
	s->p = end + 1;
	*out = (struct ck_term){ .type = CK_TERM_TEXT, .text = { start, (size_t)(end - start) } };
	return true;
}

static bool number(struct parser *s, struct ck_term *out)
{
	const char *start = s->p;
	size_t n = strspn(start, "0123456789");
	bool whole = start[n] != '.' && start[n] != 'e' && start[n] != 'E';
	char *end;
	errno = 0;
	if (whole) {
		int64_t i = strtoll(start, &end, 10);
		if (errno)
			return fail(s, start, "number out of range");
		*out = integer(i, NULL);
	} else {
		double r = strtod(start, &end);
		if (end == start || !isfinite(r))
			return fail(s, start, "number out of range");
		*out = (struct ck_term){ .type = CK_TERM_REAL, .r = r };
	}
	s->p = end;
	if (name_start(*end) || *end == '.')
		return fail(s, end, "unexpected '%c' after a number", *end);
	return true;
}

static bool has(struct parser *s, struct ck_term *out)
{
	space(s);
	const char *at = s->p;
	size_t n = name_length(at);
	if (!n)
		return fail(s, at, "has() needs a name");
	s->p += n;
	if (!take(s, ")"))
		return fail(s, s->p, "expected ')'");
	struct ck_term t;
	*out = boolean(!s->skip && s->scope && s->scope->lookup(s->scope->user, at, n, &t));
	return true;
}

/* Functions of one number; those that have no value for a negative one say so. */
static const struct real_function { const char *name; double (*f)(double); bool positive; } real_functions[] = {
	{ "sqrt", sqrt, true }, { "log", log, true }, { "floor", floor, false }, { "ceil", ceil, false },
};

static const struct real_function *real_function(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof real_functions / sizeof *real_functions; i++)
		if (strlen(real_functions[i].name) == n && !memcmp(real_functions[i].name, name, n))
			return &real_functions[i];
	return NULL;
}

static bool call(struct parser *s, const char *at, size_t n, struct ck_term *out)
{
	const struct real_function *of = real_function(at, n);
	bool low = n == 3 && !strncmp(at, "min", n);
	if (n == 3 && !strncmp(at, "has", n))
		return has(s, out);
	if (!of && !low && !(n == 3 && !strncmp(at, "max", n)))
		return fail(s, at, "unknown function '%.*s'", (int)(n > 40 ? 40 : n), at);
	int count = 0;
	do {
		struct ck_term t = integer(0, NULL);
		space(s);
		const char *arg = s->p;
		if (!ternary(s, &t) || !need_number(s, arg, &t))
			return false;
		if (t.dyn)
			return fail(s, arg, "%s has no value here", t.dyn);
		bool less = t.type == CK_TERM_INT && out->type == CK_TERM_INT ? t.i < out->i : real(&t) < real(out);
		bool same = t.type == CK_TERM_INT && out->type == CK_TERM_INT ? t.i == out->i : real(&t) == real(out);
		if (!count++ || (!same && less == low))
			*out = t;
	} while (take(s, ","));
	if (!take(s, ")"))
		return fail(s, s->p, "expected ')'");
	if (of && count != 1)
		return fail(s, at, "%s takes one argument", of->name);
	if (!of || s->skip)
		return true;
	if (real(out) < 0 && of->positive)
		return fail(s, at, "%s of a negative number", of->name);
	return set_real(s, at, of->f(real(out)), out);
}

static bool name(struct parser *s, struct ck_term *out)
{
	const char *at = s->p;
	size_t n = name_length(at);
	s->p += n;
	if (take(s, "("))
		return call(s, at, n, out);
	if ((n == 4 && !strncmp(at, "true", n)) || (n == 5 && !strncmp(at, "false", n))) {
		*out = boolean(n == 4);
		return true;
	}
	if (s->skip)
		return true;
	if (!s->scope || !s->scope->lookup(s->scope->user, at, n, out))
		return fail(s, at, "'%.*s' is not defined", (int)(n > 100 ? 100 : n), at);
	return true;
}

static bool primary(struct parser *s, struct ck_term *out)
{
	space(s);
	const char *at = s->p;
	*out = integer(0, NULL);
	if (++s->depth > DEPTH)
		return fail(s, at, "nested too deeply");
	bool ok;
	if (take(s, "(")) {
		ok = ternary(s, out) && (take(s, ")") || fail(s, s->p, "expected ')'"));
	} else if (*s->p == '-') {
		s->p++;
		ok = primary(s, out) && arithmetic(s, at, '-', integer(0, NULL), *out, out);
	} else if (*s->p == '!' && s->p[1] != '=') {
		s->p++;
		ok = primary(s, out) && need_bool(s, at, out);
		if (ok)
			*out = boolean(!s->skip && !out->b);
	} else if (*s->p == '\'' || *s->p == '"') {
		ok = quoted(s, out);
	} else if (isdigit((unsigned char)*s->p) || *s->p == '.') {
		ok = number(s, out);
	} else if (name_start(*s->p)) {
		ok = name(s, out);
	} else if (*s->p) {
		ok = fail(s, at, "unexpected '%c'", isprint((unsigned char)*s->p) ? *s->p : '?');
	} else {
		ok = fail(s, at, "unexpected end");
	}
	s->depth--;
	return ok;
}

static bool product(struct parser *s, struct ck_term *out)
{
	if (!primary(s, out))
		return false;
	for (;;) {
		space(s);
		const char *at = s->p;
		if (*at != '*' && *at != '/' && *at != '%')
			return true;
		s->p++;
		struct ck_term b;
		if (!primary(s, &b) || !arithmetic(s, at, *at, *out, b, out))
			return false;
	}
}

static bool sum(struct parser *s, struct ck_term *out)
{
	if (!product(s, out))
		return false;
	for (;;) {
		space(s);
		const char *at = s->p;
		if (*at != '+' && *at != '-')
			return true;
		s->p++;
		struct ck_term b;
		if (!product(s, &b) || !arithmetic(s, at, *at, *out, b, out))
			return false;
	}
}

/* Whether a equals b; both of one kind. */
static bool equal(const struct ck_term *a, const struct ck_term *b)
{
	if (a->type == CK_TERM_TEXT)
		return a->text.n == b->text.n && !memcmp(a->text.s, b->text.s, a->text.n);
	if (a->type == CK_TERM_BOOL)
		return a->b == b->b;
	return a->type == CK_TERM_INT && b->type == CK_TERM_INT ? a->i == b->i : real(a) == real(b);
}

static bool comparison(struct parser *s, struct ck_term *out)
{
	static const char *const ops[] = { "==", "!=", "<=", ">=", "<", ">" };
	if (!sum(s, out))
		return false;
	space(s);
	const char *at = s->p;
	int op = 0;
	while (op < 6 && !take(s, ops[op]))
		op++;
	if (op == 6)
		return true;
	struct ck_term a = *out, b;
	if (!sum(s, &b))
		return false;
	if (s->skip)
		return true;
	if (numeric(&a) != numeric(&b) || (!numeric(&a) && a.type != b.type))
		return fail(s, at, "comparison of %s with %s", type_name[a.type], type_name[b.type]);
	if (op >= 2 && !numeric(&a))
		return fail(s, at, "%s needs numbers", ops[op]);
	if (!same_dyn(a.dyn, b.dyn))
		return fail(s, at, "%s has no value here", a.dyn ? a.dyn : b.dyn);
	if (op < 2) {
		*out = boolean(equal(&a, &b) == (op == 0));
		return true;
	}
	bool ints = a.type == CK_TERM_INT && b.type == CK_TERM_INT;
	bool less = ints ? a.i < b.i : real(&a) < real(&b), more = ints ? a.i > b.i : real(&a) > real(&b);
	*out = boolean(op == 2 ? !more : op == 3 ? !less : op == 4 ? less : more);
	return true;
}

/* a && b && ..., a || b || ...: `stop` is the value that decides. */
static bool chain(struct parser *s, const char *op, bool stop, bool (*part)(struct parser *, struct ck_term *),
	struct ck_term *out)
{
	space(s);
	const char *at = s->p;
	if (!part(s, out))
		return false;
	bool outer = s->skip;
	while (take(s, op)) {
		if (!need_bool(s, at, out))
			return false;
		struct ck_term b;
		s->skip = outer || out->b == stop;
		space(s);
		at = s->p;
		if (!part(s, &b) || !need_bool(s, at, &b))
			return false;
		if (!s->skip)
			*out = b;
		s->skip = outer;
	}
	return true;
}

static bool conjunction(struct parser *s, struct ck_term *out)
{
	return chain(s, "&&", false, comparison, out);
}

static bool ternary(struct parser *s, struct ck_term *out)
{
	space(s);
	const char *at = s->p;
	if (++s->depth > DEPTH)
		return fail(s, at, "nested too deeply");
	if (!chain(s, "||", true, conjunction, out))
		return false;
	if (take(s, "?")) {
		if (!need_bool(s, at, out))
			return false;
		bool outer = s->skip, choice = out->type == CK_TERM_BOOL && out->b;
		struct ck_term yes, no;
		s->skip = outer || !choice;
		if (!ternary(s, &yes))
			return false;
		if (!take(s, ":"))
			return fail(s, s->p, "expected ':'");
		s->skip = outer || choice;
		if (!ternary(s, &no))
			return false;
		s->skip = outer;
		*out = choice ? yes : no;
	}
	s->depth--;
	return true;
}

bool ck_expr(const char *text, const struct ck_scope *scope, struct ck_term *out, struct ck_expr_error *err)
{
	struct parser s = { .text = text, .p = text, .scope = scope, .err = err };
	if (!ternary(&s, out))
		return false;
	space(&s);
	return !*s.p || fail(&s, s.p, "unexpected '%c'", isprint((unsigned char)*s.p) ? *s.p : '?');
}

bool ck_expr_bool(const char *text, const struct ck_scope *scope, bool *out, struct ck_expr_error *err)
{
	struct parser s = { .text = text, .p = text, .err = err };
	struct ck_term t;
	if (!ck_expr(text, scope, &t, err) || !need_bool(&s, text, &t))
		return false;
	*out = t.b;
	return true;
}

bool ck_expr_int(const char *text, const struct ck_scope *scope, int64_t *out, struct ck_expr_error *err)
{
	struct parser s = { .text = text, .p = text, .err = err };
	struct ck_term t;
	if (!ck_expr(text, scope, &t, err))
		return false;
	if (t.type != CK_TERM_INT)
		return fail(&s, text, "expected an integer, found %s", type_name[t.type]);
	if (t.dyn)
		return fail(&s, text, "%s has no value here", t.dyn);
	*out = t.i;
	return true;
}
