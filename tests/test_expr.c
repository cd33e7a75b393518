/* Expressions: values, errors and where they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "extent.h"

static bool names(void *user, const char *name, size_t n, struct ck_term *out)
{
	static const struct { const char *name; struct ck_term t; } known[] = {
		{ "E", { .type = CK_TERM_INT, .i = 64 } },
		{ "H", { .type = CK_TERM_INT, .i = 8 } },
		{ "T", { .type = CK_TERM_INT, .i = 1, .dyn = "T" } },
		{ "O", { .type = CK_TERM_INT, .i = 1, .dyn = "O" } },
		{ "eps", { .type = CK_TERM_REAL, .r = 0.5 } },
		{ "rope.layout", { .type = CK_TERM_TEXT, .text = { "split_half", 10 } } },
		{ "big", { .type = CK_TERM_INT, .i = INT64_MAX } },
		{ "yes", { .type = CK_TERM_BOOL, .b = true } },
	};
	(void)user;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == n && !memcmp(known[i].name, name, n)) {
			*out = known[i].t;
			return true;
		}
	return false;
}

static const struct ck_scope scope = { names, NULL };

static void print(const struct ck_term *t, char *buf, size_t size)
{
	if (t->type == CK_TERM_BOOL)
		snprintf(buf, size, "%s", t->b ? "true" : "false");
	else if (t->type == CK_TERM_INT)
		snprintf(buf, size, "%lld%s%s", (long long)t->i, t->dyn ? " " : "", t->dyn ? t->dyn : "");
	else if (t->type == CK_TERM_REAL)
		snprintf(buf, size, "%.17gr", t->r);
	else
		snprintf(buf, size, "'%.*s'", (int)t->text.n, t->text.s);
}

static void test_values(void **state)
{
	static const struct { const char *text, *value; } cases[] = {
		{ "1 + 2 * 3", "7" }, { "(1 + 2) * 3", "9" }, { "7 - 2 - 1", "4" }, { "64 / 8 / 2", "4" }, { "-3 + 1", "-2" },
		{ "--3", "3" }, { "7 % 4", "3" }, { "-7 % 4", "-3" }, { "E / H", "8" }, { "E * 1.5", "96r" }, { "1 / 2.0", "0.5r" },
		{ "1e3", "1000r" }, { ".5", "0.5r" }, { "sqrt(E)", "8r" }, { "log(1)", "0r" }, { "floor(-1.5)", "-2r" }, { "ceil(7 / 2.0)", "4r" }, { "floor(5)", "5r" }, { "1 / sqrt(16)", "0.25r" }, { "min(3, 1, 2)", "1" },
		{ "max(3, 1, 2)", "3" }, { "max(1, eps)", "1" }, { "min(1, eps)", "0.5r" }, { "1 < 2", "true" }, { "2 <= 1", "false" },
		{ "1 == 1.0", "true" }, { "1 != 1", "false" }, { "2 > 1 && 1 >= 1", "true" }, { "1 > 2 || yes", "true" },
		{ "!yes", "false" }, { "! (1 == 2)", "true" }, { "rope.layout == 'split_half'", "true" },
		{ "rope.layout != \"split_half\"", "false" }, { "'a' == 'ab'", "false" }, { "has(E)", "true" }, { "has(none)", "false" },
		{ "has(none) && none > 3", "false" }, { "yes || none", "true" }, { "!has(none) || 1 / 0 > 1", "true" },
		{ "yes ? 1 : none", "1" }, { "!yes ? none : 2", "2" }, { "yes ? !yes ? 1 : 2 : 3", "2" }, { "true", "true" },
		{ "T", "1 T" }, { "64 * T", "64 T" }, { "T * H * 2 / 4", "4 T" }, { "T + T", "2 T" }, { "T - T", "0" },
		{ "2 * T == T * 2", "true" }, { "8 * T / T", "8" }, { "T * 0", "0" }, { "  12  ", "12" },
		{ "9223372036854775807", "9223372036854775807" }, { "-big - 1", "-9223372036854775808" },
		{ "(-big - 1) % -1", "0" }, { "1 == 2 == false", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_term t;
		struct ck_expr_error err = { 0 };
		char buf[64];
		bool ok = ck_expr(cases[i].text, &scope, &t, &err);
		if (ok != (cases[i].value != NULL))
			fail_msg("%s: %s", cases[i].text, ok ? "accepted" : err.text);
		if (!ok)
			continue;
		print(&t, buf, sizeof buf);
		if (strcmp(buf, cases[i].value))
			fail_msg("%s: %s, not %s", cases[i].text, buf, cases[i].value);
	}
}

static void test_errors(void **state)
{
	static const struct { const char *text; size_t at; const char *what; } cases[] = {
		{ "", 0, "unexpected end" }, { "1 +", 3, "unexpected end" }, { "1 2", 2, "unexpected '2'" }, { "(1", 2, "expected ')'" },
		{ "E / 7", 2, "64 is not divisible by 7" }, { "E / 0", 2, "division by zero" }, { "E % 0", 2, "division by zero" },
		{ "1.0 / 0", 4, "division by zero" }, { "big + 1", 4, "integer overflow" }, { "big * 2", 4, "integer overflow" },
		{ "-big - 2", 5, "integer overflow" }, { "(-big - 1) / -1", 11, "integer overflow" },
		{ "9223372036854775808", 0, "out of range" }, { "1e999", 0, "out of range" }, { "1e308 * 10", 6, "not finite" },
		{ "sqrt(-1)", 0, "negative" }, { "sqrt(1, 2)", 0, "one argument" }, { "log(0)", 0, "finite" }, { "log(-1)", 0, "log of a negative" }, { "floor()", 6, "" }, { "flor(1)", 0, "unknown function" }, { "none", 0, "'none' is not defined" },
		{ "1 + none", 4, "'none' is not defined" }, { "f(1)", 0, "unknown function 'f'" }, { "has(1)", 4, "needs a name" },
		{ "1 && yes", 0, "expected a condition" }, { "yes && 1", 7, "expected a condition" }, { "!1", 0, "expected a condition" },
		{ "yes + 1", 4, "expected a number" }, { "'a' < 'b'", 4, "needs numbers" }, { "'a' == 1", 4, "comparison of text" },
		{ "1 == 2 == 3", 7, "unexpected '='" }, { "'a", 0, "closing quote" }, { "T * T", 2, "product of T and T" },
		{ "T + 1", 2, "sum of terms in T and 1" }, { "T + O", 2, "sum of terms" }, { "T == O", 2, "no value here" },
		{ "T < 3", 2, "no value here" }, { "4 / T", 2, "division by T" }, { "T * 1.5", 2, "no value here" },
		{ "min(T, 1)", 4, "no value here" }, { "3 % T", 2, "no value here" }, { "12abc", 2, "unexpected 'a'" },
		{ "1..2", 2, "unexpected '.'" }, { "yes ? 1", 7, "expected ':'" }, { "1 ? 2 : 3", 0, "expected a condition" },
		{ "a\x01", 0, "not defined" }, { "\xff", 0, "unexpected '?'" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_term t;
		struct ck_expr_error err = { 0 };
		if (ck_expr(cases[i].text, &scope, &t, &err))
			fail_msg("%s: accepted", cases[i].text);
		if (err.at != cases[i].at || !strstr(err.text, cases[i].what))
			fail_msg("%s: %zu: %s; expected %zu: %s", cases[i].text, err.at, err.text, cases[i].at, cases[i].what);
	}
}

static void test_typed(void **state)
{
	bool b;
	int64_t i;
	struct ck_expr_error err;
	(void)state;
	assert_true(ck_expr_bool("E == 64", &scope, &b, &err) && b);
	assert_false(ck_expr_bool("E", &scope, &b, &err));
	assert_true(ck_expr_int("E * 2", &scope, &i, &err) && i == 128);
	assert_false(ck_expr_int("T", &scope, &i, &err));
	assert_false(ck_expr_int("eps", &scope, &i, &err));
	assert_false(ck_expr_int("x", NULL, &i, &err));
}

static void test_depth(void **state)
{
	char deep[20001];
	struct ck_term t;
	struct ck_expr_error err;
	(void)state;
	for (const char *open = "(-!"; *open; open++) {
		memset(deep, *open, sizeof deep - 1);
		deep[sizeof deep - 1] = 0;
		assert_false(ck_expr(deep, &scope, &t, &err));
		assert_non_null(strstr(err.text, "deeply"));
	}
}

/* Whatever the text, it ends with a value or an error inside it. */
static void test_garbage(void **state)
{
	static const char *const pieces[] = { "1", "E", "T", "(", ")", "+", "-", "*", "/", "%", "&&", "||", "!", "==", "<", "?", ":",
		"has(", "min(", "sqrt(", ",", "'a'", "'", "1.5", " ", "yes", "0", "big", "\xc3" };
	uint32_t seed = 1;
	int good = 0, bad = 0;
	(void)state;
	for (int n = 0; n < 200000; n++) {
		char text[64] = "";
		struct ck_term t;
		struct ck_expr_error err = { .at = 99 };
		seed = seed * 1664525 + 1013904223;
		for (unsigned len = 1 + (seed >> 24) % 9; len; len--) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		if (ck_expr(text, &scope, &t, &err)) {
			good++;
		} else {
			bad++;
			assert_true(err.at <= strlen(text));
		}
	}
	assert_true(good > 1000 && bad > 1000);
}

static void test_extents(void **state)
{
	struct ck_dim dim[] = { { .name = "T", .bind = "call" }, { .name = "E", .bind = "fixed", .value = 64 },
		{ .name = "H", .bind = "fixed", .value = 8 } };
	struct ck_dim_list dims = { dim, 3 };
	struct ck_arena a = { 0 };
	struct ck_extent e, f;
	struct ck_expr_error err;
	(void)state;
	assert_true(ck_extent_parse("T", &dims, &e, &err) && e.fixed == 1 && !strcmp(e.dyn, "T"));
	assert_string_equal(ck_extent_print(e, &a), "T");
	assert_true(ck_extent_parse("E / H * 2", &dims, &f, &err) && f.fixed == 16 && !f.dyn);
	assert_string_equal(ck_extent_print(f, &a), "16");
	assert_false(ck_extent_equal(e, f));
	assert_true(ck_extent_mul(e, f, &f) && f.fixed == 16);
	assert_string_equal(ck_extent_print(f, &a), "T*16");
	assert_int_equal(ck_extent_at(f, 3), 48);
	assert_int_equal(ck_extent_at(f, INT64_MAX), -1);
	assert_false(ck_extent_mul(e, f, &f));
	assert_false(ck_extent_mul((struct ck_extent){ INT64_MAX, NULL }, (struct ck_extent){ 2, NULL }, &f));
	assert_false(ck_extent_parse("E - 64", &dims, &f, &err));
	assert_string_equal(err.text, "a dimension of 0");
	assert_false(ck_extent_parse("H - E", &dims, &f, &err));
	assert_false(ck_extent_parse("E * 0.5", &dims, &f, &err));
	assert_false(ck_extent_parse("X", &dims, &f, &err));
	assert_false(ck_extent_parse("T * T", &dims, &f, &err));
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_errors), cmocka_unit_test(test_typed),
		cmocka_unit_test(test_depth), cmocka_unit_test(test_garbage), cmocka_unit_test(test_extents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
