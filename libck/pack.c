#include "pack.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bump_write.h"
#include "diag.h"
#include "extent.h"
#include "kernel.h"
#include "names.h"
#include "registry.h"
#include "tok_compile.h"
#include "tok_vocab.h"

struct pack {
	struct ck_bump_writer w;
	const struct ck_doc *doc;
	const struct ck_bump *b;
	struct ck_gguf_set s;
	struct ck_bump_index in;  /* of weights.bump: one entry per tensor */
	struct ck_bump_index out; /* of model.bump */
	size_t *first;            /* entry of out that each tensor's begin at; one more at the end */
	struct ck_arena *a;
};

static void *allocate(uint64_t size)
{
	void *p = malloc(size);
	if (!p)
		ck_die("out of memory: %" PRIu64 " bytes asked for", size);
	return p;
}

static bool weight_error(const struct pack *p, size_t i, const char *field, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

static bool weight_error(const struct pack *p, size_t i, const char *field, const char *fmt, ...)
{
	char pointer[64];
	va_list ap;
	snprintf(pointer, sizeof pointer, "/weights/%zu/%s", i, field);
	va_start(ap, fmt);
	const char *message = ck_vprintf(p->a, fmt, ap);
	va_end(ap);
	return ck_doc_error(p->doc, pointer, "%s", message);
}

static bool same_shape(const struct ck_ints *shape, const struct ck_gguf_tensor *t)
{
	if (shape->n != t->ndims)
		return false;
	for (size_t i = 0; i < shape->n; i++)
		if (shape->v[i] != (int64_t)t->ne[shape->n - 1 - i])
			return false;
	return true;
}

/* The layout's tensors are those of the bump. */
static bool check_tensors(const struct pack *p)
{
	const struct ck_tensor_list *list = &p->doc->artifact->tensors;
	if (list->n != p->s.tensor.n || p->in.n != p->s.tensor.n)
		return ck_doc_error(p->doc, "/tensors", "%zu tensors, '%s' has %zu", list->n, p->b->path, p->s.tensor.n);
	for (size_t i = 0; i < list->n; i++) {
		const struct ck_tensor *l = &list->v[i];
		const struct ck_gguf_tensor *t = &p->s.tensor.v[i];
		const struct ck_bump_entry *e = &p->in.v[i];
		char pointer[64], xxh3[17];
		snprintf(xxh3, sizeof xxh3, "%016" PRIx64, e->xxh3);
		if (!strcmp(l->name, t->name) && !strcmp(l->dtype, t->dtype->name) && same_shape(&l->shape, t)
			&& e->tensor == i && !e->row && e->rows == t->rows && !strcmp(e->packing, "rows")
			&& l->offset == (int64_t)e->offset && l->size == (int64_t)e->size && !strcmp(l->xxh3, xxh3))
			continue;
		snprintf(pointer, sizeof pointer, "/tensors/%zu", i);
		return ck_doc_error(p->doc, pointer, "not the tensor '%s' of '%s': the layout was made from another file",
			t->name, p->b->path);
	}
	return true;
}

/* The entry that weight i becomes. */
static bool weight_entry(struct pack *p, size_t i, const struct ck_names *tensors, struct ck_bump_entry *e)
{
	const struct ck_weight *w = &p->doc->artifact->weights.v[i];
	const struct ck_dim_list *dims = &p->doc->artifact->dims;
	int at = ck_names_get(tensors, w->tensor);
	if (at < 0)
		return weight_error(p, i, "tensor", "no tensor '%s'", w->tensor);
	const struct ck_gguf_tensor *t = &p->s.tensor.v[at];
	if (strcmp(w->dtype, t->dtype->name))
		return weight_error(p, i, "dtype", "tensor '%s' is %s", t->name, t->dtype->name);

	int64_t elements = 1;
	for (size_t j = 0; j < w->shape.n; j++) {
		struct ck_extent x;
		struct ck_expr_error err;
		if (!ck_extent_parse(w->shape.v[j], dims, &x, &err))
			return weight_error(p, i, "shape", "'%s': %s", w->shape.v[j], err.text);
		if (x.dyn || __builtin_mul_overflow(elements, x.fixed, &elements))
			return weight_error(p, i, "shape", "the number of elements is not fixed");
	}
	uint64_t row_elements = t->row_elements, rows = (uint64_t)elements / row_elements;
	if ((uint64_t)elements % row_elements || w->row < 0 || (uint64_t)w->row > t->rows || rows > t->rows - (uint64_t)w->row)
		return weight_error(p, i, "shape", "%" PRId64 " elements from row %" PRId64 " are not rows of tensor '%s': %"
			PRIu64 " of %" PRIu64, elements, w->row, t->name, t->rows, row_elements);

	*e = (struct ck_bump_entry){ .tensor = (uint64_t)at, .row = (uint64_t)w->row, .rows = rows,
		.offset = (uint64_t)w->offset, .size = (uint64_t)w->size };
	int64_t size = (int64_t)(rows * t->row_size);
	if (strcmp(w->packing, "rows")) {
		const struct ck_packing *packing = ck_packing_named(w->dtype, w->packing);
		if (!packing || strlen(w->packing) >= sizeof e->packing)
			return weight_error(p, i, "packing", "unknown packing '%s' of %s", w->packing, w->dtype);
		size = packing->size((int64_t)rows, (int64_t)row_elements);
	}
	strcpy(e->packing, w->packing);
	if (size != w->size)
		return weight_error(p, i, "size", "%" PRIu64 " rows of %" PRIu64 " elements packed as %s are %" PRId64 " bytes",
			rows, row_elements, w->packing, size);
	if (w->offset < CK_BUMP_DATA_OFFSET || w->offset % CK_BUMP_TENSOR_ALIGN || w->offset > INT64_MAX / 2 - size)
		return weight_error(p, i, "offset", "not in the data section of model.bump, or not aligned to %d",
			CK_BUMP_TENSOR_ALIGN);
	return true;
}

static int order_offsets(const void *x, const void *y)
{
	const struct ck_bump_entry *a = x, *b = y;
	return (a->offset > b->offset) - (a->offset < b->offset);
}

static int order_rows(const void *x, const void *y)
{
	const struct ck_bump_entry *a = x, *b = y;
	if (a->tensor != b->tensor)
		return a->tensor < b->tensor ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return order_offsets(a, b);
}

static bool same_rows(const struct ck_bump_entry *a, const struct ck_bump_entry *b)
{
	return a->tensor == b->tensor && a->row == b->row && a->rows == b->rows && a->offset == b->offset && a->size == b->size
		&& !strcmp(a->packing, b->packing);
}

/* Entries of all weights, each once, sorted by tensor and row; *end receives the end of the data. */
static bool plan_weights(struct pack *p, uint64_t *end)
{
	const struct ck_artifact *art = p->doc->artifact;
	struct ck_names tensors = { 0 };
	for (size_t i = 0; i < art->tensors.n; i++)
		ck_names_put(&tensors, art->tensors.v[i].name, (int)i, p->a);
	p->out.n = art->weights.n;
	p->out.v = ck_allocn(p->a, p->out.n + 1, sizeof *p->out.v);
	for (size_t i = 0; i < p->out.n; i++)
		if (!weight_entry(p, i, &tensors, &p->out.v[i]))
			return false;
	qsort(p->out.v, p->out.n, sizeof *p->out.v, order_offsets);
	*end = CK_BUMP_DATA_OFFSET;
	size_t n = 0;
	for (size_t i = 0; i < p->out.n; i++) {
		const struct ck_bump_entry *e = &p->out.v[i];
		if (n && same_rows(e, &p->out.v[n - 1]))
			continue;
		p->out.v[n++] = *e;
		if (e->offset < *end)
			return ck_doc_error(p->doc, "/weights", "two weights share the bytes at offset %" PRIu64, e->offset);
		*end = e->offset + e->size;
	}
	p->out.n = n;
	qsort(p->out.v, p->out.n, sizeof *p->out.v, order_rows);
	return true;
}

/* Adds an entry for each run of rows that no weight uses; *size receives the size of the kept section. */
static void plan_kept(struct pack *p, uint64_t data_end, uint64_t *size)
{
	struct ck_bump_index all = { 0 };
	uint64_t start = ck_bump_align(data_end, CK_BUMP_SECTION_ALIGN), end = start;
	const struct ck_bump_entry *e = p->out.v, *last = e + p->out.n;
	p->first = ck_allocn(p->a, p->s.tensor.n + 1, sizeof *p->first);
	for (size_t i = 0; i < p->s.tensor.n; i++) {
		const struct ck_gguf_tensor *t = &p->s.tensor.v[i];
		p->first[i] = all.n;
		for (uint64_t row = 0; row < t->rows || (e < last && e->tensor == i);) {
			bool mine = e < last && e->tensor == i;
			if (mine && e->row <= row) {
				row = row > e->row + e->rows ? row : e->row + e->rows;
				CK_PUSH(p->a, &all, *e++);
				continue;
			}
			uint64_t rows = (mine ? e->row : t->rows) - row;
			uint64_t offset = ck_bump_align(end, CK_BUMP_TENSOR_ALIGN);
			struct ck_bump_entry kept = { .tensor = i, .row = row, .rows = rows, .offset = offset,
				.size = rows * t->row_size, .packing = "rows" };
			CK_PUSH(p->a, &all, kept);
			end = offset + kept.size;
			row += rows;
		}
	}
	p->first[p->s.tensor.n] = all.n;
	p->out = all;
	*size = end - start;
}

/* Checksum of a tensor as its bytes come by, in entries sorted by row that leave none out. */
struct seen { XXH3_state_t hash; uint64_t end; };

static void see(struct seen *s, const uint8_t *p, uint64_t from, uint64_t n)
{
	if (from + n <= s->end)
		return;
	XXH3_64bits_update(&s->hash, p + (s->end - from), from + n - s->end);
	s->end = from + n;
}

static bool copy_rows(struct pack *p, struct ck_bump_entry *e, struct seen *s, uint8_t *buf)
{
	const struct ck_gguf_tensor *t = &p->s.tensor.v[e->tensor];
	uint64_t from = e->row * t->row_size;
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	for (uint64_t done = 0, n; done < e->size; done += n) {
		n = e->size - done < CK_BUMP_CHUNK ? e->size - done : CK_BUMP_CHUNK;
		if (!ck_bump_read(p->b, buf, n, p->in.v[e->tensor].offset + from + done))
			return false;
		see(s, buf, from + done, n);
		XXH3_64bits_update(&hash, buf, n);
		if (!ck_pwrite(p->w.fd, p->w.path, buf, n, e->offset + done))
			return false;
		ck_progress_add(&p->w.progress, n);
	}
	e->xxh3 = XXH3_64bits_digest(&hash);
	return true;
}

static bool pack_rows(struct pack *p, struct ck_bump_entry *e, struct seen *s)
{
	const struct ck_gguf_tensor *t = &p->s.tensor.v[e->tensor];
	const struct ck_packing *packing = ck_bump_packing(e, &p->s);
	uint64_t step = ck_bump_step(e->rows, t->row_size), at = 0;
	int64_t k = (int64_t)t->row_elements;
	uint8_t *rows = allocate(step * t->row_size), *packed = allocate((uint64_t)packing->size((int64_t)step, k));
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	bool ok = true;
	for (uint64_t row = 0, n; ok && row < e->rows; row += n) {
		n = e->rows - row < step ? e->rows - row : step;
		uint64_t from = (e->row + row) * t->row_size, have = n * t->row_size;
		uint64_t size = (uint64_t)packing->size((int64_t)n, k);
		ok = ck_bump_read(p->b, rows, have, p->in.v[e->tensor].offset + from);
		if (!ok)
			break;
		see(s, rows, from, have);
		packing->pack(packed, rows, (int64_t)n, k);
		XXH3_64bits_update(&hash, packed, size);
		ok = ck_pwrite(p->w.fd, p->w.path, packed, size, e->offset + at);
		at += size;
		ck_progress_add(&p->w.progress, have);
	}
	e->xxh3 = XXH3_64bits_digest(&hash);
	free(rows);
	free(packed);
	return ok;
}

static bool pack_tensor(struct pack *p, size_t i, uint8_t *buf)
{
	struct seen s = { .end = 0 };
	XXH3_64bits_reset(&s.hash);
	for (size_t j = p->first[i]; j < p->first[i + 1]; j++) {
		struct ck_bump_entry *e = &p->out.v[j];
		if (!(strcmp(e->packing, "rows") ? pack_rows(p, e, &s) : copy_rows(p, e, &s, buf)))
			return false;
	}
	if (XXH3_64bits_digest(&s.hash) != p->in.v[i].xxh3)
		return ck_error(p->b->path, "tensor '%s' at offset 0x%" PRIx64 " is damaged: its checksum does not match",
			p->s.tensor.v[i].name, p->in.v[i].offset);
	return true;
}

static bool pack_tensors(struct pack *p)
{
	_Atomic bool ok = true;
	#pragma omp parallel
	{
		uint8_t *buf = allocate(CK_BUMP_CHUNK);
		#pragma omp for schedule(dynamic)
		for (size_t i = 0; i < p->s.tensor.n; i++)
			if (ok && !pack_tensor(p, i, buf))
				ok = false;
		free(buf);
	}
	return ok;
}

static bool copy_rest(struct pack *p)
{
	const struct ck_bump_header *h = p->b->header;
	uint8_t *buf = allocate(CK_BUMP_CHUNK);
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	bool ok = true;
	for (uint64_t done = 0, n; ok && done < h->rest_size; done += n) {
		n = h->rest_size - done < CK_BUMP_CHUNK ? h->rest_size - done : CK_BUMP_CHUNK;
		ok = ck_bump_read(p->b, buf, n, h->rest_offset + done);
		if (ok) {
			XXH3_64bits_update(&hash, buf, n);
			ok = ck_bump_rest(&p->w, buf, n);
		}
	}
	free(buf);
	if (ok && XXH3_64bits_digest(&hash) != h->rest_xxh3)
		return ck_error(p->b->path, "section rest is damaged: its checksum does not match");
	return ok;
}

bool ck_pack(struct ck_outfile *o, const struct ck_doc *doc, const struct ck_bump *b, struct ck_arena *a)
{
	struct pack p = { .doc = doc, .b = b, .a = a };
	struct ck_tok_bytes tokenizer = { 0 };
	uint64_t data_end, kept;
	if (!ck_bump_set(b, &p.s, a) || !ck_bump_index(b, &p.s, &p.in, a) || !check_tensors(&p) || !plan_weights(&p, &data_end))
		return false;
	plan_kept(&p, data_end, &kept);
	if (!ck_bump_begin(&p.w, o, CK_BUMP_MODEL, &p.s, data_end - CK_BUMP_DATA_OFFSET, kept))
		return false;
	if (ck_vocab_known(&p.s.file[0]) && !ck_tok_compile(&p.s.file[0], &tokenizer, a))
		return false;
	p.w.tokenizer = tokenizer.p;
	p.w.header.tokenizer_size = tokenizer.n;
	memcpy(p.w.header.layout_sha256, doc->sha256, sizeof p.w.header.layout_sha256);
	ck_progress_start(&p.w.progress, "packing", p.s.data_size);
	bool ok = pack_tensors(&p) && copy_rest(&p) && ck_bump_end(&p.w, &p.s, &p.out);
	ck_progress_end(&p.w.progress);
	return ok;
}
