/* Builds GGUF heads in memory, valid or not: every piece is appended as told. */
#ifndef CK_TEST_GGUF_BUILD_H
#define CK_TEST_GGUF_BUILD_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gguf.h"

struct bytes { uint8_t *v; size_t n, room; };

static inline void put(struct bytes *b, const void *p, size_t n)
{
	if (b->room - b->n < n) {
		b->room = 2 * (b->n + n);
		if (!(b->v = realloc(b->v, b->room)))
			abort();
	}
	if (n)
		memcpy(b->v + b->n, p, n);
	b->n += n;
}

static inline void put_u32(struct bytes *b, uint32_t v) { put(b, &v, sizeof v); }
static inline void put_u64(struct bytes *b, uint64_t v) { put(b, &v, sizeof v); }

static inline void put_text(struct bytes *b, const char *s, size_t n)
{
	put_u64(b, n);
	put(b, s, n);
}

static inline void put_str(struct bytes *b, const char *s) { put_text(b, s, strlen(s)); }

static inline void put_fill(struct bytes *b, int byte, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(b, &(uint8_t){ (uint8_t)byte }, 1);
}

static inline void put_header(struct bytes *b, uint32_t version, uint64_t tensors, uint64_t kvs)
{
	put(b, "GGUF", 4);
	put_u32(b, version);
	put_u64(b, tensors);
	put_u64(b, kvs);
}

static inline void put_kv(struct bytes *b, const char *key, enum ck_gguf_type type, const void *value, size_t size)
{
	put_str(b, key);
	put_u32(b, type);
	put(b, value, size);
}

static inline void put_kv_str(struct bytes *b, const char *key, const char *value)
{
	put_kv(b, key, CK_GGUF_STR, NULL, 0);
	put_str(b, value);
}

static inline void put_kv_u32(struct bytes *b, const char *key, uint32_t value)
{
	put_kv(b, key, CK_GGUF_U32, &value, sizeof value);
}

/* Elements follow with put. */
static inline void put_kv_array(struct bytes *b, const char *key, uint32_t item, uint64_t count)
{
	put_kv(b, key, CK_GGUF_ARRAY, NULL, 0);
	put_u32(b, item);
	put_u64(b, count);
}

static inline void put_tensor(struct bytes *b, const char *name, uint32_t ndims, const uint64_t *ne, uint32_t type,
	uint64_t offset)
{
	put_str(b, name);
	put_u32(b, ndims);
	for (uint32_t i = 0; i < ndims; i++)
		put_u64(b, ne[i]);
	put_u32(b, type);
	put_u64(b, offset);
}

#endif
