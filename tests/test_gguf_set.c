/* Parts of split models: which are taken as one, and everything that can be wrong between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "diagnosed.h"
#include "gguf_build.h"
#include "gguf_set.h"

enum { PARTS = 3 };

/* One part: `tensors` of one F32 each, named from `letter` on. A negative number leaves its key out. */
struct part { int no, count, total; const char *arch, *letter; uint32_t alignment; int tensors; };

static const struct part good[PARTS] = {
	{ 0, 3, 4, "llama", "a", 0, 2 }, { 1, 3, 4, NULL, "c", 0, 1 }, { 2, 3, 4, NULL, "d", 0, 1 },
};

static void put_number(struct bytes *b, const char *key, int v)
{
	if (v >= 0)
		put_kv(b, key, CK_GGUF_U16, &(uint16_t){ (uint16_t)v }, 2);
}

static struct bytes build(const struct part *p)
{
	struct bytes b = { 0 };
	uint32_t alignment = p->alignment ? p->alignment : 32;
	put_header(&b, 3, (uint64_t)p->tensors, (p->no >= 0) + (p->count >= 0) + (p->total >= 0) + (p->arch != NULL) + (p->alignment != 0));
	put_number(&b, "split.no", p->no);
	put_number(&b, "split.count", p->count);
	put_number(&b, "split.tensors.count", p->total);
	if (p->arch)
		put_kv_str(&b, "general.architecture", p->arch);
	if (p->alignment)
		put_kv_u32(&b, "general.alignment", p->alignment);
	for (int i = 0; i < p->tensors; i++)
		put_tensor(&b, (char[]){ (char)(*p->letter + i), 0 }, 1, (uint64_t[]){ 1 }, 0, (uint64_t)i * alignment);
	put_fill(&b, 0, -b.n & (alignment - 1));
	put_fill(&b, 7, (size_t)p->tensors * alignment);
	return b;
}

static char dir[] = "/tmp/ck-test-set-XXXXXX";

static const char *path_of(const char *name, struct ck_arena *a) { return ck_printf(a, "%s/%s", dir, name); }
static const char *part_path(size_t i, struct ck_arena *a) { return ck_gguf_part_name(ck_printf(a, "%s/x", dir), i, PARTS, a); }

static void write_part(const char *path, const struct part *p)
{
	struct bytes b = build(p);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(b.v, 1, b.n, f), b.n);
	assert_int_equal(fclose(f), 0);
	free(b.v);
}

static void write_all(const struct part p[PARTS], struct ck_arena *a)
{
	for (size_t i = 0; i < PARTS; i++)
		write_part(part_path(i, a), &p[i]);
}

static bool open_set(struct ck_gguf_set *s, const char *path, struct ck_arena *a)
{
	catch_start();
	return ck_gguf_set_open(s, path, a);
}

static void refused(const char *path, const char *expect, struct ck_arena *a)
{
	struct ck_gguf_set s;
	assert_false(open_set(&s, path, a));
	assert_diagnosed(expect);
	ck_gguf_set_close(&s);
}

static void parts_are_one_model(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf_set s;
	struct part p[PARTS];
	memcpy(p, good, sizeof p);
	p[2].alignment = 256; /* each has its own */
	p[1].count = p[1].total = -1; /* and may leave out what the first says */
	write_all(p, &a);
	assert_true(open_set(&s, part_path(0, &a), &a));
	assert_no_diagnostic();
	assert_int_equal(s.files, 3);
	assert_int_equal(s.tensor.n, 4);
	uint64_t size = 0;
	for (size_t i = 0; i < s.tensor.n; i++) {
		assert_string_equal(s.tensor.v[i].name, ((char[]){ (char)('a' + i), 0 }));
		assert_int_equal(s.tensor.v[i].file, i < 2 ? 0 : i - 1);
		assert_true(s.first[s.tensor.v[i].file] <= i);
	}
	for (size_t i = 0; i < s.files; i++) {
		assert_true(s.fd[i] >= 0);
		size += s.file[i].file_size;
	}
	assert_int_equal(s.size, size);
	assert_int_equal(s.data_size, 64 + 32 + 256);
	ck_gguf_set_close(&s);
	ck_arena_free(&a);
}

static void whole_models(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	for (int count = -1; count < 2; count++) { /* gguf-split --merge leaves a count of 0 */
		struct part p = good[0];
		struct ck_gguf_set s;
		p.count = count;
		write_part(path_of("whole.gguf", &a), &p);
		assert_true(open_set(&s, path_of("whole.gguf", &a), &a));
		assert_int_equal(s.files, 1);
		assert_int_equal(s.tensor.n, 2);
		ck_gguf_set_close(&s);
	}
	unlink(path_of("whole.gguf", &a));
	ck_arena_free(&a);
}

/* One change to one part. */
static void spoilt(size_t i, struct part changed, const char *expect, struct ck_arena *a)
{
	struct part p[PARTS];
	memcpy(p, good, sizeof p);
	p[i] = changed;
	write_all(p, a);
	refused(part_path(0, a), expect, a);
}

static void what_does_not_fit(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct part x;
#define WITH(i, change, expect) (x = good[i], x.change, spoilt(i, x, expect, &a))
	WITH(0, no = -1, "00001-of-00003.gguf: error: a part of a split model without split.no");
	WITH(0, no = 1, "part 2 of 3 of a split model: name the first one");
	WITH(0, count = 2, "the first of 2 parts is not named ...-00001-of-00002.gguf");
	WITH(0, count = 4, "the first of 4 parts is not named ...-00001-of-00004.gguf");
	WITH(0, total = -1, "00001-of-00003.gguf: error: a part of a split model without split.tensors.count");
	WITH(0, total = 5, "split.tensors.count"); /* the parts say otherwise */
	WITH(1, no = -1, "00002-of-00003.gguf: error: a part of a split model without split.no");
	WITH(1, no = 2, "split.no is 2, in part 2 of 3");
	WITH(1, no = 0, "split.no is 0, in part 2 of 3");
	WITH(1, count = 2, "another split.count than in the first part: not a part of the same model");
	WITH(1, total = 3, "another split.tensors.count than in the first part");
	WITH(2, arch = "llame", "another general.architecture than in the first part");
	WITH(2, arch = "qwen2", "another general.architecture than in the first part");
	WITH(1, letter = "b", "duplicate tensor 'b', first in part 1");
	WITH(2, letter = "c", "duplicate tensor 'c', first in part 2");
	WITH(2, tensors = 0, "split.tensors.count is 4, the 3 parts have 3 tensors");
	WITH(2, tensors = 2, "split.tensors.count is 4, the 3 parts have 5 tensors");
	WITH(2, alignment = 3, "general.alignment is not");
#undef WITH
	ck_arena_free(&a);
}

static void files_that_are_not_there(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	write_all(good, &a);
	refused(part_path(1, &a), "part 2 of 3 of a split model: name the first one", &a);
	refused(part_path(2, &a), "part 3 of 3 of a split model: name the first one", &a);
	assert_int_equal(rename(part_path(0, &a), path_of("renamed.gguf", &a)), 0);
	refused(path_of("renamed.gguf", &a), "so that the others cannot be found", &a);
	assert_int_equal(rename(path_of("renamed.gguf", &a), path_of("-00001-of-00003.gguf", &a)), 0);
	refused(path_of("-00001-of-00003.gguf", &a), "-00002-of-00003.gguf: error: cannot open", &a);
	assert_int_equal(rename(path_of("-00001-of-00003.gguf", &a), part_path(0, &a)), 0);
	assert_int_equal(truncate(part_path(2, &a), 100), 0);
	refused(part_path(0, &a), "x-00003-of-00003.gguf:offset 0x", &a);
	unlink(part_path(2, &a));
	refused(part_path(0, &a), "x-00003-of-00003.gguf: error: cannot open", &a);
	ck_arena_free(&a);
}

/* A count that no name has room for, and one that is no number. */
static void counts(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct bytes b = { 0 };
	struct ck_gguf_set s;
	ck_gguf_set_make(&s, 1, &a);
	put_header(&b, 3, 0, 1);
	put_kv_u32(&b, "split.count", 70000);
	assert_true(ck_gguf_parse(s.file, "x.gguf", b.v, b.n, b.n, &a));
	catch_start();
	assert_false(ck_gguf_set_join(&s, &a));
	assert_diagnosed("x.gguf:offset 0x18: error: 70000 parts of a split model, at most 65535");
	b.n = 0;
	put_header(&b, 3, 0, 1);
	put_kv_str(&b, "split.count", "3");
	assert_true(ck_gguf_parse(s.file, "x.gguf", b.v, b.n, b.n, &a));
	catch_start();
	assert_false(ck_gguf_set_join(&s, &a));
	assert_diagnosed("x.gguf:offset 0x18: error: split.count is not a count");
	b.n = 0;
	put_header(&b, 3, 0, 1);
	put_kv_u32(&b, "split.count", 2);
	assert_true(ck_gguf_parse(s.file, "x.gguf", b.v, b.n, b.n, &a));
	catch_start();
	assert_false(ck_gguf_set_join(&s, &a));
	assert_diagnosed("1 files of a model of 2");
	free(b.v);
	ck_arena_free(&a);
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct ck_arena a = { 0 };
	(void)state;
	for (size_t i = 0; i < PARTS; i++)
		unlink(part_path(i, &a));
	ck_arena_free(&a);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_one_model),
		cmocka_unit_test(whole_models),
		cmocka_unit_test(what_does_not_fit),
		cmocka_unit_test(files_that_are_not_there),
		cmocka_unit_test(counts),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
