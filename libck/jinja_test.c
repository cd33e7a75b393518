/* Tests: value is name. */
#include <string.h>

#include "jinja_run.h"

static bool test_defined(struct ck_jv v) { return v.kind != CK_JV_UNDEFINED; }
static bool test_undefined(struct ck_jv v) { return v.kind == CK_JV_UNDEFINED; }
static bool test_none(struct ck_jv v) { return v.kind == CK_JV_NONE; }
static bool test_string(struct ck_jv v) { return v.kind == CK_JV_TEXT; }
static bool test_number(struct ck_jv v) { return ck_jis_number(v); }
static bool test_boolean(struct ck_jv v) { return v.kind == CK_JV_BOOL; }
static bool test_integer(struct ck_jv v) { return v.kind == CK_JV_INT; }
static bool test_float(struct ck_jv v) { return v.kind == CK_JV_REAL; }
static bool test_true(struct ck_jv v) { return v.kind == CK_JV_BOOL && v.b; }
static bool test_false(struct ck_jv v) { return v.kind == CK_JV_BOOL && !v.b; }
static bool test_mapping(struct ck_jv v) { return v.kind == CK_JV_MAP; }
static bool test_callable(struct ck_jv v) { return v.kind == CK_JV_MACRO || v.kind == CK_JV_METHOD || v.kind == CK_JV_GLOBAL; }

static bool test_iterable(struct ck_jv v)
{
	return v.kind == CK_JV_UNDEFINED || v.kind == CK_JV_TEXT || v.kind == CK_JV_LIST || v.kind == CK_JV_MAP || v.kind == CK_JV_LOOP;
}

/* What has a length and subscripts. */
static bool test_sequence(struct ck_jv v)
{
	return v.kind == CK_JV_UNDEFINED ? false : v.kind == CK_JV_TEXT || v.kind == CK_JV_MAP || (v.kind == CK_JV_LIST && v.sort <= CK_J_TUPLES);
}

static const struct { const char *name; bool (*test)(struct ck_jv v); } plain[] = {
	{ "defined", test_defined }, { "undefined", test_undefined }, { "none", test_none }, { "string", test_string },
	{ "number", test_number }, { "boolean", test_boolean }, { "integer", test_integer }, { "float", test_float },
	{ "true", test_true }, { "false", test_false }, { "mapping", test_mapping }, { "callable", test_callable },
	{ "iterable", test_iterable }, { "sequence", test_sequence },
};

static bool test_divisible(struct ck_jrun *r, struct ck_jv v, struct ck_jv by)
{
	if (v.kind != CK_JV_INT || by.kind != CK_JV_INT || !by.i)
		return ck_jfail(r, "divisibility is of integers").b;
	return by.i == -1 || v.i % by.i == 0;
}

static bool test_cased(struct ck_jrun *r, struct ck_jv v, bool upper)
{
	struct ck_jtext t = ck_jstr(r, v);
	bool any = false;
	for (size_t i = 0; i < t.n && ck_jwork(r, 1); i++) {
		bool is_lower = t.s[i] >= 'a' && t.s[i] <= 'z', is_upper = t.s[i] >= 'A' && t.s[i] <= 'Z';
		if ((unsigned char)t.s[i] >= 0x80)
			return ck_jfail(r, "upper and lower case beyond ASCII are not supported").b;
		if (upper ? is_lower : is_upper)
			return false;
		any |= is_lower | is_upper;
	}
	return any;
}

bool ck_jtest(struct ck_jrun *r, struct ck_jtext name, struct ck_jv v, const struct ck_jargs *args)
{
	static const char *const compared[][2] = { { "eq", "=" }, { "equalto", "=" }, { "==", "=" }, { "ne", "!" }, { "!=", "!" },
		{ "lt", "<" }, { "lessthan", "<" }, { "gt", ">" }, { "greaterthan", ">" }, { "le", "l" }, { "ge", "g" } };
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (ck_jtext_is(name, plain[i].name))
			return args->n ? ck_jfail(r, "test '%s' takes no argument", plain[i].name).b : plain[i].test(v);
	if (ck_jtext_is(name, "odd") || ck_jtext_is(name, "even")) {
		if (v.kind != CK_JV_INT)
			return ck_jfail(r, "only integers are odd or even").b;
		return (v.i % 2 != 0) == ck_jtext_is(name, "odd");
	}
	if (ck_jtext_is(name, "upper") || ck_jtext_is(name, "lower"))
		return test_cased(r, v, ck_jtext_is(name, "upper"));
	if (args->n == 1 && ck_jtext_is(name, "in"))
		return ck_jcontains(r, args->v[0], v);
	if (args->n == 1 && ck_jtext_is(name, "divisibleby"))
		return test_divisible(r, v, args->v[0]);
	if (args->n == 1 && ck_jtext_is(name, "sameas") && v.kind <= CK_JV_BOOL)
		return v.kind == args->v[0].kind && ck_jequal(r, v, args->v[0]);
	for (size_t i = 0; i < sizeof compared / sizeof *compared; i++) {
		if (!ck_jtext_is(name, compared[i][0]) || args->n != 1)
			continue;
		char op = *compared[i][1];
		if (op == '=' || op == '!')
			return ck_jequal(r, v, args->v[0]) == (op == '=');
		int order = ck_jorder(r, v, args->v[0]);
		return op == '<' ? order < 0 : op == '>' ? order > 0 : op == 'l' ? order <= 0 : order >= 0;
	}
	return ck_jfail(r, "test '%.*s' with %zu arguments is not supported", (int)name.n, name.s, args->n).b;
}
