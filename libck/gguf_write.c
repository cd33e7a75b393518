#include "gguf_write.h"

#include <stdio.h>
#include <string.h>

#include "diag.h"

/* Bytes at the end of a head, which has room for them, or is NULL: then they are only counted. */
struct writer { uint8_t *v; uint64_t n; };

static void put(struct writer *w, const void *p, uint64_t n)
{
	if (w->v && n)
		memcpy(w->v + w->n, p, n);
	w->n += n;
}

static void put_u32(struct writer *w, uint32_t v) { put(w, &v, sizeof v); }
static void put_u64(struct writer *w, uint64_t v) { put(w, &v, sizeof v); }

static void put_str(struct writer *w, const char *s)
{
	put_u64(w, strlen(s));
	put(w, s, strlen(s));
}

static void put_head(struct writer *w, const struct ck_gguf *g)
{
	put(w, "GGUF", 4);
	put_u32(w, g->version);
	put_u64(w, g->tensor.n);
	put_u64(w, g->kv.n);
	for (size_t i = 0; i < g->kv.n; i++) {
		const struct ck_gguf_kv *kv = &g->kv.v[i];
		put_str(w, kv->key);
		put_u32(w, kv->type);
		if (kv->type == CK_GGUF_ARRAY) {
			put_u32(w, kv->item);
			put_u64(w, kv->count);
		}
		put(w, kv->data, kv->size);
	}
	for (size_t i = 0; i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = &g->tensor.v[i];
		put_str(w, t->name);
		put_u32(w, t->ndims);
		for (uint32_t d = 0; d < t->ndims; d++)
			put_u64(w, t->ne[d]);
		put_u32(w, (uint32_t)t->dtype->ggml);
		put_u64(w, t->offset);
	}
}

void ck_gguf_drop(struct ck_gguf *g, const char *key)
{
	size_t n = 0;
	for (size_t i = 0; i < g->kv.n; i++)
		if (strcmp(g->kv.v[i].key, key))
			g->kv.v[n++] = g->kv.v[i];
	g->kv.n = n;
}

void ck_gguf_set_u32(struct ck_gguf *g, const char *key, uint32_t value, struct ck_arena *a)
{
	uint8_t *data = ck_alloc(a, sizeof value);
	memcpy(data, &value, sizeof value);
	ck_gguf_drop(g, key);
	CK_PUSH(a, &g->kv, (struct ck_gguf_kv){ .key = key, .type = CK_GGUF_U32, .item = CK_GGUF_U32, .count = 1,
		.data = data, .size = sizeof value });
}

static int layer_of(const char *name)
{
	int layer = -1;
	return sscanf(name, "blk.%d.", &layer) == 1 ? layer : -1;
}

int ck_gguf_order(const struct ck_gguf_tensor *a, const struct ck_gguf_tensor *b)
{
	const int i = layer_of(a->name), j = layer_of(b->name);
	return i != j ? (i > j) - (i < j) : strcmp(a->name, b->name);
}

static bool place(struct ck_gguf *g)
{
	uint64_t mask = g->alignment - 1;
	g->data_size = 0;
	for (size_t i = 0; i < g->tensor.n; i++) {
		struct ck_gguf_tensor *t = &g->tensor.v[i];
		uint64_t elements = t->ne[0];
		for (uint32_t d = 1; d < t->ndims; d++)
			if (__builtin_mul_overflow(elements, t->ne[d], &elements))
				return false;
		const int64_t size = elements > INT64_MAX ? -1 : ck_dtype_size(t->dtype, (int64_t)elements);
		t->offset = g->data_size;
		t->size = (uint64_t)size;
		if (size < 0 || __builtin_add_overflow(g->data_size, t->size + mask, &g->data_size))
			return false;
		g->data_size &= ~mask;
	}
	return g->data_size <= INT64_MAX;
}

bool ck_gguf_place(struct ck_gguf *g, struct ck_arena *a)
{
	if (!place(g))
		return ck_error(g->path, "its tensors are no whole blocks, or too large for a file");
	struct writer count = { 0 };
	put_head(&count, g);
	g->head_size = (count.n + g->alignment - 1) & ~(uint64_t)(g->alignment - 1);
	struct writer w = { .v = ck_alloc(a, g->head_size) };
	put_head(&w, g);
	g->head = w.v;
	g->file_size = g->head_size + g->data_size;
	return true;
}
