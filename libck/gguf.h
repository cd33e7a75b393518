/* GGUF, versions 2 and 3, little endian: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 *
 * A file is a head (header, key/values, tensor infos, padding up to the alignment) and a data section.
 * The head alone can be parsed. Nothing is copied but names: values point into the head, unaligned, and
 * live as long as it does. */
#ifndef CK_GGUF_H
#define CK_GGUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "dtype.h"

enum ck_gguf_type {
	CK_GGUF_U8, CK_GGUF_I8, CK_GGUF_U16, CK_GGUF_I16, CK_GGUF_U32, CK_GGUF_I32, CK_GGUF_F32, CK_GGUF_BOOL,
	CK_GGUF_STR, CK_GGUF_ARRAY, CK_GGUF_U64, CK_GGUF_I64, CK_GGUF_F64, CK_GGUF_TYPES
};
extern const char *const ck_gguf_type_name[CK_GGUF_TYPES]; /* "u8", ..., "str", "arr", ... */

struct ck_gguf_kv {
	const char *key;
	enum ck_gguf_type type;
	enum ck_gguf_type item;  /* of an array: its elements' type; else type */
	uint64_t count;          /* of an array: elements; else 1 */
	const uint8_t *data;     /* first element */
	uint64_t size;           /* bytes of all elements */
	uint64_t at;             /* offset of the key in the file */
};

enum { CK_GGUF_DIMS = 4 };

struct ck_gguf_tensor {
	const char *name;
	const struct ck_dtype *dtype;
	uint32_t ndims;
	uint64_t ne[CK_GGUF_DIMS]; /* elements, fastest dimension first; 1 beyond ndims */
	uint64_t row_elements;     /* ne[0]; 1 of a tensor of one dimension whose elements are no blocks: a part of it may be used */
	uint64_t row_size;         /* bytes of a row */
	uint64_t rows;             /* elements / row_elements */
	uint64_t offset;           /* bytes from the start of the data section */
	uint64_t size;             /* row_size * rows */
	uint64_t at;               /* offset of the info in the file */
	size_t file;               /* of a model's files (gguf_set.h) */
};

struct ck_gguf {
	const char *path;
	const uint8_t *head;
	uint32_t version, alignment;
	uint64_t file_size;
	uint64_t head_size;        /* where the data section starts; the file's size if it ends before */
	uint64_t data_size;        /* file_size - head_size */
	struct { struct ck_gguf_kv *v; size_t n; } kv;         /* in file order */
	struct { struct ck_gguf_tensor *v; size_t n; } tensor; /* in file order */
	const struct ck_gguf_kv **by_key;                      /* sorted */
	const struct ck_gguf_tensor **by_offset;               /* sorted; none overlap */
};

/* Parses a file of file_size bytes whose first `avail` bytes are at p: all of it, or at least its head.
 * path is only named in diagnostics. False after a diagnostic. */
bool ck_gguf_parse(struct ck_gguf *g, const char *path, const void *p, uint64_t avail, uint64_t file_size,
	struct ck_arena *a);

/* The same from an open regular file: reads the head, and no more than 4 times its size. */
bool ck_gguf_read(struct ck_gguf *g, const char *path, int fd, struct ck_arena *a);

/* A diagnostic at a byte offset of the file. Always false. */
bool ck_gguf_error(const struct ck_gguf *g, uint64_t at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Lookups. kv may be NULL (no such key); then and for other types they return false. */
const struct ck_gguf_kv *ck_gguf_find(const struct ck_gguf *g, const char *key);
bool ck_gguf_int(const struct ck_gguf_kv *kv, int64_t *v);   /* any integer type; false above INT64_MAX */
bool ck_gguf_real(const struct ck_gguf_kv *kv, double *v);   /* f32, f64 */
bool ck_gguf_bool(const struct ck_gguf_kv *kv, bool *v);
struct ck_gguf_text { const char *s; size_t n; };            /* any bytes; not NUL-terminated */
bool ck_gguf_str(const struct ck_gguf_kv *kv, struct ck_gguf_text *v);

/* Elements of an array, i < kv->count. */
bool ck_gguf_is_array(const struct ck_gguf_kv *kv, enum ck_gguf_type item);
bool ck_gguf_int_at(const struct ck_gguf_kv *kv, uint64_t i, int64_t *v);
bool ck_gguf_real_at(const struct ck_gguf_kv *kv, uint64_t i, double *v);
bool ck_gguf_bool_at(const struct ck_gguf_kv *kv, uint64_t i, bool *v);
uint64_t ck_gguf_u64_at(const struct ck_gguf_kv *kv, uint64_t i); /* of u64 elements */

/* Next of an array of strings; *pos starts at 0. False at the end. */
bool ck_gguf_next_str(const struct ck_gguf_kv *kv, uint64_t *pos, struct ck_gguf_text *v);

#endif
