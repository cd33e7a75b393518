/* Bump files: the way there and back byte for byte, and whatever can be wrong with one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "diagnosed.h"
#include "export.h"
#include "gguf_build.h"
#include "hash.h"
#include "import.h"
#include "manifest.h"

static char dir[] = "/tmp/ck-test-bump-XXXXXX";
static char gguf_path[64], bump_path[64], back_path[64];

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(gguf_path, sizeof gguf_path, "%s/x.gguf", dir);
	snprintf(bump_path, sizeof bump_path, "%s/x.bump", dir);
	snprintf(back_path, sizeof back_path, "%s/back.gguf", dir);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(gguf_path);
	unlink(bump_path);
	unlink(back_path);
	return rmdir(dir);
}

static void write_file(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static struct bytes read_file(const char *path)
{
	struct bytes b = { 0 };
	uint8_t buf[65536];
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	for (size_t n; (n = fread(buf, 1, sizeof buf, f));)
		put(&b, buf, n);
	fclose(f);
	return b;
}

static bool to_bump(struct ck_arena *a)
{
	struct ck_gguf_set s;
	struct ck_bump_index x;
	struct ck_outfile o;
	bool ok = ck_gguf_set_open(&s, gguf_path, a) && ck_out_open(&o, bump_path) && ck_out_end(&o, ck_import(&o, &s, &x, a));
	ck_gguf_set_close(&s);
	return ok;
}

static bool to_gguf(struct ck_arena *a)
{
	struct ck_bump b;
	struct ck_export x;
	struct ck_outfile o;
	if (!ck_bump_open_any(&b, bump_path))
		return false;
	bool ok = ck_export_open(&x, &b, a) && ck_out_open(&o, back_path) && ck_out_end(&o, ck_export_file(&x, 0, &o));
	ck_bump_close(&b);
	return ok;
}

static bool check(void)
{
	struct ck_bump b;
	if (!ck_bump_open(&b, bump_path, CK_BUMP_WEIGHTS))
		return false;
	bool ok = ck_bump_check(&b);
	ck_bump_close(&b);
	return ok;
}

static void assert_round_trip(const struct bytes *b)
{
	struct ck_arena a = { 0 };
	catch_start();
	write_file(gguf_path, b->v, b->n);
	if (!to_bump(&a) || !check() || !to_gguf(&a))
		fail_msg("%s", caught);
	assert_no_diagnostic();
	struct bytes back = read_file(back_path);
	assert_int_equal(back.n, b->n);
	assert_memory_equal(back.v, b->v, b->n);
	free(back.v);
	ck_arena_free(&a);
}

/* Tensors of 48, 68, 2 and 1500000 bytes, in the file in another order than in its list. */
struct variant { uint32_t version, alignment; int padding, gap; size_t trailing; };

static struct bytes sample(struct variant v)
{
	struct bytes b = { 0 };
	uint64_t al = v.alignment, at[4], end = al; /* a gap at the start too */
	static const int order[] = { 2, 0, 3, 1 };
	static const uint64_t size[] = { 48, 68, 2, 1500000 };
	for (int i = 0; i < 4; i++) {
		at[order[i]] = end;
		end = (end + size[order[i]] + al - 1) / al * al;
	}
	put_header(&b, v.version, 4, 2);
	put_kv_str(&b, "general.architecture", "llama");
	put_kv_u32(&b, "general.alignment", v.alignment);
	put_tensor(&b, "a", 2, (uint64_t[]){ 4, 3 }, 0, at[0]);
	put_tensor(&b, "b", 2, (uint64_t[]){ 32, 2 }, 8, at[1]);
	put_tensor(&b, "c", 0, NULL, 1, at[2]);
	put_tensor(&b, "d", 2, (uint64_t[]){ 250, 1500 }, 0, at[3]);
	put_fill(&b, v.padding, -b.n & (al - 1));
	size_t base = b.n;
	put_fill(&b, v.gap, at[1] + size[1]);
	for (int i = 0; i < 4; i++)
		for (size_t j = 0; j < size[i]; j++)
			b.v[base + at[i] + j] = (uint8_t)(i * 50 + j * 7 + (j >> 8));
	put_fill(&b, v.gap, v.trailing);
	return b;
}

static void round_trips(void **state)
{
	(void)state;
	static const struct variant variants[] = {
		{ 3, 32, 0, 0, 28 },       /* as every writer does it */
		{ 2, 32, 0, 0, 28 },
		{ 3, 32, 0, 0, 0 },        /* the last tensor is not padded */
		{ 3, 32, 0xaa, 0, 28 },    /* odd padding behind the head */
		{ 3, 32, 0, 0x55, 28 },    /* odd bytes between the tensors */
		{ 3, 1, 0, 0, 0 },
		{ 3, 4096, 1, 2, 3 },
		{ 3, 64, 0, 0, 3000000 },  /* long tails of zeros, and of others */
		{ 3, 64, 0, 9, 3000000 },
	};
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		struct bytes b = sample(variants[i]);
		assert_round_trip(&b);
		free(b.v);
	}
}

static void round_trips_without_tensors(void **state)
{
	(void)state;
	for (size_t trailing = 0; trailing < 70; trailing += 23) {
		struct bytes b = { 0 };
		put_header(&b, 3, 0, 1);
		put_kv_str(&b, "general.architecture", "none");
		put_fill(&b, 3, trailing);
		assert_round_trip(&b);
		free(b.v);
	}
}

static void round_trips_of_a_model(void **state)
{
	(void)state;
	struct bytes b = read_file("tests/data/stories260K.gguf");
	assert_round_trip(&b);
	free(b.v);
}

/* All that is in the file but not in a tensor: only odd bytes are stored. */
static void rest_is_stored_when_odd(void **state)
{
	(void)state;
	for (int gap = 0; gap < 2; gap++) {
		struct ck_bump o;
		struct bytes b = sample((struct variant){ 3, 32, 0, gap, 100 });
		assert_round_trip(&b);
		assert_true(ck_bump_open(&o, bump_path, CK_BUMP_WEIGHTS));
		assert_int_equal(o.header->rest_size != 0, gap);
		ck_bump_close(&o);
		free(b.v);
	}
}

/* Reads a bump, lets f change its header and seals it again; the file must then be refused. */
static void refused(const struct bytes *good, void (*f)(struct ck_bump_header *h), const char *expect)
{
	struct ck_bump b;
	struct bytes bad = { 0 };
	put(&bad, good->v, good->n);
	struct ck_bump_header *h = (struct ck_bump_header *)(void *)bad.v;
	f(h);
	h->header_xxh3 = XXH3_64bits(h, offsetof(struct ck_bump_header, header_xxh3));
	write_file(bump_path, bad.v, bad.n);
	catch_start();
	assert_false(ck_bump_open_any(&b, bump_path));
	assert_diagnosed(expect);
	free(bad.v);
}

#define BAD(what, ...) static void bad_##what(struct ck_bump_header *h) { __VA_ARGS__ }
BAD(magic, h->magic[6] = '1';)
BAD(flavour, h->flavour = 2;)
BAD(size, h->size++;)
BAD(training, h->training_xxh3 = 1;)
BAD(training_model, h->flavour = CK_BUMP_MODEL; h->training_offset = h->index_offset;)
BAD(training_size, h->flavour = CK_BUMP_MODEL; h->training_offset = ck_bump_align(h->size, CK_BUMP_SECTION_ALIGN); h->training_size = 64;)
BAD(tokenizer, h->tokenizer_offset = h->index_offset;)
BAD(tokenizer_size, h->tokenizer_offset = ck_bump_align(h->size, CK_BUMP_SECTION_ALIGN); h->tokenizer_size = 64;)
BAD(data_offset, h->data_offset = 0;)
BAD(data_size, h->data_size = UINT64_MAX - 100;)
BAD(kept_offset, h->kept_offset += CK_BUMP_SECTION_ALIGN;)
BAD(head_offset, h->head_offset--;)
BAD(head_size, h->head_size = UINT64_MAX;)
BAD(rest_size, h->rest_size += 2 * CK_BUMP_SECTION_ALIGN;)
BAD(index_short, h->index_size -= 64;)
BAD(index_size, h->index_size--; h->size--;)
BAD(no_files, h->files = 0;)
BAD(many_files, h->files = 1000;)

static struct bytes good_bump(void)
{
	struct bytes b = sample((struct variant){ 3, 32, 0, 1, 100 });
	assert_round_trip(&b);
	free(b.v);
	return read_file(bump_path);
}

static void headers_refused(void **state)
{
	(void)state;
	struct bytes good = good_bump();
	refused(&good, bad_magic, "not a bump file of this version");
	refused(&good, bad_flavour, "unknown flavour 2");
	refused(&good, bad_size, "its header says");
	refused(&good, bad_training, "a weights.bump with a section training");
	refused(&good, bad_training_model, "section training at offset");
	refused(&good, bad_training_size, "section training is outside the file");
	refused(&good, bad_tokenizer, "section tokenizer at offset");
	refused(&good, bad_tokenizer_size, "section tokenizer is outside the file");
	refused(&good, bad_data_offset, "section data at offset 0x0 is out of place");
	refused(&good, bad_data_size, "section data is outside the file");
	refused(&good, bad_kept_offset, "section kept");
	refused(&good, bad_head_offset, "section head");
	refused(&good, bad_head_size, "section head is outside the file");
	refused(&good, bad_rest_size, "section rest is outside the file");
	refused(&good, bad_index_short, "header: 64 bytes after the last section");
	refused(&good, bad_index_size, "is ");
	refused(&good, bad_no_files, "bytes for 0 files");
	refused(&good, bad_many_files, "bytes for 1000 files");

	struct ck_bump b;
	write_file(bump_path, good.v, good.n);
	for (size_t i = 0; i < sizeof(struct ck_bump_header); i++) {
		int fd = open(bump_path, O_WRONLY);
		good.v[i] ^= 0x10;
		assert_int_equal(pwrite(fd, good.v, sizeof(struct ck_bump_header), 0), sizeof(struct ck_bump_header));
		close(fd);
		good.v[i] ^= 0x10;
		catch_start();
		assert_false(ck_bump_open_any(&b, bump_path));
		assert_diagnosed(i < 8 ? "not a bump file of this version" : "header is damaged");
	}
	free(good.v);
}

static void truncations_refused(void **state)
{
	(void)state;
	struct bytes good = good_bump();
	struct ck_bump b;
	static const size_t cut[] = { 1, 63, 64, 1000, 1 << 20 };
	for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
		write_file(bump_path, good.v, good.n - cut[i]);
		catch_start();
		assert_false(ck_bump_open_any(&b, bump_path));
		assert_diagnosed("its header says");
	}
	for (size_t n = 0; n < 300; n += 50) {
		write_file(bump_path, good.v, n);
		catch_start();
		assert_false(ck_bump_open_any(&b, bump_path));
		assert_diagnosed("not a bump file: only");
	}
	free(good.v);
}

/* One wrong byte anywhere that matters is found by the check and by the way back. */
static void damage_is_found(void **state)
{
	(void)state;
	struct bytes good = good_bump();
	const struct ck_bump_header *h = (const struct ck_bump_header *)(const void *)good.v;
	const struct { uint64_t offset; const char *expect; } places[] = {
		{ h->head_offset + 5, "section head is damaged" },
		{ h->rest_offset + 2, "section rest is damaged" },
		{ h->index_offset + 65, "section index is damaged" },
		{ h->data_offset, "tensor 'a'" },
		{ h->data_offset + h->data_size - 1, "tensor 'd'" },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct ck_arena a = { 0 };
		good.v[places[i].offset] ^= 1;
		write_file(bump_path, good.v, good.n);
		good.v[places[i].offset] ^= 1;
		unlink(back_path);
		catch_start();
		assert_false(check());
		assert_diagnosed(places[i].expect);
		assert_false(to_gguf(&a));
		assert_diagnosed(places[i].expect);
		assert_int_not_equal(access(back_path, F_OK), 0);
		ck_arena_free(&a);
	}
	free(good.v);
}

/* Other bytes at some place of the head or the index, sealed again: what they say is held against the rest. */
static void patch_refused(const struct bytes *good, uint64_t at, const void *data, size_t size, const char *expect)
{
	struct bytes bad = { 0 };
	put(&bad, good->v, good->n);
	struct ck_bump_header *h = (struct ck_bump_header *)(void *)bad.v;
	memcpy(bad.v + at, data, size);
	h->head_xxh3 = XXH3_64bits(bad.v + h->head_offset, h->head_size);
	h->index_xxh3 = XXH3_64bits(bad.v + h->index_offset, h->index_size);
	h->header_xxh3 = XXH3_64bits(h, offsetof(struct ck_bump_header, header_xxh3));
	write_file(bump_path, bad.v, bad.n);
	catch_start();
	assert_false(check());
	assert_diagnosed(expect);
	free(bad.v);
}

static void files_refused(void **state)
{
	(void)state;
	struct bytes good = good_bump();
	const struct ck_bump_header *h = (const struct ck_bump_header *)(const void *)good.v;
	struct ck_bump_file f, x;
	memcpy(&f, good.v + h->head_offset, sizeof f);
#define WITH(change, expect) (x = f, change, patch_refused(&good, h->head_offset, &x, sizeof x, expect))
	WITH(x.head_size = UINT64_MAX, "file 0 has a head of 18446744073709551615 bytes");
	WITH(x.head_size++, "file 0 has a head of");
	WITH(x.head_size--, "head ends inside padding");
	WITH(x.head_size = 0, "head ends inside the magic");
	WITH(x.size = f.head_size - 1, "file 0 has a head of");
	WITH(x.size = f.head_size, "of a data section of 0 bytes");
#undef WITH
	free(good.v);
}

static void entries_refused(void **state)
{
	(void)state;
	struct bytes good = good_bump();
	const struct ck_bump_header *h = (const struct ck_bump_header *)(const void *)good.v;
	struct ck_bump_entry e[4], x;
	memcpy(e, good.v + h->index_offset, sizeof e);
#define WITH(i, change, expect) (x = e[i], change, patch_refused(&good, h->index_offset + (size_t)(i) * sizeof x, &x, sizeof x, expect))
	WITH(0, x.tensor = 4, "index entry 0: tensor 4 of 4");
	WITH(0, x.tensor = UINT64_MAX, "index entry 0: tensor 18446744073709551615 of 4");
	WITH(0, x.row = 1, "index entry 0: 3 rows from row 1 of tensor 'a', which has 3");
	WITH(0, x.rows = UINT64_MAX, "index entry 0: 18446744073709551615 rows");
	WITH(0, (x.row = 1, x.rows = UINT64_MAX), "index entry 0: 18446744073709551615 rows from row 1");
	WITH(0, x.rows = 0, "index entry 0: 0 rows");
	WITH(0, x.offset = 0, "are outside the data");
	WITH(0, x.offset = UINT64_MAX, "are outside the data");
	WITH(0, x.size = UINT64_MAX, "are outside the data");
	WITH(0, x.size = 47, "index entry 0: 47 bytes for 3 rows of tensor 'a'");
	WITH(0, memset(x.packing, 'x', 16), "the packing's name does not end");
	WITH(0, memcpy(x.packing, "r0ws", 4), "unknown packing 'r0ws' of f32");
	WITH(0, x = e[3], "index entry 1 is out of order");
	WITH(1, x.offset = e[2].offset - 64, "share bytes");
#undef WITH
	free(good.v);
}

/* A disk that fills up, and a file that shrinks, while a bump is made: a diagnostic and no file. */
static void failures_leave_nothing(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf_set s;
	struct ck_bump_index x;
	struct ck_outfile o;
	struct bytes b = sample((struct variant){ 3, 32, 0, 0, 28 });
	write_file(gguf_path, b.v, b.n);
	unlink(bump_path);

	struct rlimit old, small;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){ 2500000, old.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	catch_start();
	assert_false(to_bump(&a));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_diagnosed("cannot write at offset");
	assert_int_not_equal(access(bump_path, F_OK), 0);

	assert_true(ck_gguf_set_open(&s, gguf_path, &a));
	assert_int_equal(truncate(gguf_path, (off_t)b.n - 40), 0);
	assert_true(ck_out_open(&o, bump_path));
	assert_false(ck_import(&o, &s, &x, &a));
	ck_out_abandon(&o);
	ck_gguf_set_close(&s);
	assert_diagnosed(", 12 bytes early");
	assert_int_not_equal(access(bump_path, F_OK), 0);
	free(b.v);
	ck_arena_free(&a);
}

static void manifest_of_awkward_values(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf_set s;
	struct ck_bump_index x = { 0 };
	struct ck_artifact art;
	ck_gguf_set_make(&s, 1, &a);
	struct bytes b = { 0 };
	put_header(&b, 3, 0, 9);
	put_kv_str(&b, "general.architecture", "llama");
	put_kv(&b, "u64", CK_GGUF_U64, &(uint64_t){ UINT64_MAX }, 8);
	put_kv(&b, "nan", CK_GGUF_F32, &(uint32_t){ 0x7fc00000 }, 4);
	put_kv(&b, "inf", CK_GGUF_F64, &(uint64_t){ 0xfff0000000000000 }, 8);
	put_kv(&b, "nul", CK_GGUF_STR, NULL, 0);
	put_text(&b, "a\0b", 3);
	put_kv_array(&b, "latin1", CK_GGUF_STR, 2);
	put_str(&b, "fine");
	put_str(&b, "\xe9");
	put_kv_array(&b, "short", CK_GGUF_U8, 64);
	put_fill(&b, 5, 64);
	put_kv_array(&b, "long", CK_GGUF_U8, 65);
	put_fill(&b, 5, 65);
	put_kv_array(&b, "empty", CK_GGUF_STR, 0);
	assert_true(ck_gguf_parse(s.file, "x", b.v, b.n, b.n, &a) && ck_gguf_set_join(&s, &a));
	assert_true(ck_manifest(&art, &s, &x, &a));
	const struct ck_meta *m = art.metadata.v;
	assert_string_equal(art.source.arch, "llama");
	assert_string_equal(m[1].value.s, "18446744073709551615");
	assert_string_equal(m[2].value.s, "nan");
	assert_string_equal(m[3].value.s, "-inf");
	assert_int_equal(m[4].value.type, CK_NONE);
	assert_int_equal(m[5].value.type, CK_NONE);
	assert_string_equal(m[5].type, "str[]");
	assert_int_equal(m[5].count, 2);
	assert_int_equal(m[6].value.list.n, 64);
	assert_int_equal(m[6].value.list.v[63].i, 5);
	assert_int_equal(m[7].value.type, CK_NONE);
	assert_int_equal(m[7].count, 65);
	assert_int_equal(m[8].value.list.n, 0);

	b.n = 0;
	put_header(&b, 3, 0, 0);
	assert_true(ck_gguf_parse(s.file, "x", b.v, b.n, b.n, &a) && ck_gguf_set_join(&s, &a));
	catch_start();
	assert_false(ck_manifest(&art, &s, &x, &a));
	assert_diagnosed("no key general.architecture");
	free(b.v);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trips),
		cmocka_unit_test(round_trips_without_tensors),
		cmocka_unit_test(round_trips_of_a_model),
		cmocka_unit_test(rest_is_stored_when_odd),
		cmocka_unit_test(headers_refused),
		cmocka_unit_test(truncations_refused),
		cmocka_unit_test(damage_is_found),
		cmocka_unit_test(files_refused),
		cmocka_unit_test(entries_refused),
		cmocka_unit_test(failures_leave_nothing),
		cmocka_unit_test(manifest_of_awkward_values),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
