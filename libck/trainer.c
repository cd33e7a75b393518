#include "trainer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "hash.h"
#include "outfile.h"

/* An input or output of at least n elements of 4 bytes; NULL after a diagnostic. */
static void *find_io(const struct ck_trainer *t, const struct ck_session_program *p, const char *name, const char *dtype, int64_t n)
{
	for (int i = 0; i < p->desc->nio; i++) {
		const struct ck_io_desc *io = &p->desc->io[i];
		if (!strcmp(io->name, name) && !strcmp(io->dtype, dtype) && io->size / 4 >= (uint64_t)n)
			return t->session.call.p + io->offset;
	}
	ck_error(t->session.doc.path, "program %s has no %s of %" PRId64 " %s: not made by ck-grad", p->desc->name, name, n, dtype);
	return NULL;
}

static int64_t dim(const struct ck_trainer *t, const char *name)
{
	const struct ck_dim_list *d = &t->session.doc.artifact->dims;
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->v[i].name, name))
			return d->v[i].value;
	return 0;
}

/* The call dimensions of train are its rows, and the rows that the loss is over: all of them. */
static bool bind_rows(struct ck_trainer *t, const struct ck_program_desc *d)
{
	t->batch = dim(t, "S");
	t->seq = dim(t, "C");
	for (int i = 0; i < d->nbounds; i++)
		if (t->batch < 1 || t->seq < 1 || d->bound[i].max / t->batch != t->seq || d->bound[i].max % t->batch)
			return ck_error(t->session.doc.path, "program %s: %s is at most %" PRId64 ", not %" PRId64 " sequences of %" PRId64, d->name,
				d->bound[i].name, d->bound[i].max, t->batch, t->seq);
	return true;
}

static bool bind_vocab(struct ck_trainer *t)
{
	const struct ck_program_desc *d = t->train->desc;
	for (int i = 0; i < d->nio; i++)
		if (!strcmp(d->io[i].name, "tokens"))
			t->vocab = dim(t, d->io[i].below);
	return t->vocab > 0 || ck_error(t->session.doc.path, "program %s does not say how many tokens there are", d->name);
}

static bool bind_io(struct ck_trainer *t)
{
	int64_t rows = t->batch * t->seq;
	int32_t *pos = find_io(t, t->train, "pos", "i32", rows), *slot, *out;
	if (!pos || !(slot = find_io(t, t->train, "slot", "i32", rows)) || !(out = find_io(t, t->train, "out_rows", "i32", rows)) ||
		!(t->tokens = find_io(t, t->train, "tokens", "i32", rows)) || !(t->targets = find_io(t, t->train, "targets", "i32", rows)) ||
		!(t->share = find_io(t, t->train, "loss.d", "f32", 1)) || !(t->loss = find_io(t, t->train, "loss", "f32", 1)) ||
		!(t->number = find_io(t, t->update, "step", "i32", 1)) || !(t->lr = find_io(t, t->update, "lr", "f32", 1)))
		return false;
	return true;
}

/* Row i is position i % seq of sequence i / seq. Programs share the call arena, so this is done before each. */
static void place_rows(const struct ck_trainer *t)
{
	int64_t rows = t->batch * t->seq;
	int32_t *pos = find_io(t, t->train, "pos", "i32", rows), *slot = find_io(t, t->train, "slot", "i32", rows);
	int32_t *out = find_io(t, t->train, "out_rows", "i32", rows);
	for (int64_t i = 0; i < rows; i++) {
		pos[i] = (int32_t)(i % t->seq);
		slot[i] = (int32_t)(i / t->seq);
		out[i] = (int32_t)i;
	}
}

static void set_dims(struct ck_trainer *t, const struct ck_session_program *p)
{
	for (int i = 0; i < p->desc->nbounds; i++)
		t->session.dim[i] = p->desc->bound[i].max;
}

static bool bind(struct ck_trainer *t)
{
	t->train = ck_session_program(&t->session, "train");
	t->update = ck_session_program(&t->session, "update");
	if (!t->train || !t->update || !t->session.master)
		return ck_error(t->session.doc.path, "the model was not built for training: ck-grad(1) makes the programs train and update");
	return bind_rows(t, t->train->desc) && bind_vocab(t) && bind_io(t);
}

bool ck_trainer_open(struct ck_trainer *t, const char *path, const struct ck_session_options *opt)
{
	struct ck_session_options raw = *opt;
	*t = (struct ck_trainer){ 0 };
	raw.raw = true;
	if (!ck_session_open(&t->session, path, &raw))
		return false;
	if (bind(t))
		return true;
	ck_trainer_close(t);
	return false;
}

void ck_trainer_close(struct ck_trainer *t)
{
	ck_session_close(&t->session);
}

bool ck_trainer_accumulate(struct ck_trainer *t, const int32_t *tokens, const int32_t *targets, float share, float *loss)
{
	size_t rows = (size_t)(t->batch * t->seq);
	place_rows(t);
	memcpy(t->tokens, tokens, rows * sizeof *tokens);
	memcpy(t->targets, targets, rows * sizeof *targets);
	*t->share = share;
	set_dims(t, t->train);
	if (!ck_session_run(&t->session, t->train))
		return false;
	*loss = *t->loss;
	return true;
}

bool ck_trainer_update(struct ck_trainer *t, float lr)
{
	*t->number = t->step + 1;
	*t->lr = lr;
	set_dims(t, t->update);
	if (!ck_session_run(&t->session, t->update))
		return false;
	t->step++;
	return true;
}

const float *ck_trainer_gradient(const struct ck_trainer *t, size_t i)
{
	const struct ck_state *s = &t->session.doc.artifact->states.v[i];
	return strcmp(s->kind, "gradient") ? NULL : (const float *)(const void *)(t->session.gradients.p + s->offset);
}

/* The file again: header and index say what the weights' bytes are now, all else stays. */
static bool write_bump(const struct ck_trainer *t, FILE *f, struct ck_arena *a)
{
	const struct ck_bump *b = &t->session.bump;
	struct ck_bump_header h = *b->header;
	struct ck_bump_index index;
	struct ck_gguf_set set;
	if (!ck_bump_set(b, &set, a) || !ck_bump_index(b, &set, &index, a))
		return false;
	for (size_t i = 0; i < index.n; i++)
		if (index.v[i].offset >= h.data_offset && index.v[i].offset - h.data_offset < h.data_size)
			index.v[i].xxh3 = XXH3_64bits(t->session.master + index.v[i].offset, index.v[i].size);
	h.index_xxh3 = XXH3_64bits(index.v, h.index_size);
	h.header_xxh3 = XXH3_64bits(&h, offsetof(struct ck_bump_header, header_xxh3));
	uint64_t end = h.index_offset + h.index_size;
	return fwrite(&h, sizeof h, 1, f) == 1 && fwrite(t->session.master + sizeof h, 1, h.index_offset - sizeof h, f) == h.index_offset - sizeof h &&
	       fwrite(index.v, 1, h.index_size, f) == h.index_size && fwrite(t->session.master + end, 1, h.size - end, f) == h.size - end;
}

bool ck_trainer_save(const struct ck_trainer *t, const char *path)
{
	struct ck_arena a = { 0 };
	struct ck_outfile o;
	if (!ck_out_open(&o, path))
		return false;
	bool ok = ck_out_end(&o, write_bump(t, o.f, &a) || ferror(o.f)); /* a failed write is for the end to report */
	ck_arena_free(&a);
	return ok;
}
