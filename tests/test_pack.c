/* Packing: what every packing promises, and weights.bump to model.bump and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "diagnosed.h"
#include "export.h"
#include "gguf_build.h"
#include "import.h"
#include "kernel.h"
#include "manifest.h"
#include "pack.h"
#include "registry.h"

static char dir[] = "/tmp/ck-test-pack-XXXXXX";
static char gguf_path[64], weights_path[64], model_path[64], back_path[64];

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(gguf_path, sizeof gguf_path, "%s/x.gguf", dir);
	snprintf(weights_path, sizeof weights_path, "%s/weights.bump", dir);
	snprintf(model_path, sizeof model_path, "%s/model.bump", dir);
	snprintf(back_path, sizeof back_path, "%s/back.gguf", dir);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(gguf_path);
	unlink(weights_path);
	unlink(model_path);
	unlink(back_path);
	return rmdir(dir);
}

static void fill(uint8_t *p, size_t n, uint32_t s)
{
	for (size_t i = 0; i < n; i++) {
		s = s * 1664525 + 1013904223;
		p[i] = (uint8_t)(s >> 24);
	}
}

/* unpack is the inverse of pack, and packing by CK_PACK_ROWS rows at a time gives the same bytes. */
static void packings_invert_and_concatenate(void **state)
{
	(void)state;
	int tried = 0;
	for (int i = 0; ck_packings[i]; i++) {
		const struct ck_packing *p = ck_packings[i];
		const struct ck_dtype *t = ck_dtype_named(p->dtype);
		assert_non_null(t);
		static const int64_t rows[] = { 1, 15, 16, 17, 64, 65, 128, 200 };
		for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
			for (int64_t k = t->block; k <= 5 * t->block; k += t->block) {
				int64_t n = rows[r], row = ck_dtype_size(t, k), size = p->size(n, k);
				if (size < 0)
					continue;
				uint8_t *in = malloc((size_t)(n * row)), *out = malloc((size_t)(n * row));
				uint8_t *whole = malloc((size_t)size), *parts = malloc((size_t)size);
				fill(in, (size_t)(n * row), (uint32_t)(n * 1000 + k));
				memset(out, 0xee, (size_t)(n * row));
				p->pack(whole, in, n, k);
				p->unpack(out, whole, n, k);
				assert_memory_equal(in, out, (size_t)(n * row));
				int64_t at = 0;
				for (int64_t from = 0, m; from < n; from += m) {
					m = n - from < CK_PACK_ROWS ? n - from : CK_PACK_ROWS;
					p->pack(parts + at, in + from * row, m, k);
					at += p->size(m, k);
					assert_true(at <= size);
				}
				assert_int_equal(at, size);
				assert_memory_equal(whole, parts, (size_t)size);
				free(in);
				free(out);
				free(whole);
				free(parts);
				tried++;
			}
	}
	assert_true(tried > 0);
}

/* A model of three tensors: 300 x 96 F32, 40 x 64 Q8_0, and a vector no weight uses. */
struct fixture {
	struct ck_arena a;
	struct ck_artifact art;
	struct ck_doc doc;
	struct bytes gguf;
};

static const char *const *shape_strs(struct ck_arena *a, const char *n, const char *k)
{
	const char **v = ck_allocn(a, 2, sizeof *v);
	v[0] = n;
	v[1] = k;
	return v;
}

static void add_weight(struct fixture *f, int tensor, int64_t row, const char *n, const char *k, const char *packing,
	int64_t size)
{
	struct ck_weight_list *w = &f->art.weights;
	const struct ck_weight *last = w->n ? &w->v[w->n - 1] : NULL;
	int64_t offset = last ? (last->offset + last->size + 63) & ~(int64_t)63 : CK_BUMP_DATA_OFFSET;
	CK_PUSH(&f->a, w, (struct ck_weight){ .id = ck_printf(&f->a, "w%zu", w->n), .tensor = f->art.tensors.v[tensor].name,
		.row = row, .dtype = f->art.tensors.v[tensor].dtype, .shape = { (const char **)(uintptr_t)shape_strs(&f->a, n, k), 2 },
		.packing = packing, .offset = offset, .size = size, .loc = "" });
}

static int64_t packed(const char *dtype, int64_t n, int64_t k)
{
	return ck_packing_named(dtype, "n16")->size(n, k);
}

static void start(struct fixture *f)
{
	struct ck_gguf_set s;
	struct ck_bump_index x;
	struct ck_outfile o;
	*f = (struct fixture){ 0 };
	put_header(&f->gguf, 3, 3, 1);
	put_kv_str(&f->gguf, "general.architecture", "llama");
	put_tensor(&f->gguf, "big", 2, (uint64_t[]){ 96, 300 }, 0, 0);
	put_tensor(&f->gguf, "small", 2, (uint64_t[]){ 64, 40 }, 8, 115200);
	put_tensor(&f->gguf, "unused", 1, (uint64_t[]){ 5 }, 0, 117920 + 64);
	put_fill(&f->gguf, 0, -f->gguf.n & 31);
	size_t base = f->gguf.n;
	put_fill(&f->gguf, 0, 117920 + 64 + 20 + 12);
	fill(f->gguf.v + base, f->gguf.n - base, 7); /* gaps too */
	FILE *file = fopen(gguf_path, "wb");
	assert_int_equal(fwrite(f->gguf.v, 1, f->gguf.n, file), f->gguf.n);
	fclose(file);

	assert_true(ck_gguf_set_open(&s, gguf_path, &f->a));
	assert_true(ck_out_open(&o, weights_path));
	assert_true(ck_import(&o, &s, &x, &f->a));
	assert_true(ck_out_close(&o));
	assert_true(ck_manifest(&f->art, &s, &x, &f->a));
	ck_gguf_set_close(&s);
	CK_PUSH(&f->a, &f->art.dims, (struct ck_dim){ .name = "K", .bind = "fixed", .value = 96, .from = "" });
	CK_PUSH(&f->a, &f->art.dims, (struct ck_dim){ .name = "T", .bind = "call", .from = "" });
	f->doc = (struct ck_doc){ .path = "layout.json", .stage = CK_LAYOUT, .artifact = &f->art };
	memset(f->doc.sha256, 'a', 64);
	catch_start();
}

static void finish(struct fixture *f)
{
	free(f->gguf.v);
	ck_arena_free(&f->a);
}

static bool pack(struct fixture *f)
{
	struct ck_bump b;
	struct ck_outfile o;
	unlink(model_path);
	assert_true(ck_bump_open(&b, weights_path, CK_BUMP_WEIGHTS));
	assert_true(ck_out_open(&o, model_path));
	bool ok = ck_pack(&o, &f->doc, &b, &f->a);
	if (ok)
		ok = ck_out_close(&o);
	else
		ck_out_abandon(&o);
	ck_bump_close(&b);
	return ok;
}

static void assert_way_back(struct fixture *f)
{
	struct ck_bump b;
	struct ck_export e;
	struct ck_outfile o;
	if (!pack(f))
		fail_msg("%s", caught);
	assert_true(ck_bump_open(&b, model_path, CK_BUMP_MODEL));
	assert_memory_equal(b.header->layout_sha256, f->doc.sha256, 64);
	assert_true(ck_bump_check(&b));
	assert_true(ck_out_open(&o, back_path));
	assert_true(ck_export_open(&e, &b, &f->a) && ck_export_file(&e, 0, &o));
	assert_true(ck_out_close(&o));
	ck_bump_close(&b);
	assert_no_diagnostic();

	FILE *file = fopen(back_path, "rb");
	uint8_t *back = malloc(f->gguf.n + 1);
	assert_int_equal(fread(back, 1, f->gguf.n + 1, file), f->gguf.n);
	assert_memory_equal(back, f->gguf.v, f->gguf.n);
	fclose(file);
	free(back);
}

static void weights_stand_where_the_layout_says(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	add_weight(&f, 0, 0, "300", "K", "n16", packed("f32", 300, 96));
	add_weight(&f, 1, 0, "40", "64", "rows", 40 * 68);
	assert_way_back(&f);

	struct ck_bump b;
	assert_true(ck_bump_open(&b, model_path, CK_BUMP_MODEL));
	const uint8_t *data = f.gguf.v + f.gguf.n - (117920 + 64 + 20 + 12);
	uint8_t *expect = malloc((size_t)packed("f32", 300, 96));
	ck_packing_named("f32", "n16")->pack(expect, data, 300, 96);
	assert_memory_equal(b.map + f.art.weights.v[0].offset, expect, (size_t)packed("f32", 300, 96));
	assert_memory_equal(b.map + f.art.weights.v[1].offset, data + 115200, 40 * 68);
	assert_int_equal(b.header->kept_size, 20);
	free(expect);
	ck_bump_close(&b);
	finish(&f);
}

/* Rows out of order, left out, packed twice, and inside others. */
static void parts_of_tensors(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	add_weight(&f, 0, 200, "33", "K", "n16", packed("f32", 33, 96));
	add_weight(&f, 0, 5, "150", "K", "n16", packed("f32", 150, 96));
	add_weight(&f, 0, 100, "120", "K", "rows", 120 * 384);
	add_weight(&f, 0, 20, "10", "K", "rows", 10 * 384);
	add_weight(&f, 1, 3, "37", "64", "n16", packed("q8_0", 37, 64));
	assert_way_back(&f);

	struct ck_bump b;
	assert_true(ck_bump_open(&b, model_path, CK_BUMP_MODEL));
	assert_int_equal(b.header->kept_size, 27924); /* rows 0-4 and 233-299, rows 0-2, the vector; aligned to 64 */
	ck_bump_close(&b);
	finish(&f);
}

static void nothing_used(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	assert_way_back(&f);
	finish(&f);
}

static void refusals(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	add_weight(&f, 0, 0, "300", "K", "n16", packed("f32", 300, 96));
	add_weight(&f, 1, 0, "40", "64", "rows", 40 * 68);
	struct ck_weight *w = f.art.weights.v, good[2] = { w[0], w[1] };
	struct ck_tensor *t = f.art.tensors.v;
#define COMMA ,
#define REFUSED(change, expect) do { \
	change; \
	assert_false(pack(&f)); \
	assert_diagnosed(expect); \
	assert_int_not_equal(access(model_path, F_OK), 0); \
	memcpy(w, good, sizeof good); \
} while (0)
	REFUSED(w[0].tensor = "none", "/weights/0/tensor: no tensor 'none'");
	REFUSED(w[0].dtype = "f16", "/weights/0/dtype: tensor 'big' is f32");
	REFUSED(w[0].shape.v = (const char *[]){ "T" COMMA "K" }, "/weights/0/shape: the number of elements is not fixed");
	REFUSED(w[0].shape.v = (const char *[]){ "X" COMMA "K" }, "/weights/0/shape: 'X'");
	REFUSED(w[0].shape.v = (const char *[]){ "301" COMMA "K" }, "are not rows of tensor 'big': 300 of 96");
	REFUSED(w[0].shape.v = (const char *[]){ "300" COMMA "95" }, "are not rows of tensor 'big'");
	REFUSED(w[0].row = 1, "28800 elements from row 1 are not rows of tensor 'big'");
	REFUSED(w[0].row = -1, "from row -1 are not rows of tensor 'big'");
	REFUSED(w[0].packing = "n17", "/weights/0/packing: unknown packing 'n17' of f32");
	REFUSED(w[0].size -= 4, "/weights/0/size: 300 rows of 96 elements packed as n16 are");
	REFUSED(w[0].offset = 4096, "/weights/0/offset: not in the data section");
	REFUSED(w[0].offset += 32, "/weights/0/offset: not in the data section of model.bump, or not aligned to 64");
	REFUSED(w[0].offset = INT64_MAX - 63, "/weights/0/offset: not in the data section");
	REFUSED(w[1].offset = w[0].offset, "two weights share the bytes at offset 2097152");
	static const char *const other = "another file";
	struct ck_tensor whole = t[1];
	REFUSED(t[1].xxh3 = "0123456789abcdef", other);
	t[1] = whole;
	REFUSED(t[1].offset += 64, other);
	t[1] = whole;
	REFUSED(t[1].name = "smaller", other);
	t[1] = whole;
	REFUSED(t[1].shape.v = (int64_t[]){ 64 COMMA 40 }, other);
	t[1] = whole;
	REFUSED(f.art.tensors.n = 2, "/tensors: 2 tensors");
	finish(&f);
}

static void damaged_weights(void **state)
{
	(void)state;
	static const struct { int tensor; const char *expect; } places[] = {
		{ 0, "tensor 'big' at offset 0x200000 is damaged" }, { 1, "tensor 'small'" }, { 2, "tensor 'unused'" },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct fixture f;
		start(&f);
		add_weight(&f, 0, 10, "290", "K", "n16", packed("f32", 290, 96));
		const struct ck_tensor *t = &f.art.tensors.v[places[i].tensor];
		uint8_t byte;
		int fd = open(weights_path, O_RDWR);
		assert_int_equal(pread(fd, &byte, 1, t->offset + t->size / 2), 1);
		byte ^= 1;
		assert_int_equal(pwrite(fd, &byte, 1, t->offset + t->size / 2), 1);
		close(fd);
		assert_false(pack(&f));
		assert_diagnosed(places[i].expect);
		assert_int_not_equal(access(model_path, F_OK), 0);
		finish(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packings_invert_and_concatenate),
		cmocka_unit_test(weights_stand_where_the_layout_says),
		cmocka_unit_test(parts_of_tensors),
		cmocka_unit_test(nothing_used),
		cmocka_unit_test(refusals),
		cmocka_unit_test(damaged_weights),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
