#include "training.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "artifact.h"
#include "checkpoint.h"
#include "clock.h"
#include "corpus.h"
#include "diag.h"
#include "outfile.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "gradients are written as they stand in memory");

struct training {
	struct ck_trainer *t;
	const struct ck_training_options *o;
	struct ck_corpus corpus, held;
	int64_t taken;                /* sequences, since the first step */
	int32_t *tokens, *targets;    /* of one micro-batch */
	FILE *log;
	uint64_t start;               /* of the run, nanoseconds */
	int64_t first;                /* step that it began behind */
	struct ck_arena a;
};

/* A row of the micro-batch; NULL: one whose targets count for nothing. */
static void put_row(struct training *r, int64_t row, const int32_t *window)
{
	const int64_t seq = r->t->seq;
	for (int64_t i = 0; i < seq; i++) {
		r->tokens[row * seq + i] = window ? window[i] : 0;
		r->targets[row * seq + i] = window ? window[i + 1] : -1;
	}
}

static bool put_line(FILE *f, const char *name)
{
	return (fflush(f) == 0 && !ferror(f)) || ck_error(name, "cannot write: %s", strerror(errno));
}

static bool write_gradients(const struct training *r)
{
	const struct ck_state_list *s = &r->t->session.doc.artifact->states;
	struct ck_arena a = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < s->n; i++) {
		const float *g = ck_trainer_gradient(r->t, i);
		struct ck_outfile o;
		if (!g)
			continue;
		if (strchr(s->v[i].id, '/')) {
			ok = ck_error(r->t->session.doc.path, "gradient '%s' is no name of a file", s->v[i].id);
			break;
		}
		ok = ck_out_open(&o, ck_printf(&a, "%s/%s", r->o->gradients, s->v[i].id));
		if (ok) {
			fwrite(g, 1, (size_t)s->v[i].size, o.f);
			ok = ck_out_close(&o);
		}
	}
	ck_arena_free(&a);
	return ok;
}

/* The mean over all targets of the held-out windows; the last micro-batch is filled up with rows without targets. */
static bool evaluate(struct training *r)
{
	const int64_t batch = r->t->batch, windows = r->held.windows;
	double sum = 0;
	char text[32];
	for (int64_t at = 0; at < windows; at += batch) {
		const int64_t rows = windows - at < batch ? windows - at : batch;
		float loss;
		for (int64_t b = 0; b < batch; b++)
			put_row(r, b, b < rows ? ck_corpus_window(&r->held, at + b) : NULL);
		if (!ck_trainer_evaluate(r->t, r->tokens, r->targets, &loss)) {
			ck_note(NULL, "evaluating %s behind step %" PRId32, r->held.path, r->t->step);
			return false;
		}
		sum += (double)loss * (double)rows;
	}
	ck_format_f32(text, (float)(sum / (double)windows));
	printf("eval %" PRId32 " %s\n", r->t->step, text);
	if (r->log)
		fprintf(r->log, "{\"step\":%" PRId32 ",\"eval\":%s}\n", r->t->step, text);
	return put_line(stdout, "standard output") && (!r->log || put_line(r->log, r->o->log));
}

static bool save(struct training *r)
{
	const struct ck_checkpoint c = { .windows = (uint64_t)r->taken, .tokens = r->corpus.ids.n, .tokens_xxh3 = r->corpus.xxh3,
		.shuffle = r->o->shuffle, .seed = r->o->seed };
	return ck_checkpoint_save(r->t, &c, r->o->checkpoint);
}

static bool report(struct training *r, float loss, float lr)
{
	char l[32], x[32], n[32];
	const int32_t step = r->t->step;
	ck_format_f32(l, loss);
	ck_format_f32(x, lr);
	ck_format_f32(n, r->t->norm);
	printf("%" PRId32 " %s %s %s\n", step, l, x, n);
	if (r->log)
		fprintf(r->log, "{\"step\":%" PRId32 ",\"loss\":%s,\"lr\":%s,\"norm\":%s,\"tokens\":%" PRId64 "}\n", step, l, x, n,
			r->taken * r->t->seq);
	return put_line(stdout, "standard output") && (!r->log || put_line(r->log, r->o->log));
}

/* Micro-batches take windows in order, so that those of a step depend on batch times accum alone. */
static bool gather(struct training *r, float *loss)
{
	const int64_t accum = r->o->accum;
	double sum = 0;
	for (int64_t m = 0; m < accum; m++) {
		float one;
		for (int64_t b = 0; b < r->t->batch; b++)
			put_row(r, b, ck_corpus_window(&r->corpus, r->taken++));
		if (!ck_trainer_accumulate(r->t, r->tokens, r->targets, 1.0f / (float)accum, &one))
			return false;
		sum += one;
	}
	*loss = (float)(sum / (double)accum);
	return true;
}

static bool step(struct training *r)
{
	const struct ck_training_options *o = r->o;
	const int32_t number = r->t->step + 1;
	const float lr = ck_schedule_rate(&o->schedule, number);
	float loss;
	if (!gather(r, &loss) || (o->gradients && number == o->until && !write_gradients(r)) ||
		!ck_trainer_update(r->t, lr)) {
		ck_note(NULL, "in step %" PRId32 "; its weights are not written", number);
		return false;
	}
	if (!report(r, loss, lr))
		return false;
	const bool last = number == o->until;
	if (o->eval && (last || (o->eval_every && number % o->eval_every == 0)) && !evaluate(r))
		return false;
	return !o->checkpoint || !(last || (o->checkpoint_every && number % o->checkpoint_every == 0)) || save(r);
}

/* Goes on only with the same tokens in the same order. */
static bool resume(struct training *r)
{
	const struct ck_training_options *o = r->o;
	struct ck_checkpoint c;
	if (!ck_checkpoint_load(r->t, &c, o->resume))
		return false;
	if (c.tokens != r->corpus.ids.n || c.tokens_xxh3 != r->corpus.xxh3)
		return ck_error(o->resume, "made with other tokens than %s", o->tokens);
	if (c.shuffle != o->shuffle || c.seed != o->seed)
		return c.shuffle ? ck_error(o->resume, "made with --shuffle --seed=%" PRIu64, c.seed)
			: ck_error(o->resume, "made without --shuffle");
	if (r->t->step >= o->until)
		return ck_error(o->resume, "of step %" PRId32 ": the run would end behind step %" PRId64, r->t->step, o->until);
	r->taken = (int64_t)c.windows;
	return true;
}

static bool open_log(struct training *r)
{
	if (!r->o->log)
		return true;
	r->log = fopen(r->o->log, r->o->resume ? "a" : "w");
	return r->log || ck_error(r->o->log, "cannot open for writing: %s", strerror(errno));
}

static bool close_log(struct training *r, bool ok)
{
	if (!r->log || fclose(r->log) == 0 || !ok)
		return ok;
	return ck_error(r->o->log, "cannot write: %s", strerror(errno));
}

/* How far and how fast, on standard error: after each step where that alone is a terminal, and in the end. */
static void tell_speed(const struct training *r, bool end)
{
	const double s = (double)(ck_now_ns() - r->start) * 1e-9;
	const int64_t steps = r->t->step - r->first, tokens = steps * r->o->accum * r->t->batch * r->t->seq;
	if (end)
		fprintf(stderr, "%s: %" PRId64 " steps, %" PRId64 " tokens in %.2f s: %.0f tokens/s\n", ck_program(), steps, tokens, s,
			s > 0 ? (double)tokens / s : 0);
	else if (isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO))
		fprintf(stderr, "\rstep %" PRId32 " of %" PRId64 ", %.0f tokens/s ", r->t->step, r->o->until, s > 0 ? (double)tokens / s : 0);
}

/* What is written where the run ends can be written there: steps are not taken for nothing. */
static bool writable(const char *path)
{
	struct ck_outfile o;
	if (!path)
		return true;
	if (!strcmp(path, "-"))
		return ck_error(path, "standard output has the losses");
	if (!ck_out_open(&o, path))
		return false;
	ck_out_abandon(&o);
	return true;
}

static bool prepare(struct training *r)
{
	const struct ck_training_options *o = r->o;
	const struct ck_trainer *t = r->t;
	if (!ck_corpus_read(&r->corpus, o->tokens, t->vocab, t->seq, &r->a) ||
		(o->eval && !ck_corpus_read(&r->held, o->eval, t->vocab, t->seq, &r->a)))
		return false;
	if (o->shuffle)
		ck_corpus_shuffle(&r->corpus, o->seed, &r->a);
	r->tokens = ck_allocn(&r->a, (size_t)(t->batch * t->seq), sizeof *r->tokens);
	r->targets = ck_allocn(&r->a, (size_t)(t->batch * t->seq), sizeof *r->targets);
	return writable(o->checkpoint) && writable(o->output) && (!o->resume || resume(r)) && open_log(r);
}

bool ck_training_run(struct ck_trainer *t, const struct ck_training_options *o)
{
	struct training r = { .t = t, .o = o };
	bool ok = prepare(&r);
	t->clip = (float)o->clip;
	r.start = ck_now_ns();
	r.first = t->step;
	while (ok && t->step < o->until) {
		ok = step(&r);
		tell_speed(&r, false);
	}
	ok = close_log(&r, ok) && (!o->output || ck_trainer_save(t, o->output));
	if (ok)
		tell_speed(&r, true);
	ck_arena_free(&r.a);
	return ok;
}
