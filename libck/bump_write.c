#include "bump_write.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

bool ck_bump_begin(struct ck_bump_writer *w, const struct ck_outfile *o, enum ck_bump_flavour flavour,
	const struct ck_gguf_set *s, uint64_t data_size, uint64_t kept_size)
{
	struct stat st;
	memset(w, 0, sizeof *w);
	w->path = o->path ? o->path : "standard output";
	w->fd = fileno(o->f);
	if (!ck_stat_regular(w->fd, w->path, &st))
		return false;
	XXH3_64bits_reset(&w->rest);
	struct ck_bump_header *h = &w->header;
	memcpy(h->magic, CK_BUMP_MAGIC, sizeof h->magic);
	h->flavour = flavour;
	h->files = s->files;
	h->data_offset = CK_BUMP_DATA_OFFSET;
	h->data_size = data_size;
	h->kept_offset = ck_bump_align(h->data_offset + data_size, CK_BUMP_SECTION_ALIGN);
	h->kept_size = kept_size;
	h->head_offset = ck_bump_align(h->kept_offset + kept_size, CK_BUMP_SECTION_ALIGN);
	h->head_size = s->files * sizeof(struct ck_bump_file);
	for (size_t i = 0; i < s->files; i++)
		h->head_size += s->file[i].head_size;
	h->rest_offset = ck_bump_align(h->head_offset + h->head_size, CK_BUMP_SECTION_ALIGN);
	return true;
}

bool ck_bump_rest(struct ck_bump_writer *w, const void *p, size_t n)
{
	struct ck_bump_header *h = &w->header;
	uint64_t at = h->rest_offset + h->rest_size;
	h->rest_size += n;
	XXH3_64bits_update(&w->rest, p, n);
	if (ck_is_zero(p, n))
		return true; /* a hole of the file */
	w->rest_used = true;
	return ck_pwrite(w->fd, w->path, p, n, at);
}

static bool put_head(struct ck_bump_writer *w, XXH3_state_t *hash, const void *p, uint64_t n, uint64_t *at)
{
	XXH3_64bits_update(hash, p, n);
	*at += n;
	return ck_pwrite(w->fd, w->path, p, n, *at - n);
}

static bool write_head(struct ck_bump_writer *w, const struct ck_gguf_set *s)
{
	XXH3_state_t hash;
	uint64_t at = w->header.head_offset;
	bool ok = true;
	XXH3_64bits_reset(&hash);
	for (size_t i = 0; ok && i < s->files; i++)
		ok = put_head(w, &hash, &(struct ck_bump_file){ s->file[i].file_size, s->file[i].head_size }, sizeof(struct ck_bump_file), &at);
	for (size_t i = 0; ok && i < s->files; i++)
		ok = put_head(w, &hash, s->file[i].head, s->file[i].head_size, &at);
	w->header.head_xxh3 = XXH3_64bits_digest(&hash);
	return ok;
}

bool ck_bump_end(struct ck_bump_writer *w, const struct ck_gguf_set *s, const struct ck_bump_index *x)
{
	struct ck_bump_header *h = &w->header;
	if (!w->rest_used) {
		h->rest_size = 0;
		XXH3_64bits_reset(&w->rest);
	}
	h->index_offset = ck_bump_align(h->rest_offset + h->rest_size, CK_BUMP_SECTION_ALIGN);
	h->index_size = x->n * sizeof *x->v;
	h->size = h->index_offset + h->index_size;
	if (w->tokenizer) {
		h->tokenizer_offset = ck_bump_align(h->size, CK_BUMP_SECTION_ALIGN);
		h->size = h->tokenizer_offset + h->tokenizer_size;
		h->tokenizer_xxh3 = XXH3_64bits(w->tokenizer, h->tokenizer_size);
	}
	h->rest_xxh3 = XXH3_64bits_digest(&w->rest);
	h->index_xxh3 = XXH3_64bits(x->v, h->index_size);
	if (ftruncate(w->fd, (off_t)h->size) != 0)
		return ck_error(w->path, "cannot write: %s", strerror(errno));
	if (!write_head(w, s) || !ck_pwrite(w->fd, w->path, x->v, h->index_size, h->index_offset))
		return false;
	if (w->tokenizer && !ck_pwrite(w->fd, w->path, w->tokenizer, h->tokenizer_size, h->tokenizer_offset))
		return false;
	h->header_xxh3 = XXH3_64bits(h, offsetof(struct ck_bump_header, header_xxh3));
	return ck_pwrite(w->fd, w->path, h, sizeof *h, 0);
}

bool ck_bump_next_gap(const struct ck_gguf *g, size_t *i, uint64_t *offset, uint64_t *size)
{
	while (*i <= g->tensor.n) {
		const struct ck_gguf_tensor *before = *i ? g->by_offset[*i - 1] : NULL;
		const struct ck_gguf_tensor *after = *i < g->tensor.n ? g->by_offset[*i] : NULL;
		*offset = before ? before->offset + before->size : 0;
		*size = (after ? after->offset : g->data_size) - *offset;
		++*i;
		if (*size)
			return true;
	}
	return false;
}
