/* GGUF: any bytes are parsed or diagnosed; every value of a parsed file can be asked for in every type; its manifest
 * verifies, and reads back as it was written. */
#include <string.h>

#include "fuzz.h"
#include "manifest.h"
#include "reread.h"

static void ask(const struct ck_gguf *g, struct ck_arena *a)
{
	for (size_t i = 0; i < g->kv.n; i++) {
		const struct ck_gguf_kv *kv = &g->kv.v[i];
		MUST(ck_gguf_find(g, kv->key) == kv);
		int64_t n;
		double r;
		bool b;
		struct ck_gguf_text s;
		ck_gguf_int(kv, &n);
		ck_gguf_real(kv, &r);
		ck_gguf_bool(kv, &b);
		if (ck_gguf_str(kv, &s))
			memcpy(ck_alloc(a, s.n + 1), s.s, s.n);
		uint64_t pos = 0, strings = 0;
		for (uint64_t j = 0; j < kv->count; j++) {
			ck_gguf_int_at(kv, j, &n);
			ck_gguf_real_at(kv, j, &r);
			ck_gguf_bool_at(kv, j, &b);
		}
		for (; ck_gguf_next_str(kv, &pos, &s); strings++)
			memcpy(ck_alloc(a, s.n + 1), s.s, s.n);
		MUST(kv->item != CK_GGUF_STR || strings == kv->count);
	}
}

/* As gguf2bump would, but for the data. */
static void make_manifest(const struct ck_gguf_set *s, struct ck_arena *a)
{
	struct ck_bump_index x = { ck_allocn(a, s->tensor.n, sizeof *x.v), s->tensor.n };
	uint64_t *offset = ck_allocn(a, s->tensor.n, sizeof *offset), end = CK_BUMP_DATA_OFFSET;
	MUST(ck_bump_place(s, offset) >= CK_BUMP_DATA_OFFSET);
	for (size_t i = 0; i < x.n; i++) {
		const struct ck_gguf_tensor *t = &s->tensor.v[i];
		const struct ck_gguf *g = &s->file[t->file];
		MUST(offset[i] >= end && t->size == t->rows * t->row_size);
		MUST(t->offset <= g->data_size && t->size <= g->data_size - t->offset);
		end = offset[i] + t->size;
		x.v[i] = (struct ck_bump_entry){ .tensor = i, .rows = t->rows, .offset = offset[i], .size = t->size, .packing = "rows" };
	}
	struct ck_doc doc = { .path = "input.gguf", .stage = CK_MANIFEST, .artifact = ck_alloc(a, sizeof *doc.artifact) };
	if (fuzz_told(ck_manifest(doc.artifact, s, &x, a)))
		fuzz_reread(&doc, a);
}

/* A first part says how many there are; the others' bytes follow its own, divided evenly. */
static size_t count_parts(const struct ck_gguf *g)
{
	int64_t n;
	return ck_gguf_int(ck_gguf_find(g, "split.count"), &n) && n > 0 && n <= 8 ? (size_t)n : 1;
}

static void parse_set(size_t n, const uint8_t *data, size_t size, struct ck_arena *a)
{
	struct ck_gguf_set s;
	size_t part = size / n;
	ck_gguf_set_make(&s, n, a);
	for (size_t i = 0; i < n; i++, data += part)
		if (!fuzz_told(ck_gguf_parse(&s.file[i], "input.gguf", data, part, part, a)))
			return;
	if (fuzz_told(ck_gguf_set_join(&s, a)))
		make_manifest(&s, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	fuzz_begin();
	if (fuzz_told(ck_gguf_parse(&g, "input.gguf", data, size, size, &a))) {
		ask(&g, &a);
		parse_set(count_parts(&g), data, size, &a);
	}
	/* A head whose file is said to be as long as can be. */
	ck_gguf_parse(&g, "input.gguf", data, size, UINT64_MAX, &a);
	ck_arena_free(&a);
	return 0;
}
