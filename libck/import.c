#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "bump_write.h"
#include "diag.h"

struct import {
	struct ck_bump_writer w;
	const struct ck_gguf_set *s;
};

static bool read_data(const struct import *m, size_t file, void *buf, uint64_t n, uint64_t offset)
{
	const struct ck_gguf *g = &m->s->file[file];
	return ck_pread(m->s->fd[file], g->path, buf, n, g->head_size + offset);
}

static bool copy_tensor(struct import *m, struct ck_bump_entry *e, uint8_t *buf)
{
	const struct ck_gguf_tensor *t = &m->s->tensor.v[e->tensor];
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	for (uint64_t done = 0, n; done < e->size; done += n) {
		n = e->size - done < CK_BUMP_CHUNK ? e->size - done : CK_BUMP_CHUNK;
		if (!read_data(m, t->file, buf, n, t->offset + done))
			return false;
		XXH3_64bits_update(&hash, buf, n);
		if (!ck_pwrite(m->w.fd, m->w.path, buf, n, e->offset + done))
			return false;
		ck_progress_add(&m->w.progress, n);
	}
	e->xxh3 = XXH3_64bits_digest(&hash);
	return true;
}

static bool copy_tensors(struct import *m, struct ck_bump_index *x)
{
	_Atomic bool ok = true;
	#pragma omp parallel
	{
		uint8_t *buf = malloc(CK_BUMP_CHUNK);
		if (!buf)
			ck_die("out of memory");
		#pragma omp for schedule(dynamic)
		for (size_t i = 0; i < x->n; i++)
			if (ok && !copy_tensor(m, &x->v[i], buf))
				ok = false;
		free(buf);
	}
	return ok;
}

static bool copy_rest(struct import *m)
{
	uint64_t offset, size;
	uint8_t *buf = malloc(CK_BUMP_CHUNK);
	bool ok = true;
	if (!buf)
		ck_die("out of memory");
	for (size_t file = 0; file < m->s->files; file++)
		for (size_t i = 0; ok && ck_bump_next_gap(&m->s->file[file], &i, &offset, &size);)
			for (uint64_t n; ok && size; offset += n, size -= n) {
				n = size < CK_BUMP_CHUNK ? size : CK_BUMP_CHUNK;
				ok = read_data(m, file, buf, n, offset) && ck_bump_rest(&m->w, buf, n);
				ck_progress_add(&m->w.progress, n);
			}
	free(buf);
	return ok;
}

bool ck_import(struct ck_outfile *o, const struct ck_gguf_set *s, struct ck_bump_index *x, struct ck_arena *a)
{
	struct import m = { .s = s };
	uint64_t *offset = ck_allocn(a, s->tensor.n + 1, sizeof *offset);
	uint64_t end = ck_bump_place(s, offset);
	if (!ck_bump_begin(&m.w, o, CK_BUMP_WEIGHTS, s, end - CK_BUMP_DATA_OFFSET, 0))
		return false;
	x->n = s->tensor.n;
	x->v = ck_allocn(a, x->n + 1, sizeof *x->v);
	for (size_t i = 0; i < x->n; i++)
		x->v[i] = (struct ck_bump_entry){ .tensor = i, .rows = s->tensor.v[i].rows, .offset = offset[i],
			.size = s->tensor.v[i].size, .packing = "rows" };
	ck_progress_start(&m.w.progress, "copying", s->data_size);
	bool ok = copy_tensors(&m, x) && copy_rest(&m) && ck_bump_end(&m.w, s, x);
	ck_progress_end(&m.w.progress);
	return ok;
}
