#include "bump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "hash.h"
#include "registry.h"

const struct ck_packing *ck_bump_packing(const struct ck_bump_entry *e, const struct ck_gguf_set *s)
{
	return ck_packing_named(s->tensor.v[e->tensor].dtype->name, e->packing);
}

uint64_t ck_bump_step(uint64_t rows, uint64_t row_size)
{
	uint64_t step = CK_BUMP_CHUNK / row_size & ~(uint64_t)(CK_PACK_ROWS - 1);
	if (step < CK_PACK_ROWS)
		step = CK_PACK_ROWS;
	return step < rows ? step : rows;
}

static bool inside(const struct ck_bump_entry *e, uint64_t offset, uint64_t size)
{
	return e->offset >= offset && e->offset - offset <= size && e->size <= size - (e->offset - offset);
}

static bool check_entry(const struct ck_bump *b, const struct ck_gguf_set *s, const struct ck_bump_entry *e, size_t i)
{
	const struct ck_bump_header *h = b->header;
	if (e->tensor >= s->tensor.n)
		return ck_error(b->path, "index entry %zu: tensor %" PRIu64 " of %zu", i, e->tensor, s->tensor.n);
	const struct ck_gguf_tensor *t = &s->tensor.v[e->tensor];
	if (!e->rows || e->row > t->rows || e->rows > t->rows - e->row)
		return ck_error(b->path, "index entry %zu: %" PRIu64 " rows from row %" PRIu64 " of tensor '%s', which has %" PRIu64,
			i, e->rows, e->row, t->name, t->rows);
	if (!inside(e, h->data_offset, h->data_size) && !inside(e, h->kept_offset, h->kept_size))
		return ck_error(b->path, "index entry %zu: %" PRIu64 " bytes at offset 0x%" PRIx64 " are outside the data",
			i, e->size, e->offset);
	if (!memchr(e->packing, 0, sizeof e->packing))
		return ck_error(b->path, "index entry %zu: the packing's name does not end", i);
	uint64_t size = e->rows * t->row_size;
	if (strcmp(e->packing, "rows")) {
		const struct ck_packing *p = ck_bump_packing(e, s);
		if (!p)
			return ck_error(b->path, "index entry %zu: unknown packing '%.16s' of %s", i, e->packing, t->dtype->name);
		size = (uint64_t)p->size((int64_t)e->rows, (int64_t)t->row_elements);
	}
	if (e->size != size)
		return ck_error(b->path, "index entry %zu: %" PRIu64 " bytes for %" PRIu64 " rows of tensor '%s', packed as %s",
			i, e->size, e->rows, t->name, e->packing);
	return true;
}

static int order_offsets(const void *x, const void *y)
{
	const struct ck_bump_entry *a = *(const struct ck_bump_entry *const *)x, *b = *(const struct ck_bump_entry *const *)y;
	return (a->offset > b->offset) - (a->offset < b->offset);
}

static bool check_overlap(const struct ck_bump *b, const struct ck_bump_index *x, struct ck_arena *a)
{
	const struct ck_bump_entry **v = ck_allocn(a, x->n + 1, sizeof *v);
	for (size_t i = 0; i < x->n; i++)
		v[i] = &x->v[i];
	qsort(v, x->n, sizeof *v, order_offsets);
	for (size_t i = 1; i < x->n; i++)
		if (v[i - 1]->offset + v[i - 1]->size > v[i]->offset)
			return ck_error(b->path, "index entries %td and %td share bytes", v[i - 1] - x->v, v[i] - x->v);
	return true;
}

bool ck_bump_index(const struct ck_bump *b, const struct ck_gguf_set *s, struct ck_bump_index *x, struct ck_arena *a)
{
	const struct ck_bump_header *h = b->header;
	x->n = h->index_size / sizeof *x->v;
	x->v = ck_alloc(a, h->index_size + 1);
	if (!ck_bump_read(b, x->v, h->index_size, h->index_offset))
		return false;
	if (XXH3_64bits(x->v, h->index_size) != h->index_xxh3)
		return ck_error(b->path, "section index is damaged: its checksum does not match");
	for (size_t i = 0; i < x->n; i++) {
		const struct ck_bump_entry *e = &x->v[i];
		if (!check_entry(b, s, e, i))
			return false;
		if (i && (e[-1].tensor > e->tensor || (e[-1].tensor == e->tensor && e[-1].row > e->row)))
			return ck_error(b->path, "index entry %zu is out of order", i);
	}
	return check_overlap(b, x, a);
}
