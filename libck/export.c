#include "export.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bump_write.h"
#include "diag.h"
#include "kernel.h"

struct export {
	struct ck_outfile *o;
	const struct ck_bump *b;
	struct ck_gguf g;
	struct ck_bump_index x;
	uint64_t rest_done;
	XXH3_state_t rest;
	uint8_t *buf; /* CK_BUMP_CHUNK bytes */
	struct ck_progress progress;
};

static void *allocate(uint64_t size)
{
	void *p = malloc(size);
	if (!p)
		ck_die("out of memory: %" PRIu64 " bytes asked for", size);
	return p;
}

static bool put(struct export *x, const void *p, size_t n)
{
	ck_progress_add(&x->progress, n);
	return fwrite(p, 1, n, x->o->f) == n
		|| ck_error(x->o->path ? x->o->path : "standard output", "cannot write: %s", strerror(errno));
}

static bool put_gap(struct export *x, uint64_t size)
{
	const struct ck_bump_header *h = x->b->header;
	for (uint64_t n; size; size -= n) {
		n = size < CK_BUMP_CHUNK ? size : CK_BUMP_CHUNK;
		if (!h->rest_size) {
			memset(x->buf, 0, n);
		} else {
			if (n > h->rest_size - x->rest_done)
				return ck_error(x->b->path, "section rest is too short");
			if (!ck_bump_read(x->b, x->buf, n, h->rest_offset + x->rest_done))
				return false;
			XXH3_64bits_update(&x->rest, x->buf, n);
			x->rest_done += n;
		}
		if (!put(x, x->buf, n))
			return false;
	}
	return true;
}

static bool put_as_stored(struct export *x, const struct ck_bump_entry *e, uint64_t skip, XXH3_state_t *hash)
{
	for (uint64_t done = 0, n; done < e->size; done += n) {
		n = e->size - done < CK_BUMP_CHUNK ? e->size - done : CK_BUMP_CHUNK;
		if (!ck_bump_read(x->b, x->buf, n, e->offset + done))
			return false;
		XXH3_64bits_update(hash, x->buf, n);
		uint64_t from = skip <= done ? 0 : skip - done < n ? skip - done : n;
		if (!put(x, x->buf + from, n - from))
			return false;
	}
	return true;
}

static bool put_unpacked(struct export *x, const struct ck_bump_entry *e, uint64_t skip, XXH3_state_t *hash)
{
	const struct ck_packing *p = ck_bump_packing(e, &x->g);
	const struct ck_gguf_tensor *t = &x->g.tensor.v[e->tensor];
	uint64_t step = ck_bump_step(e->rows, t->row_size), at = 0;
	int64_t k = (int64_t)t->row_elements;
	uint8_t *rows = allocate(step * t->row_size), *packed = allocate((uint64_t)p->size((int64_t)step, k));
	bool ok = true;
	for (uint64_t row = 0, n; ok && row < e->rows; row += n) {
		n = e->rows - row < step ? e->rows - row : step;
		uint64_t size = row + n < e->rows ? (uint64_t)p->size((int64_t)n, k) : e->size - at;
		ok = ck_bump_read(x->b, packed, size, e->offset + at);
		if (!ok)
			break;
		at += size;
		XXH3_64bits_update(hash, packed, size);
		p->unpack(rows, packed, (int64_t)n, k);
		uint64_t done = row * t->row_size, have = n * t->row_size;
		uint64_t from = skip <= done ? 0 : skip - done < have ? skip - done : have;
		ok = put(x, rows + from, have - from);
	}
	free(rows);
	free(packed);
	return ok;
}

/* The entries of a tensor may overlap (a weight packed in two ways) but must leave no row out. */
static bool put_tensor(struct export *x, const struct ck_gguf_tensor *t, const struct ck_bump_entry *e,
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
		if (!(strcmp(e->packing, "rows") ? put_unpacked : put_as_stored)(x, e, skip, &hash))
			return false;
		if (XXH3_64bits_digest(&hash) != e->xxh3)
			return ck_error(x->b->path, "tensor '%s', rows from %" PRIu64 ", at offset 0x%" PRIx64
				" is damaged: its checksum does not match", t->name, e->row, e->offset);
		row = e->row + e->rows;
	}
	return row == t->rows || ck_error(x->b->path, "tensor '%s': row %" PRIu64 " is missing", t->name, row);
}

static bool put_data(struct export *x)
{
	const struct ck_gguf *g = &x->g;
	const struct ck_bump_entry *e = x->x.v, *end = e + x->x.n;
	size_t *first = calloc(g->tensor.n + 1, sizeof *first); /* entry of each tensor */
	if (!first)
		ck_die("out of memory");
	for (size_t i = 0, j = 0; i <= g->tensor.n; i++) {
		while (e + j < end && e[j].tensor < i)
			j++;
		first[i] = j;
	}
	uint64_t at = 0;
	bool ok = true;
	for (size_t i = 0; ok && i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = g->by_offset[i];
		const size_t *f = &first[t - g->tensor.v];
		ok = put_gap(x, t->offset - at) && put_tensor(x, t, e + f[0], e + f[1]);
		at = t->offset + t->size;
	}
	free(first);
	return ok && put_gap(x, g->data_size - at);
}

bool ck_export(struct ck_outfile *o, const struct ck_bump *b, struct ck_arena *a)
{
	struct export x = { .o = o, .b = b };
	const struct ck_bump_header *h = b->header;
	if (!ck_bump_gguf(b, &x.g, a) || !ck_bump_index(b, &x.g, &x.x, a))
		return false;
	XXH3_64bits_reset(&x.rest);
	x.buf = allocate(CK_BUMP_CHUNK);
	ck_progress_start(&x.progress, "writing", x.g.file_size);
	bool ok = put(&x, x.g.head, x.g.head_size) && put_data(&x);
	ck_progress_end(&x.progress);
	free(x.buf);
	if (ok && x.rest_done != h->rest_size)
		return ck_error(b->path, "section rest has %" PRIu64 " bytes too many", h->rest_size - x.rest_done);
	if (ok && XXH3_64bits_digest(&x.rest) != h->rest_xxh3)
		return ck_error(b->path, "section rest is damaged: its checksum does not match");
	return ok;
}
