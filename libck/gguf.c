#include "gguf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "diag.h"
#include "fileio.h"
#include "utf8.h"

enum { NAME_MAX_BYTES = 65535, DEFAULT_ALIGNMENT = 32, FIRST_READ = 1 << 20 };

/* The least bytes a key/value (length, 1 byte, type, 1 byte) and an info (length, 1 byte, count, type,
 * offset) take: what a claimed count is held against. */
enum { KV_MIN = 8 + 1 + 4 + 1, INFO_MIN = 8 + 1 + 4 + 4 + 8 };

struct reader {
	struct ck_gguf *g;
	struct ck_arena *a;
	uint64_t pos, avail;
	bool partial; /* running out of avail before the file's end is no error, but sets starved */
	bool starved;
};

const char *const ck_gguf_type_name[CK_GGUF_TYPES] = {
	"u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "str", "arr", "u64", "i64", "f64",
};

/* Bytes of a fixed-size type; 0: strings and arrays. */
static const unsigned char type_size[CK_GGUF_TYPES] = { 1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8 };

bool ck_gguf_error(const struct ck_gguf *g, uint64_t at, const char *fmt, ...)
{
	char where[4096], message[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	snprintf(where, sizeof where, "%s:offset 0x%" PRIx64, g->path, at);
	return ck_error(where, "%s", message);
}

/* The next n bytes; NULL after a diagnostic or when starved. */
static const uint8_t *take(struct reader *r, uint64_t n, const char *what)
{
	const struct ck_gguf *g = r->g;
	if (n > g->file_size - r->pos) {
		ck_gguf_error(g, r->pos, "file ends inside %s: %" PRIu64 " bytes wanted, %" PRIu64 " left",
			what, n, g->file_size - r->pos);
		return NULL;
	}
	if (n > r->avail - r->pos) {
		r->starved = true;
		if (!r->partial)
			ck_gguf_error(g, r->pos, "head ends inside %s", what);
		return NULL;
	}
	const uint8_t *p = g->head + r->pos;
	r->pos += n;
	return p;
}

static bool take_u32(struct reader *r, uint32_t *v, const char *what)
{
	const uint8_t *p = take(r, sizeof *v, what);
	if (p)
		memcpy(v, p, sizeof *v);
	return p;
}

static bool take_u64(struct reader *r, uint64_t *v, const char *what)
{
	const uint8_t *p = take(r, sizeof *v, what);
	if (p)
		memcpy(v, p, sizeof *v);
	return p;
}

static bool take_name(struct reader *r, const char **name, const char *what)
{
	uint64_t at = r->pos, n;
	if (!take_u64(r, &n, what))
		return false;
	if (!n || n > NAME_MAX_BYTES)
		return ck_gguf_error(r->g, at, "%s of %" PRIu64 " bytes: 1 to %d are allowed", what, n, NAME_MAX_BYTES);
	const char *p = (const char *)take(r, n, what);
	if (!p)
		return false;
	if (!ck_utf8_printable(p, n))
		return ck_gguf_error(r->g, at, "%s is not printable UTF-8", what);
	*name = ck_strndup(r->a, p, n);
	return true;
}

static bool take_type(struct reader *r, enum ck_gguf_type *type, const char *key)
{
	uint64_t at = r->pos;
	uint32_t t;
	if (!take_u32(r, &t, "a value's type"))
		return false;
	if (t >= CK_GGUF_TYPES)
		return ck_gguf_error(r->g, at, "key '%s': unknown value type %" PRIu32, key, t);
	*type = (enum ck_gguf_type)t;
	return true;
}

static bool take_elements(struct reader *r, struct ck_gguf_kv *kv)
{
	uint64_t at = r->pos;
	unsigned least = kv->item == CK_GGUF_STR ? sizeof(uint64_t) : type_size[kv->item];
	if (kv->count > (r->g->file_size - r->pos) / least)
		return ck_gguf_error(r->g, at, "key '%s': %" PRIu64 " elements of %s do not fit in the file",
			kv->key, kv->count, ck_gguf_type_name[kv->item]);
	if (kv->item == CK_GGUF_STR) {
		for (uint64_t i = 0, n; i < kv->count; i++)
			if (!take_u64(r, &n, "a string's length") || !take(r, n, "a string"))
				return false;
	} else if (!take(r, kv->count * least, "a value")) {
		return false;
	}
	kv->data = r->g->head + at;
	kv->size = r->pos - at;
	if (kv->item == CK_GGUF_BOOL)
		for (uint64_t i = 0; i < kv->count; i++)
			if (kv->data[i] > 1)
				return ck_gguf_error(r->g, at + i, "key '%s': a bool is 0 or 1, not %d", kv->key, kv->data[i]);
	return true;
}

static bool take_kv(struct reader *r, struct ck_gguf_kv *kv)
{
	*kv = (struct ck_gguf_kv){ .at = r->pos, .count = 1 };
	if (!take_name(r, &kv->key, "a key") || !take_type(r, &kv->type, kv->key))
		return false;
	kv->item = kv->type;
	if (kv->type == CK_GGUF_ARRAY) {
		uint64_t at = r->pos;
		if (!take_type(r, &kv->item, kv->key))
			return false;
		if (kv->item == CK_GGUF_ARRAY)
			return ck_gguf_error(r->g, at, "key '%s': an array of arrays is not supported", kv->key);
		if (!take_u64(r, &kv->count, "an array's length"))
			return false;
	}
	return take_elements(r, kv);
}

/* rows, row_size and size from ne and dtype. */
static bool measure(const struct ck_gguf *g, struct ck_gguf_tensor *t)
{
	uint64_t elements;
	t->rows = 1;
	for (int i = 1; i < CK_GGUF_DIMS; i++)
		if (__builtin_mul_overflow(t->rows, t->ne[i], &t->rows))
			return ck_gguf_error(g, t->at, "tensor '%s': number of elements overflows", t->name);
	if (__builtin_mul_overflow(t->rows, t->ne[0], &elements) || elements > INT64_MAX)
		return ck_gguf_error(g, t->at, "tensor '%s': number of elements overflows", t->name);
	if (t->ne[0] % (uint64_t)t->dtype->block)
		return ck_gguf_error(g, t->at, "tensor '%s': rows of %" PRIu64 " elements are not whole %s blocks of %d",
			t->name, t->ne[0], t->dtype->name, (int)t->dtype->block);
	int64_t size = ck_dtype_size(t->dtype, (int64_t)elements);
	if (size < 0)
		return ck_gguf_error(g, t->at, "tensor '%s': size in bytes overflows", t->name);
	t->size = (uint64_t)size;
	t->row_elements = t->ndims == 1 && t->dtype->block == 1 ? 1 : t->ne[0];
	t->rows = elements / t->row_elements;
	t->row_size = t->size / t->rows;
	return true;
}

static bool take_tensor(struct reader *r, struct ck_gguf_tensor *t)
{
	const struct ck_gguf *g = r->g;
	*t = (struct ck_gguf_tensor){ .at = r->pos, .ne = { 1, 1, 1, 1 } };
	if (!take_name(r, &t->name, "a tensor's name"))
		return false;
	uint64_t at = r->pos;
	if (!take_u32(r, &t->ndims, "a tensor's dimensions"))
		return false;
	if (t->ndims > CK_GGUF_DIMS)
		return ck_gguf_error(g, at, "tensor '%s': %" PRIu32 " dimensions, at most %d are allowed",
			t->name, t->ndims, CK_GGUF_DIMS);
	for (uint32_t i = 0; i < t->ndims; i++) {
		at = r->pos;
		if (!take_u64(r, &t->ne[i], "a tensor's dimensions"))
			return false;
		if (!t->ne[i])
			return ck_gguf_error(g, at, "tensor '%s': dimension %" PRIu32 " is zero", t->name, i);
	}
	at = r->pos;
	uint32_t type;
	if (!take_u32(r, &type, "a tensor's type"))
		return false;
	t->dtype = ck_dtype_ggml(type);
	if (!t->dtype)
		return ck_gguf_error(g, at, "tensor '%s': unknown type %" PRIu32, t->name, type);
	at = r->pos;
	if (!take_u64(r, &t->offset, "a tensor's offset"))
		return false;
	if (t->offset & (g->alignment - 1))
		return ck_gguf_error(g, at, "tensor '%s': offset %" PRIu64 " is not a multiple of %" PRIu32,
			t->name, t->offset, g->alignment);
	return measure(g, t);
}

static int order_keys(const void *x, const void *y)
{
	const struct ck_gguf_kv *a = *(const struct ck_gguf_kv *const *)x, *b = *(const struct ck_gguf_kv *const *)y;
	int c = strcmp(a->key, b->key);
	return c ? c : (a > b) - (a < b);
}

static int order_names(const void *x, const void *y)
{
	const struct ck_gguf_tensor *a = *(const struct ck_gguf_tensor *const *)x, *b = *(const struct ck_gguf_tensor *const *)y;
	int c = strcmp(a->name, b->name);
	return c ? c : (a > b) - (a < b);
}

static int order_offsets(const void *x, const void *y)
{
	const struct ck_gguf_tensor *a = *(const struct ck_gguf_tensor *const *)x, *b = *(const struct ck_gguf_tensor *const *)y;
	return a->offset != b->offset ? (a->offset > b->offset) - (a->offset < b->offset) : (a > b) - (a < b);
}

static bool index_keys(struct ck_gguf *g, struct ck_arena *a)
{
	g->by_key = ck_allocn(a, g->kv.n + 1, sizeof *g->by_key);
	for (size_t i = 0; i < g->kv.n; i++)
		g->by_key[i] = &g->kv.v[i];
	qsort(g->by_key, g->kv.n, sizeof *g->by_key, order_keys);
	for (size_t i = 1; i < g->kv.n; i++)
		if (!strcmp(g->by_key[i - 1]->key, g->by_key[i]->key))
			return ck_gguf_error(g, g->by_key[i]->at, "duplicate key '%s', first at offset 0x%" PRIx64,
				g->by_key[i]->key, g->by_key[i - 1]->at);
	return true;
}

static bool index_tensors(struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_tensor **v = g->by_offset = ck_allocn(a, g->tensor.n + 1, sizeof *g->by_offset);
	for (size_t i = 0; i < g->tensor.n; i++)
		v[i] = &g->tensor.v[i];
	qsort(v, g->tensor.n, sizeof *v, order_names);
	for (size_t i = 1; i < g->tensor.n; i++)
		if (!strcmp(v[i - 1]->name, v[i]->name))
			return ck_gguf_error(g, v[i]->at, "duplicate tensor '%s', first at offset 0x%" PRIx64,
				v[i]->name, v[i - 1]->at);
	qsort(v, g->tensor.n, sizeof *v, order_offsets);
	for (size_t i = 0; i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = v[i];
		if (t->offset > g->data_size || t->size > g->data_size - t->offset)
			return ck_gguf_error(g, t->at, "tensor '%s': %" PRIu64 " bytes at %" PRIu64
				" of a data section of %" PRIu64 " bytes", t->name, t->size, t->offset, g->data_size);
		if (i && v[i - 1]->offset + v[i - 1]->size > t->offset)
			return ck_gguf_error(g, t->at, "tensor '%s' overlaps '%s'", t->name, v[i - 1]->name);
	}
	return true;
}

static bool take_version(struct reader *r)
{
	struct ck_gguf *g = r->g;
	const uint8_t *magic = take(r, 4, "the magic");
	if (!magic)
		return false;
	if (memcmp(magic, "GGUF", 4))
		return ck_gguf_error(g, 0, "not a GGUF file");
	if (!take_u32(r, &g->version, "the version"))
		return false;
	if (g->version && !(g->version & 0xffff))
		return ck_gguf_error(g, 4, "big-endian GGUF is not supported");
	if (g->version < 2 || g->version > 3)
		return ck_gguf_error(g, 4, "GGUF version %" PRIu32 " is not supported; 2 and 3 are", g->version);
	return true;
}

static bool find_alignment(struct ck_gguf *g)
{
	g->alignment = DEFAULT_ALIGNMENT;
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "general.alignment");
	int64_t v;
	if (!kv)
		return true;
	if (kv->type != CK_GGUF_U32 || !ck_gguf_int(kv, &v) || v <= 0 || (v & (v - 1)))
		return ck_gguf_error(g, kv->at, "general.alignment is not a u32 that is a power of two");
	g->alignment = (uint32_t)v;
	return true;
}

static bool parse(struct reader *r)
{
	struct ck_gguf *g = r->g;
	uint64_t ntensors, nkv;
	if (!take_version(r) || !take_u64(r, &ntensors, "the header") || !take_u64(r, &nkv, "the header"))
		return false;
	if (nkv > (g->file_size - r->pos) / KV_MIN)
		return ck_gguf_error(g, 16, "%" PRIu64 " key/values do not fit in the file", nkv);
	if (ntensors > (g->file_size - r->pos) / INFO_MIN)
		return ck_gguf_error(g, 8, "%" PRIu64 " tensors do not fit in the file", ntensors);
	for (uint64_t i = 0; i < nkv; i++) {
		struct ck_gguf_kv kv;
		if (!take_kv(r, &kv))
			return false;
		CK_PUSH(r->a, &g->kv, kv);
	}
	if (!index_keys(g, r->a) || !find_alignment(g))
		return false;
	for (uint64_t i = 0; i < ntensors; i++) {
		struct ck_gguf_tensor t;
		if (!take_tensor(r, &t))
			return false;
		CK_PUSH(r->a, &g->tensor, t);
	}
	uint64_t padding = -r->pos & (g->alignment - 1);
	if (padding > g->file_size - r->pos)
		padding = g->file_size - r->pos; /* files without tensors may end unpadded */
	if (!take(r, padding, "padding"))
		return false;
	g->head_size = r->pos;
	g->data_size = g->file_size - r->pos;
	return index_tensors(g, r->a);
}

bool ck_gguf_parse(struct ck_gguf *g, const char *path, const void *p, uint64_t avail, uint64_t file_size,
	struct ck_arena *a)
{
	*g = (struct ck_gguf){ .path = path, .head = p, .file_size = file_size };
	struct reader r = { .g = g, .a = a, .avail = avail < file_size ? avail : file_size };
	return parse(&r);
}

bool ck_gguf_read(struct ck_gguf *g, const char *path, int fd, struct ck_arena *a)
{
	struct stat st;
	if (!ck_stat_regular(fd, path, &st))
		return false;
	uint64_t size = (uint64_t)st.st_size;
	for (uint64_t avail = FIRST_READ;; avail *= 4) {
		struct ck_arena attempt = { 0 };
		struct reader r = { .g = g, .a = &attempt, .avail = avail < size ? avail : size, .partial = true };
		uint8_t *head = ck_alloc(a, r.avail + 1);
		if (!ck_pread(fd, path, head, r.avail, 0))
			return false;
		*g = (struct ck_gguf){ .path = path, .head = head, .file_size = size };
		bool ok = parse(&r);
		ck_arena_free(&attempt);
		if (ok)
			return ck_gguf_parse(g, path, head, g->head_size, size, a);
		if (!r.starved)
			return false;
	}
}
