#include "trainer.h"

#include <inttypes.h>
#include <string.h>

#include "checkpoint.h"
#include "diag.h"

/* An input or output of at least n elements of 4 bytes; NULL: there is none. */
static void *seek_io(const struct ck_trainer *t, const struct ck_session_program *p, const char *name, const char *dtype, int64_t n)
{
	for (int i = 0; i < p->desc->nio; i++) {
		const struct ck_io_desc *io = &p->desc->io[i];
		if (!strcmp(io->name, name) && !strcmp(io->dtype, dtype) && io->size / 4 >= (uint64_t)n)
			return t->session.call.p + io->offset;
	}
	return NULL;
}

/* The same; NULL after a diagnostic. */
static void *find_io(const struct ck_trainer *t, const struct ck_session_program *p, const char *name, const char *dtype, int64_t n)
{
	void *io = seek_io(t, p, name, dtype, n);
	if (!io)
		ck_error(t->session.doc.path, "program %s has no %s of %" PRId64 " %s: not made by ck-grad", p->desc->name, name, n, dtype);
	return io;
}

static int64_t dim(const struct ck_trainer *t, const char *name)
{
	const struct ck_dim_list *d = &t->session.doc.artifact->dims;
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->v[i].name, name))
			return d->v[i].value;
	return 0;
}

/* The call dimensions of a program of rows are these, and the rows that the loss is over: all of them. */
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

static bool bind_micro_batch(struct ck_trainer *t, const struct ck_session_program *p, struct ck_trainer_rows *r)
{
	const int64_t rows = t->batch * t->seq;
	return (r->tokens = find_io(t, p, "tokens", "i32", rows)) && (r->targets = find_io(t, p, "targets", "i32", rows)) &&
	       (r->pos = find_io(t, p, "pos", "i32", rows)) && (r->slot = find_io(t, p, "slot", "i32", rows)) &&
	       (r->out = find_io(t, p, "out_rows", "i32", rows)) && (r->loss = find_io(t, p, "loss", "f32", 1));
}

static bool bind_io(struct ck_trainer *t)
{
	t->number = seek_io(t, t->update, "step", "i32", 1);
	return bind_micro_batch(t, t->train, &t->train_rows) && bind_micro_batch(t, t->eval, &t->eval_rows) &&
	       (t->share = find_io(t, t->train, "loss.d", "f32", 1)) && (t->lr = find_io(t, t->update, "lr", "f32", 1)) &&
	       (t->limit = find_io(t, t->update, "clip", "f32", 1)) && (t->length = find_io(t, t->update, "norm", "f32", 1));
}

/* Row i is position i % seq of sequence i / seq. Programs share the call arena, so all inputs are given before each. */
static void give_rows(const struct ck_trainer *t, const struct ck_trainer_rows *r, const int32_t *tokens, const int32_t *targets)
{
	const int64_t rows = t->batch * t->seq;
	for (int64_t i = 0; i < rows; i++) {
		r->pos[i] = (int32_t)(i % t->seq);
		r->slot[i] = (int32_t)(i / t->seq);
		r->out[i] = (int32_t)i;
	}
	memcpy(r->tokens, tokens, (size_t)rows * sizeof *tokens);
	memcpy(r->targets, targets, (size_t)rows * sizeof *targets);
}

static void set_dims(struct ck_trainer *t, const struct ck_session_program *p)
{
	for (int i = 0; i < p->desc->nbounds; i++)
		t->session.dim[i] = p->desc->bound[i].max;
}

static bool bind(struct ck_trainer *t)
{
	t->train = ck_session_program(&t->session, "train");
	t->eval = ck_session_program(&t->session, "eval");
	t->update = ck_session_program(&t->session, "update");
	if (!t->train || !t->eval || !t->update || !t->session.master)
		return ck_error(t->session.doc.path, "the model was not built for training: ck-grad(1) makes the programs train, eval and update");
	return bind_rows(t, t->train->desc) && bind_rows(t, t->eval->desc) && bind_vocab(t) && bind_io(t);
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
	give_rows(t, &t->train_rows, tokens, targets);
	*t->share = share;
	set_dims(t, t->train);
	if (!ck_session_run(&t->session, t->train))
		return false;
	*loss = *t->train_rows.loss;
	return true;
}

bool ck_trainer_evaluate(struct ck_trainer *t, const int32_t *tokens, const int32_t *targets, float *loss)
{
	give_rows(t, &t->eval_rows, tokens, targets);
	set_dims(t, t->eval);
	if (!ck_session_run(&t->session, t->eval))
		return false;
	*loss = *t->eval_rows.loss;
	return true;
}

bool ck_trainer_update(struct ck_trainer *t, float lr)
{
	if (t->number)
		*t->number = t->step + 1;
	*t->lr = lr;
	*t->limit = t->clip;
	set_dims(t, t->update);
	if (!ck_session_run(&t->session, t->update))
		return false;
	t->norm = *t->length;
	t->step++;
	return true;
}

const float *ck_trainer_gradient(const struct ck_trainer *t, size_t i)
{
	const struct ck_state *s = &t->session.doc.artifact->states.v[i];
	return strcmp(s->kind, "gradient") ? NULL : (const float *)(const void *)(t->session.gradients.p + s->offset);
}

bool ck_trainer_save(const struct ck_trainer *t, const char *path)
{
	return ck_checkpoint_save(t, NULL, path);
}
