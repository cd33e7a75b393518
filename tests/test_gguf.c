/* The GGUF parser on files valid, cut short, flipped and lying. Expected values of stories260K are what
 * gguf-py (llama.cpp, November 2025) reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <unistd.h>

#include <cmocka.h>

#include "diagnosed.h"
#include "gguf_build.h"
#include "guard.h"

#define STORIES "tests/data/stories260K.gguf"

/* A copy that ends where unreadable memory begins. */
static uint8_t *guarded_copy(struct guards *g, const void *bytes, size_t n)
{
	g->high = 1;
	uint8_t *p = guard_alloc(g, n);
	memcpy(p, bytes, n);
	return p;
}

/* Reads all that a parsed file offers. */
static uint64_t touch(const struct ck_gguf *g)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < g->kv.n; i++) {
		const struct ck_gguf_kv *kv = &g->kv.v[i];
		struct ck_gguf_text s;
		for (uint64_t pos = 0; ck_gguf_next_str(kv, &pos, &s);)
			for (size_t j = 0; j < s.n; j++)
				sum += (uint8_t)s.s[j];
		for (uint64_t j = 0; j < kv->count; j++) {
			int64_t n = 0;
			double x = 0;
			bool b = false;
			sum += ck_gguf_int_at(kv, j, &n) + ck_gguf_real_at(kv, j, &x) + ck_gguf_bool_at(kv, j, &b) + (uint64_t)n + b;
		}
		assert_ptr_equal(ck_gguf_find(g, kv->key), kv);
	}
	uint64_t end = 0;
	for (size_t i = 0; i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = g->by_offset[i];
		assert_true(t->offset >= end && t->size <= g->data_size - t->offset);
		assert_true(t->size == t->row_size * t->rows);
		end = t->offset + t->size;
	}
	return sum;
}

/* Every value type, arrays, three tensors of which the last ends the file. */
static struct bytes valid(uint32_t version)
{
	struct bytes b = { 0 };
	put_header(&b, version, 3, 17);
	put_kv_str(&b, "general.architecture", "llama");
	put_kv(&b, "t.u8", CK_GGUF_U8, &(uint8_t){ 200 }, 1);
	put_kv(&b, "t.i8", CK_GGUF_I8, &(int8_t){ -100 }, 1);
	put_kv(&b, "t.u16", CK_GGUF_U16, &(uint16_t){ 60000 }, 2);
	put_kv(&b, "t.i16", CK_GGUF_I16, &(int16_t){ -30000 }, 2);
	put_kv_u32(&b, "t.u32", 4000000000);
	put_kv(&b, "t.i32", CK_GGUF_I32, &(int32_t){ -2000000000 }, 4);
	put_kv(&b, "t.f32", CK_GGUF_F32, &(float){ 1.5f }, 4);
	put_kv(&b, "t.bool", CK_GGUF_BOOL, &(uint8_t){ 1 }, 1);
	put_kv(&b, "t.u64", CK_GGUF_U64, &(uint64_t){ UINT64_MAX }, 8);
	put_kv(&b, "t.i64", CK_GGUF_I64, &(int64_t){ INT64_MIN }, 8);
	put_kv(&b, "t.f64", CK_GGUF_F64, &(double){ -0.1 }, 8);
	put_kv_array(&b, "t.strs", CK_GGUF_STR, 3);
	put_str(&b, "one");
	put_str(&b, "");
	put_text(&b, "th\0\xffree", 7);
	put_kv_array(&b, "t.i32s", CK_GGUF_I32, 2);
	put(&b, (int32_t[]){ -1, 2 }, 8);
	put_kv_array(&b, "t.bools", CK_GGUF_BOOL, 2);
	put(&b, "\0\1", 2);
	put_kv_array(&b, "t.none", CK_GGUF_F64, 0);
	put_kv_array(&b, "t.f32s", CK_GGUF_F32, 2);
	put(&b, (float[]){ 0.5f, -2 }, 8);
	put_tensor(&b, "a", 2, (uint64_t[]){ 4, 3 }, 0, 0);
	put_tensor(&b, "b", 1, (uint64_t[]){ 64 }, 8, 64);
	put_tensor(&b, "c", 0, NULL, 1, 160);
	put_fill(&b, 0, -b.n & 31);
	put_fill(&b, 7, 162);
	return b;
}

static bool parse(struct ck_gguf *g, const struct bytes *b, struct ck_arena *a)
{
	catch_start();
	return ck_gguf_parse(g, "x.gguf", b->v, b->n, b->n, a);
}

static void check_valid(uint32_t version)
{
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	struct bytes b = valid(version);
	assert_true(parse(&g, &b, &a));
	assert_no_diagnostic();
	assert_int_equal(g.version, version);
	assert_int_equal(g.head_size + g.data_size, b.n);
	assert_int_equal(g.data_size, 162);
	assert_int_equal(g.kv.n, 17);

	int64_t n;
	double x;
	bool flag;
	struct ck_gguf_text s;
	static const struct { const char *key; int64_t value; } ints[] = {
		{ "t.u8", 200 }, { "t.i8", -100 }, { "t.u16", 60000 }, { "t.i16", -30000 }, { "t.u32", 4000000000 },
		{ "t.i32", -2000000000 }, { "t.i64", INT64_MIN },
	};
	for (size_t i = 0; i < sizeof ints / sizeof *ints; i++) {
		assert_true(ck_gguf_int(ck_gguf_find(&g, ints[i].key), &n));
		assert_true(n == ints[i].value);
	}
	assert_false(ck_gguf_int(ck_gguf_find(&g, "t.u64"), &n));
	assert_true(ck_gguf_u64_at(ck_gguf_find(&g, "t.u64"), 0) == UINT64_MAX);
	assert_false(ck_gguf_int(ck_gguf_find(&g, "t.f32"), &n));
	assert_false(ck_gguf_int(ck_gguf_find(&g, "t.i32s"), &n));
	assert_false(ck_gguf_int(ck_gguf_find(&g, "absent"), &n));
	assert_true(ck_gguf_real(ck_gguf_find(&g, "t.f32"), &x) && x == 1.5);
	assert_true(ck_gguf_real(ck_gguf_find(&g, "t.f64"), &x) && x == -0.1);
	assert_false(ck_gguf_real(ck_gguf_find(&g, "t.u32"), &x));
	assert_true(ck_gguf_bool(ck_gguf_find(&g, "t.bool"), &flag) && flag);
	assert_true(ck_gguf_str(ck_gguf_find(&g, "general.architecture"), &s) && s.n == 5 && !memcmp(s.s, "llama", 5));
	assert_false(ck_gguf_str(ck_gguf_find(&g, "t.strs"), &s));

	const struct ck_gguf_kv *kv = ck_gguf_find(&g, "t.strs");
	uint64_t pos = 0;
	assert_true(ck_gguf_is_array(kv, CK_GGUF_STR) && !ck_gguf_is_array(kv, CK_GGUF_I32));
	assert_true(ck_gguf_next_str(kv, &pos, &s) && s.n == 3);
	assert_true(ck_gguf_next_str(kv, &pos, &s) && s.n == 0);
	assert_true(ck_gguf_next_str(kv, &pos, &s) && s.n == 7 && !memcmp(s.s, "th\0\xffree", 7));
	assert_false(ck_gguf_next_str(kv, &pos, &s));
	kv = ck_gguf_find(&g, "t.i32s");
	assert_true(ck_gguf_int_at(kv, 0, &n) && n == -1);
	assert_true(ck_gguf_int_at(kv, 1, &n) && n == 2);
	kv = ck_gguf_find(&g, "t.f32s");
	assert_true(ck_gguf_real_at(kv, 1, &x) && x == -2);

	const struct ck_gguf_tensor *t = g.tensor.v;
	assert_int_equal(t[0].rows, 3);
	assert_int_equal(t[0].row_size, 16);
	assert_int_equal(t[1].size, 68);
	assert_string_equal(t[1].dtype->name, "q8_0");
	assert_int_equal(t[2].ndims, 0);
	assert_int_equal(t[2].size, 2);
	touch(&g);

	struct bytes head = { b.v, g.head_size, 0 };
	assert_true(ck_gguf_parse(&g, "head", head.v, head.n, b.n, &a));
	assert_int_equal(g.data_size, 162);
	free(b.v);
	ck_arena_free(&a);
}

static void versions_2_and_3(void **state)
{
	(void)state;
	check_valid(2);
	check_valid(3);
}

static void stories(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	int fd = open(STORIES, O_RDONLY);
	assert_true(fd >= 0);
	assert_true(ck_gguf_read(&g, STORIES, fd, &a));
	close(fd);
	assert_int_equal(g.head_size, 14176);
	assert_int_equal(g.kv.n, 19);
	assert_int_equal(g.tensor.n, 48);

	static const struct { size_t i; const char *name; uint64_t offset, size, at; } tensors[] = {
		{ 0, "token_embd.weight", 0, 131072, 11347 },
		{ 1, "output_norm.weight", 131072, 256, 11404 },
		{ 20, "blk.1.ffn_norm.weight", 625664, 256, 12512 },
		{ 47, "blk.4.ffn_norm.weight", 1170944, 256, 14099 },
	};
	for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++) {
		const struct ck_gguf_tensor *t = &g.tensor.v[tensors[i].i];
		assert_string_equal(t->name, tensors[i].name);
		assert_int_equal(t->offset, tensors[i].offset);
		assert_int_equal(t->size, tensors[i].size);
		assert_int_equal(t->at, tensors[i].at);
	}
	assert_int_equal(g.tensor.v[0].ne[0], 64);
	assert_int_equal(g.tensor.v[0].ne[1], 512);

	const struct ck_gguf_kv *kv = ck_gguf_find(&g, "tokenizer.ggml.tokens");
	struct ck_gguf_text s;
	uint64_t pos = 0;
	assert_int_equal(kv->count, 512);
	for (int i = 0; i <= 300; i++)
		assert_true(ck_gguf_next_str(kv, &pos, &s));
	assert_true(s.n == 5 && !memcmp(s.s, "\xe2\x96\x81ha", 5));
	double score;
	int64_t n;
	assert_true(ck_gguf_real_at(ck_gguf_find(&g, "tokenizer.ggml.scores"), 511, &score) && score == -252);
	assert_true(ck_gguf_int_at(ck_gguf_find(&g, "tokenizer.ggml.token_type"), 3, &n) && n == 6);
	assert_int_equal(ck_gguf_find(&g, "llama.feed_forward_length")->at, 11090);
	touch(&g);
	ck_arena_free(&a);
}

/* Cut after any byte there is one diagnostic, and nothing behind the cut is read. */
static void every_truncation(void **state)
{
	(void)state;
	struct bytes b = valid(3);
	for (size_t n = 0; n < b.n; n++) {
		struct ck_arena a = { 0 };
		struct ck_gguf g;
		struct guards guards = { 0 };
		uint8_t *c = guarded_copy(&guards, b.v, n);
		catch_start();
		assert_false(ck_gguf_parse(&g, "x.gguf", c, n, n, &a));
		assert_diagnosed("x.gguf:offset 0x");
		guard_free(&guards);
		ck_arena_free(&a);
	}
	free(b.v);
}

/* As every_truncation, but the file goes on behind the bytes given. */
static void every_partial_head(void **state)
{
	(void)state;
	struct bytes b = valid(3);
	for (size_t n = 0; n < b.n - 162; n++) {
		struct ck_arena a = { 0 };
		struct ck_gguf g;
		struct guards guards = { 0 };
		uint8_t *c = guarded_copy(&guards, b.v, n);
		catch_start();
		assert_false(ck_gguf_parse(&g, "x.gguf", c, n, b.n, &a));
		assert_diagnosed("head ends inside");
		guard_free(&guards);
		ck_arena_free(&a);
	}
	free(b.v);
}

static void every_bit_flipped(void **state)
{
	(void)state;
	struct bytes b = valid(3);
	size_t head = b.n - 162, survived = 0;
	struct guards guards = { 0 };
	uint8_t *c = guarded_copy(&guards, b.v, b.n);
	for (size_t bit = 0; bit < 8 * head; bit++) {
		struct ck_arena a = { 0 };
		struct ck_gguf g;
		c[bit / 8] ^= (uint8_t)(1 << bit % 8);
		catch_start();
		if (ck_gguf_parse(&g, "x.gguf", c, b.n, b.n, &a)) {
			touch(&g);
			survived++;
			assert_no_diagnostic();
		} else {
			assert_diagnosed("x.gguf:offset 0x");
		}
		c[bit / 8] ^= (uint8_t)(1 << bit % 8);
		ck_arena_free(&a);
	}
	assert_true(survived < 8 * head);
	guard_free(&guards);
	free(b.v);
}

/* Every 8-byte word of the head replaced by sizes that overflow something. */
static void every_word_huge(void **state)
{
	(void)state;
	static const uint64_t huge[] = { UINT64_MAX, INT64_MAX, UINT64_MAX - 7, (uint64_t)1 << 62, UINT32_MAX };
	struct bytes b = valid(3);
	size_t head = b.n - 162;
	struct guards guards = { 0 };
	uint8_t *c = guarded_copy(&guards, b.v, b.n);
	for (size_t at = 0; at + 8 <= head; at++)
		for (size_t i = 0; i < sizeof huge / sizeof *huge; i++) {
			struct ck_arena a = { 0 };
			struct ck_gguf g;
			memcpy(c + at, &huge[i], 8);
			catch_start();
			if (ck_gguf_parse(&g, "x.gguf", c, b.n, b.n, &a))
				touch(&g);
			memcpy(c + at, b.v + at, 8);
			ck_arena_free(&a);
		}
	guard_free(&guards);
	free(b.v);
}

#define NE(...) (const uint64_t[]){ __VA_ARGS__ }

/* One file per diagnostic: at most one key/value and two tensors. */
struct lie {
	const char *expect;
	void (*build)(struct bytes *b);
};

static void one_kv(struct bytes *b) { put_header(b, 3, 0, 1); }
static void tensors(struct bytes *b, uint64_t n) { put_header(b, 3, n, 0); }

static void one_tensor(struct bytes *b, uint32_t ndims, const uint64_t *ne, uint32_t type, uint64_t offset)
{
	tensors(b, 1);
	put_tensor(b, "w", ndims, ne, type, offset);
	put_fill(b, 0, -b->n & 31);
	put_fill(b, 0, 256);
}

static void two_tensors(struct bytes *b, const char *second, uint64_t offset)
{
	tensors(b, 2);
	put_tensor(b, "first", 1, NE(16), 0, 0);
	put_tensor(b, second, 1, NE(16), 0, offset);
	put_fill(b, 0, -b->n & 31);
	put_fill(b, 0, 256);
}

#define LIE(what, ...) static void lie_##what(struct bytes *b) { __VA_ARGS__ }
LIE(magic, put(b, "GGML\3\0\0\0", 8);)
LIE(version_1, put_header(b, 1, 0, 0);)
LIE(version_4, put_header(b, 4, 0, 0);)
LIE(big_endian, put_header(b, 0x03000000, 0, 0);)
LIE(many_kvs, put_header(b, 3, 0, UINT64_MAX);)
LIE(many_tensors, put_header(b, 3, UINT64_MAX / 2, 0);)
LIE(empty_key, one_kv(b); put_kv_u32(b, "", 1);)
LIE(long_key, one_kv(b); put_u64(b, 70000); put_fill(b, 'k', 70100);)
LIE(key_with_nul, one_kv(b); put_text(b, "a\0b", 3); put_u32(b, CK_GGUF_U8); put_fill(b, 0, 20);)
LIE(key_not_utf8, one_kv(b); put_str(b, "a\xc3"); put_u32(b, CK_GGUF_U8); put_fill(b, 0, 20);)
LIE(key_overlong, one_kv(b); put_str(b, "\xe0\x80\xaf"); put_u32(b, CK_GGUF_U8); put_fill(b, 0, 20);)
LIE(key_surrogate, one_kv(b); put_str(b, "\xed\xa0\x80"); put_u32(b, CK_GGUF_U8); put_fill(b, 0, 20);)
LIE(key_escape, one_kv(b); put_str(b, "\33[2J"); put_u32(b, CK_GGUF_U8); put_fill(b, 0, 20);)
LIE(key_beyond_end, one_kv(b); put_u64(b, 1000); put_fill(b, 'k', 20);)
LIE(duplicate_key, put_header(b, 3, 0, 3); put_kv_u32(b, "k", 1); put_kv_u32(b, "j", 1); put_kv_u32(b, "k", 1);)
LIE(value_type, one_kv(b); put_kv(b, "k", (enum ck_gguf_type)13, "\0\0\0\0", 4);)
LIE(item_type, one_kv(b); put_kv_array(b, "k", 99, 1); put_u32(b, 0);)
LIE(nested, one_kv(b); put_kv_array(b, "k", CK_GGUF_ARRAY, 1); put_u32(b, 4); put_u64(b, 0);)
LIE(bad_bool, one_kv(b); put_kv(b, "k", CK_GGUF_BOOL, "\2", 1);)
LIE(bad_bools, one_kv(b); put_kv_array(b, "k", CK_GGUF_BOOL, 2); put(b, "\1\xff", 2);)
LIE(array_overflow, one_kv(b); put_kv_array(b, "k", CK_GGUF_U64, ((uint64_t)1 << 61) + 1); put_u64(b, 0);)
LIE(strings_overflow, one_kv(b); put_kv_array(b, "k", CK_GGUF_STR, 1000); put_u64(b, 0);)
LIE(string_overflow, one_kv(b); put_kv(b, "k", CK_GGUF_STR, NULL, 0); put_u64(b, UINT64_MAX); put_fill(b, 'x', 9);)
LIE(alignment_3, one_kv(b); put_kv_u32(b, "general.alignment", 3);)
LIE(alignment_0, one_kv(b); put_kv_u32(b, "general.alignment", 0);)
LIE(alignment_type, one_kv(b); put_kv(b, "general.alignment", CK_GGUF_U64, &(uint64_t){ 32 }, 8);)
LIE(dims_5, one_tensor(b, 5, NE(1, 1, 1, 1, 1), 0, 0);)
LIE(dim_zero, one_tensor(b, 2, NE(4, 0), 0, 0);)
LIE(rows_overflow, one_tensor(b, 4, NE(1, (uint64_t)1 << 32, (uint64_t)1 << 32, 2), 0, 0);)
LIE(elements_overflow, one_tensor(b, 2, NE((uint64_t)1 << 32, (uint64_t)1 << 32), 24, 0);)
LIE(elements_signed, one_tensor(b, 1, NE((uint64_t)1 << 63), 24, 0);)
LIE(bytes_overflow, one_tensor(b, 1, NE((uint64_t)1 << 62), 0, 0);)
LIE(tensor_type, one_tensor(b, 1, NE(32), 4, 0);)
LIE(tensor_type_huge, one_tensor(b, 1, NE(32), UINT32_MAX, 0);)
LIE(blocks, one_tensor(b, 2, NE(48, 2), 8, 0);)
LIE(misaligned, one_tensor(b, 1, NE(4), 0, 16);)
LIE(outside, one_tensor(b, 1, NE(64), 0, 32);)
LIE(outside_far, one_tensor(b, 1, NE(4), 0, UINT64_MAX - 31);)
LIE(no_name, tensors(b, 1); put_tensor(b, "", 1, NE(4), 0, 0); put_fill(b, 0, 64);)
LIE(name_escape, tensors(b, 1); put_tensor(b, "a\nb", 1, NE(4), 0, 0); put_fill(b, 0, 64);)
LIE(same_name, two_tensors(b, "first", 64);)
LIE(overlap, two_tensors(b, "second", 32);)
LIE(same_offset, two_tensors(b, "second", 0);)

static const struct lie lies[] = {
	{ "0x0: error: not a GGUF file", lie_magic },
	{ "0x4: error: GGUF version 1 is not supported", lie_version_1 },
	{ "0x4: error: GGUF version 4 is not supported", lie_version_4 },
	{ "0x4: error: big-endian GGUF is not supported", lie_big_endian },
	{ "0x10: error: 18446744073709551615 key/values do not fit", lie_many_kvs },
	{ "0x8: error: 9223372036854775807 tensors do not fit", lie_many_tensors },
	{ "0x18: error: a key of 0 bytes", lie_empty_key },
	{ "0x18: error: a key of 70000 bytes", lie_long_key },
	{ "0x18: error: a key is not printable UTF-8", lie_key_with_nul },
	{ "0x18: error: a key is not printable UTF-8", lie_key_not_utf8 },
	{ "0x18: error: a key is not printable UTF-8", lie_key_overlong },
	{ "0x18: error: a key is not printable UTF-8", lie_key_surrogate },
	{ "0x18: error: a key is not printable UTF-8", lie_key_escape },
	{ "0x20: error: file ends inside a key: 1000 bytes wanted, 20 left", lie_key_beyond_end },
	{ "0x3a: error: duplicate key 'k', first at offset 0x18", lie_duplicate_key },
	{ "0x21: error: key 'k': unknown value type 13", lie_value_type },
	{ "0x25: error: key 'k': unknown value type 99", lie_item_type },
	{ "0x25: error: key 'k': an array of arrays is not supported", lie_nested },
	{ "0x25: error: key 'k': a bool is 0 or 1, not 2", lie_bad_bool },
	{ "0x32: error: key 'k': a bool is 0 or 1, not 255", lie_bad_bools },
	{ "0x31: error: key 'k': 2305843009213693953 elements of u64 do not fit", lie_array_overflow },
	{ "0x31: error: key 'k': 1000 elements of str do not fit", lie_strings_overflow },
	{ "0x2d: error: file ends inside a string: 18446744073709551615 bytes wanted, 9 left", lie_string_overflow },
	{ "0x18: error: general.alignment is not a u32 that is a power of two", lie_alignment_3 },
	{ "general.alignment is not a u32 that is a power of two", lie_alignment_0 },
	{ "general.alignment is not a u32 that is a power of two", lie_alignment_type },
	{ "0x21: error: tensor 'w': 5 dimensions, at most 4", lie_dims_5 },
	{ "0x2d: error: tensor 'w': dimension 1 is zero", lie_dim_zero },
	{ "0x18: error: tensor 'w': number of elements overflows", lie_rows_overflow },
	{ "tensor 'w': number of elements overflows", lie_elements_overflow },
	{ "tensor 'w': number of elements overflows", lie_elements_signed },
	{ "tensor 'w': size in bytes overflows", lie_bytes_overflow },
	{ "0x2d: error: tensor 'w': unknown type 4", lie_tensor_type },
	{ "tensor 'w': unknown type 4294967295", lie_tensor_type_huge },
	{ "tensor 'w': rows of 48 elements are not whole q8_0 blocks of 32", lie_blocks },
	{ "0x31: error: tensor 'w': offset 16 is not a multiple of 32", lie_misaligned },
	{ "tensor 'w': 256 bytes at 32 of a data section of 256 bytes", lie_outside },
	{ "tensor 'w': 16 bytes at 18446744073709551584 of a data section", lie_outside_far },
	{ "0x18: error: a tensor's name of 0 bytes", lie_no_name },
	{ "0x18: error: a tensor's name is not printable UTF-8", lie_name_escape },
	{ "duplicate tensor 'first', first at offset 0x18", lie_same_name },
	{ "tensor 'second' overlaps 'first'", lie_overlap },
	{ "tensor 'second' overlaps 'first'", lie_same_offset },
};

static void every_diagnostic(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct ck_arena a = { 0 };
		struct ck_gguf g;
		struct bytes b = { 0 };
		lies[i].build(&b);
		struct guards guards = { 0 };
		uint8_t *c = guarded_copy(&guards, b.v, b.n);
		catch_start();
		assert_false(ck_gguf_parse(&g, "x.gguf", c, b.n, b.n, &a));
		assert_diagnosed(lies[i].expect);
		guard_free(&guards);
		free(b.v);
		ck_arena_free(&a);
	}
}

static void oddly_valid(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	struct bytes b = { 0 };
	put_header(&b, 3, 0, 0); /* neither keys nor padding */
	assert_true(parse(&g, &b, &a));
	assert_int_equal(g.head_size, 24);
	assert_int_equal(g.data_size, 0);
	b.n = 0;
	put_header(&b, 3, 0, 1); /* padding that is not zero */
	put_kv(&b, "k", CK_GGUF_U16, &(uint16_t){ 1 }, 2);
	put_fill(&b, 1, 100);
	assert_true(parse(&g, &b, &a));
	assert_int_equal(g.head_size % 32, 0);
	free(b.v);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_2_and_3),
		cmocka_unit_test(stories),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(every_partial_head),
		cmocka_unit_test(every_bit_flipped),
		cmocka_unit_test(every_word_huge),
		cmocka_unit_test(every_diagnostic),
		cmocka_unit_test(oddly_valid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
