/* What of a model's text is its reply and what is shown, however it is cut into pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "reply.h"

static const char *const stops[] = { "User:", "\n\n\n", "Us", NULL };

static const struct { const char *text; bool hide, thinking; const char *shown, *reply; bool stopped; } cases[] = {
	{ "Hello.", false, false, "Hello.", "Hello.", false },
	{ "Hi\nUser: you", false, false, "Hi\n", "Hi\n", true },
	{ "U", false, false, "U", "U", false },
	{ "a\n\nb\n\n\nc", false, false, "a\n\nb", "a\n\nb", true },
	{ "<think>hm</think>\n\nYes.", false, false, "<think>hm</think>\n\nYes.", "<think>hm</think>\n\nYes.", false },
	{ "<think>hm</think>\n\nYes.", true, false, "Yes.", "<think>hm</think>\n\nYes.", false },
	{ "hm, <thin</think> Yes, <b>", true, true, "Yes, <b>", "hm, <thin</think> Yes, <b>", false },
	{ "So <think>a</think>  then <think>b</think>end", true, false, "So then end", "So <think>a</think>  then <think>b</think>end", false },
	{ "a</think>b", true, false, "a</think>b", "a</think>b", false },
	{ "x <thin", true, false, "x <thin", "x <thin", false },
	{ "<think>User: no", true, false, "", "<think>", true },
	{ "never done", true, true, "", "never done", false },
	{ "", true, false, "", "", false },
};

/* Pieces of `step` bytes; nothing that was shown is taken back, so that what comes is put together. */
static void run(size_t i, size_t step)
{
	struct ck_arena a = { 0 };
	struct ck_reply r;
	char shown[128] = "";
	const char *s = cases[i].text;
	ck_reply_open(&r, stops, cases[i].hide, cases[i].thinking, &a);
	for (size_t left = strlen(s), n; ; left -= n, s += n) {
		n = left < step ? left : step;
		struct ck_reply_part p = ck_reply_add(&r, s, n, n == left);
		strncat(shown, p.s, p.n);
		if (n == left)
			break;
	}
	assert_string_equal(shown, cases[i].shown);
	assert_int_equal(r.n, strlen(cases[i].reply));
	assert_memory_equal(r.n ? r.text : "", cases[i].reply, r.n);
	assert_int_equal(r.stopped, cases[i].stopped);
	ck_arena_free(&a);
}

static void test_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t step = 1; step < 60; step += step < 10 ? 1 : 7)
			run(i, step);
}

static void test_shown_at_once(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_reply r;
	ck_reply_open(&r, stops, false, false, &a);
	assert_int_equal(ck_reply_add(&r, "abc", 3, false).n, 3);
	assert_int_equal(ck_reply_add(&r, "dU", 2, false).n, 1); /* "U" may become a stop */
	assert_int_equal(ck_reply_add(&r, "p", 1, false).n, 2);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pieces), cmocka_unit_test(test_shown_at_once) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
