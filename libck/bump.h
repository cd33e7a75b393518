/* Bump files: weights.bump (tensors as stored) and model.bump (as kernels read them). Either gives back the
 * GGUF files it was made from, byte for byte.
 *
 * All integers little endian. After the header come these sections, in this order, each aligned to 2 MiB,
 * gaps zero:
 *   data   always at 2 MiB. weights: every tensor, in file order, aligned to 64 bytes; model: each packed
 *          weight, where layout.json says
 *   kept   model: rows of tensors that no weight uses, as stored, aligned to 64 bytes
 *   head   a struct ck_bump_file for each GGUF file, then the bytes of each up to its data section: header,
 *          key/values (vocabulary included), tensor infos
 *   rest   bytes of the files' data sections that belong to no tensor, in order; empty if all are zero
 *   index  struct ck_bump_entry, sorted by tensor and row: what data and kept hold, with its checksum
 *   tokenizer  model, if its vocabulary is of a kind that tok.h knows: struct ck_tok_image; the section may be absent
 *   training   model, if it is a checkpoint of training: struct ck_checkpoint and the optimizer's states; else absent
 */
#ifndef CK_BUMP_H
#define CK_BUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "gguf_set.h"

enum { CK_BUMP_SECTION_ALIGN = 2 << 20, CK_BUMP_TENSOR_ALIGN = 64, CK_BUMP_DATA_OFFSET = CK_BUMP_SECTION_ALIGN };

/* Bytes moved at a time: they stay in the cache between read, hash and write. */
enum { CK_BUMP_CHUNK = 1 << 20 };

#define CK_BUMP_MAGIC "CKBUMP2\n"

enum ck_bump_flavour { CK_BUMP_WEIGHTS, CK_BUMP_MODEL };

struct ck_bump_header {
	char magic[8];
	uint64_t flavour;
	uint64_t size;                     /* of the whole file */
	uint64_t files;                    /* GGUF files it was made from: more than one of a split model */
	uint64_t data_offset, data_size;
	uint64_t kept_offset, kept_size;
	uint64_t head_offset, head_size;
	uint64_t rest_offset, rest_size;
	uint64_t index_offset, index_size;
	uint64_t head_xxh3, rest_xxh3, index_xxh3; /* XXH3-64 of those sections */
	char layout_sha256[64];            /* model: of the layout, hexadecimal; else zero */
	uint64_t tokenizer_offset, tokenizer_size, tokenizer_xxh3; /* all zero: no such section */
	uint64_t training_offset, training_size, training_xxh3;    /* likewise */
	uint64_t header_xxh3;              /* of all bytes above */
};
_Static_assert(sizeof(struct ck_bump_header) == 256, "the header is 256 bytes");

struct ck_bump_file { uint64_t size, head_size; };

/* Rows [row, row + rows) of a tensor; a row is row_elements of gguf.h. */
struct ck_bump_entry {
	uint64_t tensor;                   /* number in the GGUF files, counted through */
	uint64_t row, rows;
	uint64_t offset, size;             /* bytes from the start of the bump */
	uint64_t xxh3;                     /* XXH3-64 of those bytes */
	char packing[16];                  /* "rows": as stored; else a struct ck_packing; padded with NUL */
};
_Static_assert(sizeof(struct ck_bump_entry) == 64, "an entry is 64 bytes");

/* An open bump whose header, sizes and offsets were checked; contents were not. */
struct ck_bump {
	const char *path;
	int fd;
	const uint8_t *map;                /* the whole file, read-only; watched (mapguard.h) */
	uint64_t size;
	const struct ck_bump_header *header;
};

/* False after a diagnostic. path must outlive b. */
bool ck_bump_open(struct ck_bump *b, const char *path, enum ck_bump_flavour flavour);
bool ck_bump_open_any(struct ck_bump *b, const char *path);
void ck_bump_close(struct ck_bump *b);

/* Bytes of the file by read: as map, but a truncated file is a diagnostic. */
bool ck_bump_read(const struct ck_bump *b, void *buf, uint64_t size, uint64_t offset);

/* The GGUF files whose heads the bump holds, none open. Their bytes are read into the arena and checked against their
 * checksum. */
bool ck_bump_set(const struct ck_bump *b, struct ck_gguf_set *s, struct ck_arena *a);

/* The first of them: the one with the model's key/values. */
bool ck_bump_gguf(const struct ck_bump *b, struct ck_gguf *g, struct ck_arena *a);

/* The index, read and checked: every entry lies inside data or kept and inside a tensor of s, has a known
 * packing and that packing's size; no two share bytes. */
struct ck_bump_index { struct ck_bump_entry *v; size_t n; };
bool ck_bump_index(const struct ck_bump *b, const struct ck_gguf_set *s, struct ck_bump_index *x, struct ck_arena *a);

/* Reads the whole file and compares every checksum. */
bool ck_bump_check(const struct ck_bump *b);

/* The packing of an entry; NULL: "rows", or none of that name. */
const struct ck_packing *ck_bump_packing(const struct ck_bump_entry *e, const struct ck_gguf_set *s);

/* Rows to pack or unpack at a time: a multiple of CK_PACK_ROWS of about 1 MiB, or all. */
uint64_t ck_bump_step(uint64_t rows, uint64_t row_size);

static inline uint64_t ck_bump_align(uint64_t n, uint64_t align)
{
	return (n + align - 1) & ~(align - 1);
}

/* Offset in weights.bump of each tensor of s; returns the end of the data section. The sizes are a parsed
 * file's, so that nothing overflows. */
uint64_t ck_bump_place(const struct ck_gguf_set *s, uint64_t *offset);

#endif
