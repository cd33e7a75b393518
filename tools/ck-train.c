/* ck-train: train a built model. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "idfile.h"
#include "outfile.h"
#include "trainer.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "gradients are written as they stand in memory");

static const char *opt_tokens, *opt_steps, *opt_lr, *opt_accum, *opt_threads, *opt_log, *opt_grads, *opt_out, *opt_check;

static const struct ck_opt opts[] = {
	{ 0, "tokens", "FILE", "what to train on (required): numbers between spaces or commas; - is standard input", &opt_tokens, false, NULL },
	{ 'n', "steps", "N", "updates (10)", &opt_steps, false, NULL },
	{ 0, "lr", "X", "learning rate (0.001)", &opt_lr, false, NULL },
	{ 0, "accum", "K", "micro-batches of one update (1)", &opt_accum, false, NULL },
	{ 't', "threads", "N", "threads (one per CPU)", &opt_threads, false, NULL },
	{ 0, "log", "FILE", "write the losses as JSON", &opt_log, false, NULL },
	{ 0, "dump-grads", "DIR", "write the gradients of the last step, before its update, as DIR/WEIGHT.grad: F32 little endian", &opt_grads, false, NULL },
	{ 'o', "output", "FILE", "write the trained weights, a model.bump", &opt_out, false, NULL },
	{ 0, "check", NULL, "compare every checksum of the weights first", &opt_check, false, NULL },
	{ 0 }
};

static const struct ck_cli cli = {
	.summary = "train a built model",
	.usage = "--tokens=FILE DIR|layout.json",
	.opts = opts, .min_args = 1, .max_args = 1,
};

struct run {
	struct ck_trainer t;
	struct ck_ids ids;
	int64_t steps, accum, windows;
	float lr;
	float *losses;
	int32_t *tokens, *targets;    /* of one micro-batch */
	struct ck_arena a;
};

/* Windows of seq tokens follow each other and start again at the end; a window's targets are the tokens one further on.
 * Micro-batches take them in order, so that the windows of a step depend on batch times accum alone. */
static void fill(struct run *r, int64_t window)
{
	for (int64_t b = 0; b < r->t.batch; b++) {
		const int32_t *from = r->ids.v + (window + b) % r->windows * r->t.seq;
		memcpy(r->tokens + b * r->t.seq, from, (size_t)r->t.seq * sizeof *from);
		memcpy(r->targets + b * r->t.seq, from + 1, (size_t)r->t.seq * sizeof *from);
	}
}

static bool dump_grads(const struct run *r)
{
	const struct ck_state_list *s = &r->t.session.doc.artifact->states;
	struct ck_arena a = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < s->n; i++) {
		const float *g = ck_trainer_gradient(&r->t, i);
		struct ck_outfile o;
		if (!g)
			continue;
		ok = ck_out_open(&o, ck_printf(&a, "%s/%s", opt_grads, s->v[i].id));
		if (ok) {
			fwrite(g, 1, (size_t)s->v[i].size, o.f);
			ok = ck_out_close(&o);
		}
	}
	ck_arena_free(&a);
	return ok;
}

static bool step(struct run *r, int64_t number)
{
	double sum = 0;
	char text[32];
	for (int64_t m = 0; m < r->accum; m++) {
		float loss;
		fill(r, (number * r->accum + m) * r->t.batch);
		if (!ck_trainer_accumulate(&r->t, r->tokens, r->targets, 1.0f / (float)r->accum, &loss))
			return false;
		sum += loss;
	}
	r->losses[number] = (float)(sum / (double)r->accum);
	if (opt_grads && number == r->steps - 1 && !dump_grads(r))
		return false;
	if (!ck_trainer_update(&r->t, r->lr))
		return false;
	printf("%" PRId64 " %s\n", number + 1, ck_format_f32(text, r->losses[number]));
	return fflush(stdout) == 0 || ck_error("standard output", "cannot write: %s", strerror(errno));
}

static bool write_log(const struct run *r)
{
	struct ck_outfile o;
	char text[32];
	if (!ck_out_open(&o, opt_log))
		return false;
	fprintf(o.f, "{\"batch\":%" PRId64 ",\"seq\":%" PRId64 ",\"accum\":%" PRId64 ",\"losses\":[", r->t.batch, r->t.seq, r->accum);
	for (int64_t i = 0; i < r->steps; i++)
		fprintf(o.f, "%s%s", i ? "," : "", ck_format_f32(text, r->losses[i]));
	fputs("]}\n", o.f);
	return ck_out_close(&o);
}

static bool read_tokens(struct run *r)
{
	struct ck_bytes b;
	if (!ck_read_all(opt_tokens, &b, &r->a) || !ck_ids_parse(opt_tokens, &b, r->t.vocab, &r->ids, &r->a))
		return false;
	r->windows = r->ids.n ? ((int64_t)r->ids.n - 1) / r->t.seq : 0;
	return r->windows > 0 || ck_error(opt_tokens, "%zu tokens: a sequence of %" PRId64 " and its targets need %" PRId64, r->ids.n,
		r->t.seq, r->t.seq + 1);
}

static bool train(struct run *r)
{
	if (!read_tokens(r))
		return false;
	r->losses = ck_allocn(&r->a, (size_t)r->steps, sizeof *r->losses);
	r->tokens = ck_allocn(&r->a, (size_t)(r->t.batch * r->t.seq), sizeof *r->tokens);
	r->targets = ck_allocn(&r->a, (size_t)(r->t.batch * r->t.seq), sizeof *r->targets);
	for (int64_t i = 0; i < r->steps; i++)
		if (!step(r, i))
			return false;
	return (!opt_log || write_log(r)) && (!opt_out || ck_trainer_save(&r->t, opt_out));
}

int main(int argc, char **argv)
{
	struct run r = { .steps = 10, .accum = 1, .lr = 1e-3f };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &r.a);
	struct ck_session_options opt = { .check = opt_check };
	if (!opt_tokens)
		ck_usage("--tokens is required: the file of token ids");
	if (opt_steps)
		r.steps = ck_cli_int("steps", opt_steps, 1, INT32_MAX);
	if (opt_lr)
		r.lr = (float)ck_cli_real("lr", opt_lr, 0, 1e6);
	if (opt_accum)
		r.accum = ck_cli_int("accum", opt_accum, 1, 1 << 20);
	if (opt_threads)
		opt.threads = (int)ck_cli_int("threads", opt_threads, 1, 1024);
	bool ok = ck_trainer_open(&r.t, args.v[0], &opt);
	if (ok) {
		ok = train(&r);
		ck_trainer_close(&r.t);
	}
	ck_arena_free(&r.a);
	return ok ? 0 : 1;
}
