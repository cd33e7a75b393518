#include "export.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bump_write.h"
#include "diag.h"
#include "kernel.h"

struct output {
	const struct ck_export *x;
	struct ck_outfile *o;
	uint64_t rest; /* bytes of the section that are done */
	uint8_t *buf;  /* CK_BUMP_CHUNK bytes */
	struct ck_progress progress;
};

static void *allocate(uint64_t size)
{
	void *p = malloc(size);
	if (!p)
		ck_die("out of memory: %" PRIu64 " bytes asked for", size);
	return p;
}

static bool put(struct output *w, const void *p, size_t n)
{
	ck_progress_add(&w->progress, n);
	return fwrite(p, 1, n, w->o->f) == n
		|| ck_error(w->o->path ? w->o->path : "standard output", "cannot write: %s", strerror(errno));
}

static bool put_gap(struct output *w, uint64_t size)
{
	const struct ck_bump *b = w->x->b;
	for (uint64_t n; size; size -= n) {
		n = size < CK_BUMP_CHUNK ? size : CK_BUMP_CHUNK;
		if (!b->header->rest_size)
			memset(w->buf, 0, n);
		else if (!ck_bump_read(b, w->buf, n, b->header->rest_offset + w->rest))
			return false;
		w->rest += n;
		if (!put(w, w->buf, n))
			return false;
	}
	return true;
}

static bool put_as_stored(struct output *w, const struct ck_bump_entry *e, uint64_t skip, XXH3_state_t *hash)
{
	for (uint64_t done = 0, n; done < e->size; done += n) {
		n = e->size - done < CK_BUMP_CHUNK ? e->size - done : CK_BUMP_CHUNK;
		if (!ck_bump_read(w->x->b, w->buf, n, e->offset + done))
			return false;
		XXH3_64bits_update(hash, w->buf, n);
		uint64_t from = skip <= done ? 0 : skip - done < n ? skip - done : n;
		if (!put(w, w->buf + from, n - from))
			return false;
	}
	return true;
}

static bool put_unpacked(struct output *w, const struct ck_bump_entry *e, uint64_t skip, XXH3_state_t *hash)
{
	const struct ck_packing *p = ck_bump_packing(e, &w->x->set);
	const struct ck_gguf_tensor *t = &w->x->set.tensor.v[e->tensor];
	uint64_t step = ck_bump_step(e->rows, t->row_size), at = 0;
	int64_t k = (int64_t)t->row_elements;
	uint8_t *rows = allocate(step * t->row_size), *packed = allocate((uint64_t)p->size((int64_t)step, k));
	bool ok = true;
	for (uint64_t row = 0, n; ok && row < e->rows; row += n) {
		n = e->rows - row < step ? e->rows - row : step;
		uint64_t size = row + n < e->rows ? (uint64_t)p->size((int64_t)n, k) : e->size - at;
		ok = ck_bump_read(w->x->b, packed, size, e->offset + at);
		if (!ok)
			break;
		at += size;
		XXH3_64bits_update(hash, packed, size);
		p->unpack(rows, packed, (int64_t)n, k);
		uint64_t done = row * t->row_size, have = n * t->row_size;
		uint64_t from = skip <= done ? 0 : skip - done < have ? skip - done : have;
		ok = put(w, rows + from, have - from);
	}
	free(rows);
	free(packed);
	return ok;
}

/* The entries of a tensor may overlap (a weight packed in two ways) but must leave no row out. */
static bool put_tensor(struct output *w, const struct ck_gguf_tensor *t, const struct ck_bump_entry *e,
	const struct ck_bump_entry *end)
{
	uint64_t row = 0;
	for (; e < end; e++) {
		if (e->row > row)
			break;
		if (e->row + e->rows <= row)
			continue;
		XXH3_state_t hash;
		XXH3_64bits_reset(&hash);
		uint64_t skip = (row - e->row) * t->row_size;
		if (!(strcmp(e->packing, "rows") ? put_unpacked : put_as_stored)(w, e, skip, &hash))
			return false;
		if (XXH3_64bits_digest(&hash) != e->xxh3)
			return ck_error(w->x->b->path, "tensor '%s', rows from %" PRIu64 ", at offset 0x%" PRIx64
				" is damaged: its checksum does not match", t->name, e->row, e->offset);
		row = e->row + e->rows;
	}
	return row == t->rows || ck_error(w->x->b->path, "tensor '%s': row %" PRIu64 " is missing", t->name, row);
}

/* The first entry of tensor i. */
static size_t first_entry(const struct ck_bump_index *x, uint64_t i)
{
	size_t lo = 0, hi = x->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (x->v[mid].tensor < i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool put_data(struct output *w, size_t file)
{
	const struct ck_gguf *g = &w->x->set.file[file];
	const struct ck_bump_index *x = &w->x->index;
	uint64_t at = 0;
	for (size_t i = 0; i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = g->by_offset[i];
		uint64_t number = w->x->set.first[file] + (size_t)(t - g->tensor.v);
		if (!put_gap(w, t->offset - at)
			|| !put_tensor(w, t, x->v + first_entry(x, number), x->v + first_entry(x, number + 1)))
			return false;
		at = t->offset + t->size;
	}
	return put_gap(w, g->data_size - at);
}

/* Bytes of a file's data section that belong to no tensor. */
static uint64_t gaps(const struct ck_gguf *g)
{
	uint64_t sum = g->data_size;
	for (size_t i = 0; i < g->tensor.n; i++)
		sum -= g->tensor.v[i].size;
	return sum;
}

static bool check_rest(const struct ck_export *x, uint64_t expected)
{
	const struct ck_bump *b = x->b;
	const struct ck_bump_header *h = b->header;
	if (h->rest_size && h->rest_size != expected)
		return ck_error(b->path, "section rest has %" PRIu64 " bytes, the files want %" PRIu64, h->rest_size, expected);
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	uint8_t *buf = allocate(CK_BUMP_CHUNK);
	bool ok = true;
	for (uint64_t done = 0, n; ok && done < h->rest_size; done += n) {
		n = h->rest_size - done < CK_BUMP_CHUNK ? h->rest_size - done : CK_BUMP_CHUNK;
		ok = ck_bump_read(b, buf, n, h->rest_offset + done);
		if (ok)
			XXH3_64bits_update(&hash, buf, n);
	}
	free(buf);
	if (ok && XXH3_64bits_digest(&hash) != h->rest_xxh3)
		return ck_error(b->path, "section rest is damaged: its checksum does not match");
	return ok;
}

bool ck_export_open(struct ck_export *x, const struct ck_bump *b, struct ck_arena *a)
{
	*x = (struct ck_export){ .b = b };
	if (!ck_bump_set(b, &x->set, a) || !ck_bump_index(b, &x->set, &x->index, a))
		return false;
	uint64_t rest = 0;
	for (size_t i = 0; i < x->set.files; i++)
		rest += gaps(&x->set.file[i]);
	return check_rest(x, rest);
}

bool ck_export_file(const struct ck_export *x, size_t file, struct ck_outfile *o)
{
	const struct ck_gguf *g = &x->set.file[file];
	struct output w = { .x = x, .o = o };
	for (size_t i = 0; i < file; i++)
		w.rest += gaps(&x->set.file[i]);
	w.buf = allocate(CK_BUMP_CHUNK);
	ck_progress_start(&w.progress, "writing", g->file_size);
	bool ok = put(&w, g->head, g->head_size) && put_data(&w, file);
	ck_progress_end(&w.progress);
	free(w.buf);
	return ok;
}
