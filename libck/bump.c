#include "bump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "diag.h"
#include "fileio.h"
#include "hash.h"
#include "mapguard.h"

struct section { const char *name; uint64_t offset, size; };
enum { SECTIONS = 7, OPTIONAL = 5 }; /* from OPTIONAL on they may be absent */

static void sections(const struct ck_bump_header *h, struct section s[SECTIONS])
{
	s[0] = (struct section){ "data", h->data_offset, h->data_size };
	s[1] = (struct section){ "kept", h->kept_offset, h->kept_size };
	s[2] = (struct section){ "head", h->head_offset, h->head_size };
	s[3] = (struct section){ "rest", h->rest_offset, h->rest_size };
	s[4] = (struct section){ "index", h->index_offset, h->index_size };
	s[5] = (struct section){ "tokenizer", h->tokenizer_offset, h->tokenizer_size };
	s[6] = (struct section){ "training", h->training_offset, h->training_size };
}

static bool check_header(const struct ck_bump_header *h, const char *path, uint64_t size)
{
	if (memcmp(h->magic, CK_BUMP_MAGIC, sizeof h->magic))
		return ck_error(path, "not a bump file of this version");
	if (h->header_xxh3 != XXH3_64bits(h, offsetof(struct ck_bump_header, header_xxh3)))
		return ck_error(path, "header is damaged: its checksum does not match");
	if (h->flavour != CK_BUMP_WEIGHTS && h->flavour != CK_BUMP_MODEL)
		return ck_error(path, "unknown flavour %" PRIu64, h->flavour);
	if (h->size != size)
		return ck_error(path, "is %" PRIu64 " bytes, its header says %" PRIu64, size, h->size);

	struct section s[SECTIONS];
	sections(h, s);
	uint64_t end = CK_BUMP_DATA_OFFSET;
	const uint64_t xxh3[SECTIONS] = { [5] = h->tokenizer_xxh3, [6] = h->training_xxh3 };
	if (h->flavour == CK_BUMP_WEIGHTS && (s[6].offset || s[6].size || xxh3[6]))
		return ck_error(path, "header: a weights.bump with a section training");
	for (int i = 0; i < SECTIONS; i++) {
		if (i >= OPTIONAL && !s[i].offset && !s[i].size && !xxh3[i])
			continue;
		if (s[i].offset != ck_bump_align(end, CK_BUMP_SECTION_ALIGN))
			return ck_error(path, "header: section %s at offset 0x%" PRIx64 " is out of place", s[i].name, s[i].offset);
		if (s[i].offset > size || s[i].size > size - s[i].offset)
			return ck_error(path, "header: section %s is outside the file", s[i].name);
		end = s[i].offset + s[i].size;
	}
	if (end != size)
		return ck_error(path, "header: %" PRIu64 " bytes after the last section", size - end);
	if (!h->files || h->files > CK_GGUF_FILES || h->files > h->head_size / sizeof(struct ck_bump_file))
		return ck_error(path, "header: head of %" PRIu64 " bytes for %" PRIu64 " files", h->head_size, h->files);
	if (h->index_size % sizeof(struct ck_bump_entry))
		return ck_error(path, "header: the index is not whole entries");
	return true;
}

static bool read_header(struct ck_bump *b, struct ck_bump_header *h)
{
	if (b->size < CK_BUMP_DATA_OFFSET)
		return ck_error(b->path, "not a bump file: only %" PRIu64 " bytes", b->size);
	return ck_pread(b->fd, b->path, h, sizeof *h, 0) && check_header(h, b->path, b->size);
}

bool ck_bump_open_any(struct ck_bump *b, const char *path)
{
	struct stat st;
	struct ck_bump_header *h;
	*b = (struct ck_bump){ .path = path, .fd = ck_open_regular(path) };
	if (b->fd < 0)
		return false;
	if (!(h = malloc(sizeof *h)))
		ck_die("out of memory");
	b->header = h;
	bool ok = ck_stat_regular(b->fd, path, &st);
	if (ok) {
		b->size = (uint64_t)st.st_size;
		ok = read_header(b, h);
	}
	if (ok) {
		void *map = mmap(NULL, b->size, PROT_READ, MAP_SHARED, b->fd, 0);
		if (map == MAP_FAILED)
			ok = ck_error(path, "cannot map %" PRIu64 " bytes", b->size);
		else
			ck_map_guard(b->map = map, b->size, path);
	}
	if (!ok)
		ck_bump_close(b);
	return ok;
}

bool ck_bump_open(struct ck_bump *b, const char *path, enum ck_bump_flavour flavour)
{
	static const char *const name[] = { "weights.bump", "model.bump" };
	if (!ck_bump_open_any(b, path))
		return false;
	if (b->header->flavour == flavour)
		return true;
	ck_error(path, "is a %s, not a %s", name[b->header->flavour], name[flavour]);
	ck_bump_close(b);
	return false;
}

void ck_bump_close(struct ck_bump *b)
{
	if (b->map) {
		ck_map_unguard(b->map);
		munmap((void *)(uintptr_t)b->map, b->size);
	}
	if (b->fd >= 0)
		close(b->fd);
	free((void *)(uintptr_t)b->header);
	*b = (struct ck_bump){ .fd = -1 };
}

bool ck_bump_read(const struct ck_bump *b, void *buf, uint64_t size, uint64_t offset)
{
	return ck_pread(b->fd, b->path, buf, size, offset);
}

bool ck_bump_set(const struct ck_bump *b, struct ck_gguf_set *s, struct ck_arena *a)
{
	const struct ck_bump_header *h = b->header;
	uint8_t *head = ck_alloc(a, h->head_size + 1);
	if (!ck_bump_read(b, head, h->head_size, h->head_offset))
		return false;
	if (XXH3_64bits(head, h->head_size) != h->head_xxh3)
		return ck_error(b->path, "section head is damaged: its checksum does not match");
	ck_gguf_set_make(s, h->files, a);
	const struct ck_bump_file *file = (const void *)head;
	uint64_t at = h->files * sizeof *file;
	for (size_t i = 0; i < s->files; at += file[i++].head_size) {
		if (file[i].head_size > h->head_size - at || file[i].head_size > file[i].size)
			return ck_error(b->path, "section head: file %zu has a head of %" PRIu64 " bytes in %" PRIu64, i, file[i].head_size,
				file[i].size);
		if (!ck_gguf_parse(&s->file[i], b->path, head + at, file[i].head_size, file[i].size, a))
			return false;
		if (s->file[i].head_size != file[i].head_size)
			return ck_error(b->path, "section head: the head of file %zu is %" PRIu64 " bytes, not %" PRIu64, i,
				s->file[i].head_size, file[i].head_size);
	}
	if (at != h->head_size)
		return ck_error(b->path, "section head has %" PRIu64 " bytes too many", h->head_size - at);
	return ck_gguf_set_join(s, a);
}

bool ck_bump_gguf(const struct ck_bump *b, struct ck_gguf *g, struct ck_arena *a)
{
	struct ck_gguf_set s;
	bool ok = ck_bump_set(b, &s, a);
	if (ok)
		*g = s.file[0];
	return ok;
}

bool ck_bump_check(const struct ck_bump *b)
{
	const struct ck_bump_header *h = b->header;
	struct ck_arena a = { 0 };
	struct ck_gguf_set s;
	struct ck_bump_index x;
	bool ok = ck_bump_set(b, &s, &a) && ck_bump_index(b, &s, &x, &a);
	if (ok && XXH3_64bits(b->map + h->rest_offset, h->rest_size) != h->rest_xxh3)
		ok = ck_error(b->path, "section rest is damaged: its checksum does not match");
	if (ok && h->tokenizer_size && XXH3_64bits(b->map + h->tokenizer_offset, h->tokenizer_size) != h->tokenizer_xxh3)
		ok = ck_error(b->path, "section tokenizer is damaged: its checksum does not match");
	if (ok && h->training_size && XXH3_64bits(b->map + h->training_offset, h->training_size) != h->training_xxh3)
		ok = ck_error(b->path, "section training is damaged: its checksum does not match");
	for (size_t i = 0; ok && i < x.n; i++) {
		const struct ck_bump_entry *e = &x.v[i];
		if (XXH3_64bits(b->map + e->offset, e->size) != e->xxh3)
			ok = ck_error(b->path, "tensor '%s', rows %" PRIu64 " to %" PRIu64 ", at offset 0x%" PRIx64
				" is damaged: its checksum does not match", s.tensor.v[e->tensor].name,
				e->row, e->row + e->rows, e->offset);
	}
	ck_arena_free(&a);
	return ok;
}

uint64_t ck_bump_place(const struct ck_gguf_set *s, uint64_t *offset)
{
	uint64_t end = CK_BUMP_DATA_OFFSET;
	for (size_t i = 0; i < s->tensor.n; i++) {
		offset[i] = ck_bump_align(end, CK_BUMP_TENSOR_ALIGN);
		end = offset[i] + s->tensor.v[i].size;
	}
	return end;
}
