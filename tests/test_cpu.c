/* CPU features against /proc/cpuinfo, masks, and the tables that name features. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cpu.h"
#include "target.h"
#include "words.h"

static const char *const known[] = {
#define CPU(name, leaf, subleaf, reg, bit, state) name,
#include "cpu.def"
#undef CPU
};
enum { NKNOWN = sizeof known / sizeof *known };

static bool is_known(const char *s, size_t n)
{
	for (int i = 0; i < NKNOWN; i++)
		if (strlen(known[i]) == n && !memcmp(known[i], s, n))
			return true;
	return false;
}

static void test_proc_cpuinfo(void **state)
{
	(void)state;
	static char line[16384];
	FILE *f = fopen("/proc/cpuinfo", "r");
	assert_non_null(f);
	const char *flags = NULL;
	while (!flags && fgets(line, sizeof line, f))
		if (!strncmp(line, "flags", 5) && (flags = strchr(line, ':')))
			flags++;
	fclose(f);
	assert_non_null(flags);
	line[strcspn(line, "\n")] = '\0';
	ck_cpu_mask("");
	for (int i = 0; i < NKNOWN; i++)
		if (ck_cpu_has(known[i]) != ck_words_include(flags, known[i]))
			fail_msg("%s: we say %d", known[i], ck_cpu_has(known[i]));
}

static void all_known(const char *features)
{
	size_t n;
	for (const char *s = features; (s = ck_word(s, &n)); s += n)
		if (!is_known(s, n))
			fail_msg("feature %.*s is not in cpu.def", (int)n, s);
}

static void test_tables(void **state)
{
	(void)state;
	for (int i = 0; ck_target_at(i); i++) {
		all_known(ck_target_at(i)->features);
		assert_ptr_equal(ck_target_named(ck_target_at(i)->name), ck_target_at(i));
	}
	assert_null(ck_target_at(-1));
#define ISA(suffix, features) all_known(features);
#include "isa.def"
#undef ISA
	assert_null(ck_target_named("native"));
	assert_null(ck_target_resolve("pdp-11"));
}

static void test_masks(void **state)
{
	(void)state;
	char buf[CK_CPU_TEXT];
	ck_cpu_mask("generic");
	assert_false(ck_cpu_has("avx"));
	assert_true(ck_cpu_has(""));
	assert_string_equal(ck_cpu_missing("fma avx", buf), "fma avx");
	assert_string_equal(ck_target_resolve("native")->name, "generic");
	ck_cpu_mask("avx512f,avx2");
	assert_false(ck_cpu_has("avx512f"));
	assert_string_equal(ck_cpu_missing("avx512f", buf), "avx512f");
	assert_string_equal(ck_target_native()->name, "generic");
	ck_cpu_mask("");
	assert_false(ck_cpu_has("no_such_feature"));
	/* A ceiling hides what it lacks and adds nothing. */
	for (int i = 0; ck_target_at(i); i++) {
		const struct ck_target_info *t = ck_target_at(i);
		ck_cpu_mask("");
		bool have = ck_cpu_has(t->features);
		ck_cpu_mask(t->name);
		if (have)
			assert_string_equal(ck_target_native()->name, t->name);
	}
	/* The environment counts where no mask is given. */
	ck_cpu_mask(NULL);
	assert_int_equal(setenv("CK_CPU_MASK", "generic", 1), 0);
	assert_false(ck_cpu_has("avx"));
	assert_int_equal(unsetenv("CK_CPU_MASK"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proc_cpuinfo),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_masks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
