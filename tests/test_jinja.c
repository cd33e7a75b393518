/* Chat templates against Jinja2 (tests/golden/jinja/cases.json, by tests/oracle/jinja.py), what is refused, and which bytes are
 * marked as input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "diagnosed.h"
#include "fileio.h"
#include "gguf.h"
#include "jinja.h"

static json_t *cases;

static int load(void **state)
{
	(void)state;
	json_error_t e;
	cases = json_load_file("tests/golden/jinja/cases.json", 0, &e);
	if (!cases)
		fprintf(stderr, "cases.json:%d: %s\n", e.line, e.text);
	return !cases;
}

static int unload(void **state)
{
	(void)state;
	json_decref(cases);
	return 0;
}

static bool same(const json_t *c, const char *text, size_t n, struct ck_arena *a)
{
	const struct ck_jinja *t = ck_jinja_parse("template", text, n, a);
	const struct ck_jinja_data d = { .trusted = json_object_get(c, "data"), .date = json_string_value(json_object_get(c, "date")) };
	const json_t *want = json_object_get(c, "want");
	struct ck_jtext out;
	if (!t || !ck_jinja_render(t, &d, a, &out))
		return false;
	if (out.n == json_string_length(want) && !memcmp(out.s, json_string_value(want), out.n))
		return true;
	print_error("got  '%.*s'\nwant '%s'\n", (int)out.n, out.s, json_string_value(want));
	return false;
}

static void test_as_jinja2(void **state)
{
	(void)state;
	size_t i, n = 0, wrong = 0;
	json_t *c;
	json_array_foreach(cases, i, c) {
		const json_t *text = json_object_get(c, "template");
		struct ck_arena a = { 0 };
		if (!text)
			continue;
		n++;
		if (!same(c, json_string_value(text), json_string_length(text), &a)) {
			print_error("case %s\n", json_string_value(json_object_get(c, "name")));
			wrong++;
		}
		ck_arena_free(&a);
	}
	assert_true(n > 100);
	assert_int_equal(wrong, 0);
}

/* The templates that vocabularies have are not kept here: only what Jinja2 made of them. */
static void test_vocabularies(void **state)
{
	(void)state;
	const char *folder = getenv("CK_TEST_VOCAB");
	size_t i, n = 0, wrong = 0;
	json_t *c;
	folder = folder ? folder : "../shared/data/vocab";
	if (access(folder, R_OK)) {
		print_message("# no %s\n", folder);
		skip();
	}
	json_array_foreach(cases, i, c) {
		const char *vocab = json_string_value(json_object_get(c, "vocab"));
		struct ck_arena a = { 0 };
		struct ck_gguf g;
		struct ck_gguf_text text;
		if (!vocab)
			continue;
		n++;
		const char *path = ck_printf(&a, "%s/%s", folder, vocab);
		int fd = ck_open_regular(path);
		assert_true(fd >= 0 && ck_gguf_read(&g, path, fd, &a));
		close(fd);
		assert_true(ck_gguf_str(ck_gguf_find(&g, "tokenizer.chat_template"), &text));
		wrong += !same(c, text.s, text.n, &a);
		ck_arena_free(&a);
	}
	assert_true(n > 20);
	assert_int_equal(wrong, 0);
}

static bool renders_on(const char *date, const char *text, const char *input, struct ck_arena *a, struct ck_jtext *out)
{
	json_error_t e;
	json_t *j = json_loads(input, 0, &e);
	assert_non_null(j);
	const struct ck_jinja *t = ck_jinja_parse("t", text, strlen(text), a);
	const struct ck_jinja_data d = { .input = j, .date = date, .work = 1 << 22 };
	bool ok = t && ck_jinja_render(t, &d, a, out);
	json_decref(j);
	return ok;
}

static bool renders(const char *text, const char *input, struct ck_arena *a, struct ck_jtext *out)
{
	return renders_on(NULL, text, input, a, out);
}

/* a: 131072 letters. */
#define LONG "{% set ns = namespace(a='a') %}{% for i in range(17) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}{% set a = ns.a %}"

static void test_refused(void **state)
{
	(void)state;
	static const struct { const char *text, *says; } refused[] = {
		{ "a\n{% include 'x' %}", "t:2:4: error: statement 'include' is not supported" },
		{ "{{ x | nofilter }}", "t:1:8: error: filter 'nofilter' is not supported" },
		{ "{{ x is notest }}", "t:1:9: error: test 'notest' with 0 arguments is not supported" },
		{ "{{ 'x'.format(1) }}", "t:1:7: error: format() with arguments is not supported" },
		{ "{{ 'x'.zfill() }}", "error: zfill() of strings is not supported" },
		{ "{{ raise_exception('no ' ~ 1) }}", "t:1:4: error: the template refuses: no 1" },
		{ "{{ strftime_now('%Y') }}", "t:1:4: error: 'strftime_now' is undefined" },
		{ "{{ x.y.z }}", "t:1:7: error: 'y' is undefined" },
		{ "{{ nothing.y }}", "t:1:11: error: 'nothing' is undefined" },
		{ "{{ 'a' + 1 }}", "t:1:8: error: '+' is not for these values" },
		{ "{{ 1 < 'a' }}", "an integer and a string have no order" },
		{ "{{ '%s' % 1 }}", "formatting with % is not supported" },
		{ "{{ 1 // 0 }}", "division by zero" },
		{ "{{ 9223372036854775807 + 1 }}", "integers of more than 64 bits are not supported" },
		{ "{{ 9223372036854775808 }}", "integers of more than 64 bits are not supported" },
		{ "{% set l = [1] %}{{ l.append(2) }}", "append() of lists is not supported" },
		{ "{% set x.y = 1 %}", "only attributes of a namespace can be set" },
		{ "{% for a, b in [[1]] %}{% endfor %}", "2 names for 1 values" },
		{ "{% for a in 5 %}{% endfor %}", "an integer cannot be gone through" },
		{ "{% if x %}", "t:1:11: error: {% endif %} is missing" },
		{ "{% endfor %}", "t:1:4: error: statement 'endfor' is not supported" },
		{ "{{ (1, 2 }}", "t:1:10: error: this bracket closes none" },
		{ "{{ 'abc }}", "t:1:4: error: the string does not end" },
		{ "{{ x", "t:1:1: error: the tag does not end" },
		{ "{{ a\nb", "t:1:1: error: the tag does not end" },
		{ "x\n {{ a\nb\n", "t:2:2: error: the tag does not end" },
		{ "{# x", "t:1:1: error: the comment does not end" },
		{ "{% raw %}x", "t:1:1: error: {% raw %} does not end" },
		{ "{{ $ }}", "t:1:4: error: unexpected character" },
		{ "{% break %}", "t:1:4: error: 'break' outside a loop" },
		{ "{{ 0x10 }}", "this form of a number is not supported" },
		{ "{{ f(*x) }}", "arguments with * are not supported" },
		{ "{% for x in y recursive %}{% endfor %}", "recursive loops are not supported" },
		{ "{{ [1] | map('upper') }}", "is not printed" },
		{ "{{ '\xc3\xa9' | upper }}", "upper and lower case beyond ASCII are not supported (U+00E9)" },
		{ "{{ cycler(1) }}", "function 'cycler' is not supported" },
		{ "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}", "nested more than 600 deep" },
		{ "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", "takes too long or makes too much" },
		{ "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}", "takes too long or makes too much" },
		{ "{{ 'x' * 1000000000 }}", "takes too long or makes too much" },
		{ LONG "{{ a.rfind(a[:65536] ~ 'b') }}", "takes too long or makes too much" },
		{ LONG "{{ a.rsplit(a[:65536] ~ 'b') }}", "takes too long or makes too much" },
		{ LONG "{{ a.strip('b' ~ a[:64]) }}", "takes too long or makes too much" },
		{ LONG "{{ a | trim('b' ~ a[:64]) }}", "takes too long or makes too much" },
		{ LONG "{% set b = a[:65536] ~ 'b' %}{{ a.startswith((b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, "
			"b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b)) }}", "takes too long or makes too much" },
		{ LONG "{% set m = {a: 1} %}{% for i in range(99) %}{{ m[a] }}{% endfor %}", "takes too long or makes too much" },
		{ "{{ 'a'|replace(new='b',old='a') }}", "t:1:8: error: replace() takes two strings and perhaps a count" },
		{ "{{ 'a'|replace('a','b',limit=1) }}", "replace takes no argument 'limit' here" },
		{ "{{ 'a'|trim(c='a') }}", "trim takes no argument 'c' here" },
		{ "{% macro m(a) %}{% endmacro %}{{ m(1,a=2) }}", "the macro: argument 'a' is given twice" },
		{ "{% macro m(a) %}{% endmacro %}{{ m(a=1,a=2) }}", "argument 'a' is given twice" },
		{ "{{ '\\u2170'|upper }}", "upper and lower case beyond ASCII are not supported (U+2170)" },
		{ "{{ '\\u0345'|upper }}", "not supported (U+0345)" },
		{ "{{ '\\u24d0'|upper }}", "not supported (U+24D0)" },
		{ "{{ range(100001) }}", "a range of more than 100000" },
		{ "\xff", "the template is not UTF-8 text" },
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct ck_arena a = { 0 };
		struct ck_jtext out;
		catch_start();
		assert_false(renders(refused[i].text, "{\"x\": {\"k\": 1}, \"y\": []}", &a, &out));
		assert_diagnosed(refused[i].says);
		catch_end();
		ck_arena_free(&a);
	}
}

static void test_dates(void **state)
{
	(void)state;
	static const char *const refused[] = { "%s", "%Z", "%z", "%c", "%x", "%X", "%", "%-", "%--d", "%-Y", "%Ey", "%10Y", "%\\x00", "a\\x00%d" };
	struct ck_arena a = { 0 };
	struct ck_jtext out;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		catch_start();
		assert_false(renders_on("2025-03-09", ck_printf(&a, "{{ strftime_now('%s') }}", refused[i]), "{}", &a, &out));
		assert_diagnosed("strftime_now: this format is not supported");
		catch_end();
	}
	assert_true(ck_jinja_is_date("2024-02-29") && ck_jinja_is_date("2025-12-31 23:59:59"));
	assert_false(ck_jinja_is_date("2025-02-29") || ck_jinja_is_date("2025-13-01") || ck_jinja_is_date("2025-01-01 24:00:00")
		|| ck_jinja_is_date("2025-01-01x") || ck_jinja_is_date("2025-01-01 1") || ck_jinja_is_date(""));
	catch_start();
	assert_false(renders_on("2025-02-29", "{{ strftime_now('%d') }}", "{}", &a, &out));
	assert_diagnosed("t:1:4: error: there is no date '2025-02-29' of the form");
	catch_end();
	assert_true(renders_on("2025-03-09 14:05:06", "{{ strftime_now('%a %A %b %B %d %H %I %j %m %M %p %S %y %Y %% %-d %-I') }}", "{}", &a, &out));
	assert_string_equal(ck_strndup(&a, out.s, out.n), "Sun Sunday Mar March 09 14 02 068 03 05 PM 06 25 2025 % 9 2");
	ck_arena_free(&a);
}

static void test_large(void **state)
{
	(void)state;
	enum { N = 4 << 20 };
	struct ck_arena a = { 0 };
	char *text = ck_alloc(&a, N + 1);
	memset(text, 'x', N + 1);
	assert_non_null(ck_jinja_parse("t", text, N, &a));
	catch_start();
	assert_null(ck_jinja_parse("t", text, N + 1, &a));
	assert_diagnosed("t: error: the template has 4194305 bytes");
	catch_end();
	ck_arena_free(&a);
}

static void test_nesting(void **state)
{
	(void)state;
	enum { N = 100000 };
	static const char *const open[] = { "(", "[", "-", "not ", "{% if 1 %}" };
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		struct ck_arena a = { 0 };
		struct ck_jtext out;
		size_t n = strlen(open[i]);
		char *text = ck_alloc(&a, N * n + 8);
		if (*open[i] != '{')
			strcpy(text, "{{ ");
		for (size_t k = 0; k < N; k++)
			memcpy(text + (*open[i] != '{' ? 3 : 0) + k * n, open[i], n);
		if (*open[i] == '-' || *open[i] == 'n')
			strcat(text, "1 }}");
		catch_start();
		assert_false(renders(text, "{}", &a, &out));
		assert_diagnosed("nested ");
		catch_end();
		ck_arena_free(&a);
	}
}

/* The mark of each byte of what a template makes of x = "ab<|s|>c": '#' from input, '.' not. */
static void test_marks(void **state)
{
	(void)state;
	static const struct { const char *text, *out, *mark; } marked[] = {
		{ "<{{ x }}>", "<ab<|s|>c>", ".########." },
		{ "{{ '[' + x + ']' }}", "[ab<|s|>c]", ".########." },
		{ "{{ x | upper ~ '!' }}", "AB<|S|>C!", "########." },
		{ "{{ x.split('<')[1] ~ '-' }}", "|s|>c-", "#####." },
		{ "{{ x.replace('ab', 'q') }}", "q<|s|>c", ".######" },
		{ "{{ [x, 'y'] | join(', ') }}", "ab<|s|>c, y", "########..." },
		{ "{{ [x] }}", "['ab<|s|>c']", "..########.." },
		{ "{{ x | tojson }}", "\"ab<|s|>c\"", ".########." },
		{ "{{ x[1:3] }}{{ x[::-1] }}", "b<c>|s|<ba", "##########" },
		{ "{% for c in x %}{{ c }}{{ '_' if loop.first }}{% endfor %}", "a_b<|s|>c", "#.#######" },
		{ "{% set y %}.{{ x }}{% endset %}{{ y | trim('.') | title }}", "Ab<|s|>c", "########" },
		{ "{% macro m(v) %}{{ v }};{% endmacro %}{{ m(x) }}", "ab<|s|>c;", "########." },
		{ "{{ x | indent(1, true) }}", " ab<|s|>c", ".########" },
		{ "{% set ns = namespace(t='') %}{% set ns.t = ns.t + x %}{{ ns.t }}", "ab<|s|>c", "########" },
		{ "{{ strftime_now('<|s|>') }}", "<|s|>", "....." },
		{ "{{ strftime_now(x) }}", "ab<|s|>c", "########" },
		{ "{{ strftime_now('%d' ~ x) }}", "09ab<|s|>c", "##########" },
	};
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
		struct ck_arena a = { 0 };
		struct ck_jtext out;
		char mark[64];
		assert_true(renders_on("2025-03-09", marked[i].text, "{\"x\": \"ab<|s|>c\"}", &a, &out));
		assert_true(out.n < sizeof mark);
		for (size_t k = 0; k < out.n; k++)
			mark[k] = out.mark && out.mark[k] ? '#' : '.';
		mark[out.n] = 0;
		assert_string_equal(ck_strndup(&a, out.s, out.n), marked[i].out);
		assert_string_equal(mark, marked[i].mark);
		ck_arena_free(&a);
	}
}

/* What Jinja2 says of these; each with its bytes, which may be NUL. */
static void test_corners(void **state)
{
	(void)state;
#define TEXT(s) s, sizeof s - 1
	static const struct { const char *text, *out; size_t n; } corners[] = {
		{ "{{ 'a\\u00a0b\\u3000c d-e(f'|title }}", TEXT("A\xc2\xa0" "B\xe3\x80\x80" "C D-E(F") },
		{ "{{ [1,2,3]|join('|',attribute=none) }}{{ [2,1]|sort(attribute=none)|join }}", TEXT("1|2|312") },
		{ "{{ 'aaa'|replace('a','b',count=2) }}", TEXT("bba") },
		{ "{% macro m(a,b=5) %}{{ a }}{{ b }}{% endmacro %}{{ m(1,b=2) }}{{ m(b=3,a=4) }}", TEXT("1243") },
		{ "{{ '<'|safe + '\\x00' }}", TEXT("<\0") },
		{ "{{ 'a\\x00b'|title }}", TEXT("A\0b") },
		{ "{{ 'abc'[:0:-9223372036854775807 - 1] }}", TEXT("c") },
	};
#undef TEXT
	for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
		struct ck_arena a = { 0 };
		struct ck_jtext out;
		assert_true(renders(corners[i].text, "{}", &a, &out));
		assert_int_equal(out.n, corners[i].n);
		assert_memory_equal(out.s, corners[i].out, out.n);
		ck_arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_jinja2), cmocka_unit_test(test_vocabularies), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_large), cmocka_unit_test(test_dates), cmocka_unit_test(test_nesting), cmocka_unit_test(test_marks), cmocka_unit_test(test_corners),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
