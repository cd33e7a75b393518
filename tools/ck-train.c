/* ck-train: train a built model. */
#include "cli.h"
#include "training.h"

static const char *opt_tokens, *opt_steps, *opt_until, *opt_lr, *opt_schedule, *opt_warmup, *opt_lr_min, *opt_clip, *opt_accum,
	*opt_shuffle, *opt_seed, *opt_eval, *opt_eval_every, *opt_checkpoint, *opt_checkpoint_every, *opt_resume, *opt_threads, *opt_log,
	*opt_grads, *opt_out, *opt_check;

static const struct ck_opt opts[] = {
	{ 0, "tokens", "FILE", "what to train on (required): numbers between spaces or commas; - is standard input", &opt_tokens, false, NULL },
	{ 'n', "steps", "N", "updates of the whole training (10)", &opt_steps, false, NULL },
	{ 0, "until", "N", "end behind this update (the last)", &opt_until, false, NULL },
	{ 0, "lr", "X", "learning rate (0.001)", &opt_lr, false, NULL },
	{ 0, "schedule", "NAME", "how it changes: constant (default), cosine or linear", &opt_schedule, false, NULL },
	{ 0, "warmup", "N", "updates over which it rises first (0)", &opt_warmup, false, NULL },
	{ 0, "lr-min", "X", "where cosine and linear lead to, behind the last step (0)", &opt_lr_min, false, NULL },
	{ 0, "clip", "X", "scale gradients down to this norm (0: no)", &opt_clip, false, NULL },
	{ 0, "accum", "K", "micro-batches of one update (1)", &opt_accum, false, NULL },
	{ 0, "shuffle", NULL, "take the sequences in another order in each epoch", &opt_shuffle, false, NULL },
	{ 0, "seed", "N", "of those orders (0)", &opt_seed, false, NULL },
	{ 0, "eval", "FILE", "token ids to give the mean loss of", &opt_eval, false, NULL },
	{ 0, "eval-every", "N", "updates between evaluations (only behind the last)", &opt_eval_every, false, NULL },
	{ 0, "checkpoint", "FILE", "write all that the next update depends on", &opt_checkpoint, false, NULL },
	{ 0, "checkpoint-every", "N", "updates between checkpoints (only behind the last)", &opt_checkpoint_every, false, NULL },
	{ 0, "resume", "FILE", "go on from a checkpoint", &opt_resume, false, NULL },
	{ 't', "threads", "N", "threads (one per CPU)", &opt_threads, false, NULL },
	{ 0, "log", "FILE", "write a line of JSON for each update and evaluation", &opt_log, false, NULL },
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

static int64_t integer(const char *name, const char *text, int64_t otherwise, int64_t lo, int64_t hi)
{
	return text ? ck_cli_int(name, text, lo, hi) : otherwise;
}

static double real(const char *name, const char *text, double otherwise, double hi)
{
	return text ? ck_cli_real(name, text, 0, hi) : otherwise;
}

static struct ck_schedule schedule(int64_t steps)
{
	struct ck_schedule s = { .kind = ck_schedule_named(opt_schedule ? opt_schedule : "constant"), .steps = steps };
	if (s.kind == CK_SCHEDULES)
		ck_usage("--schedule: constant, cosine or linear, not '%s'", opt_schedule);
	if (opt_lr_min && s.kind == CK_CONSTANT)
		ck_usage("--lr-min is of --schedule=cosine or linear");
	s.lr = real("lr", opt_lr, 1e-3, 1e6);
	s.lr_min = real("lr-min", opt_lr_min, 0, s.lr);
	s.warmup = integer("warmup", opt_warmup, 0, 0, steps);
	return s;
}

/* An option that says something of another. */
static void needs(const char *option, const char *text, const char *other, const char *there)
{
	if (text && !there)
		ck_usage("--%s is of --%s", option, other);
}

static struct ck_training_options options(void)
{
	const int64_t steps = integer("steps", opt_steps, 10, 1, INT32_MAX);
	if (!opt_tokens)
		ck_usage("--tokens is required: the file of token ids");
	needs("seed", opt_seed, "shuffle", opt_shuffle);
	needs("eval-every", opt_eval_every, "eval", opt_eval);
	needs("checkpoint-every", opt_checkpoint_every, "checkpoint", opt_checkpoint);
	return (struct ck_training_options){ .tokens = opt_tokens, .eval = opt_eval, .log = opt_log, .checkpoint = opt_checkpoint,
		.resume = opt_resume, .gradients = opt_grads, .output = opt_out, .schedule = schedule(steps),
		.until = integer("until", opt_until, steps, 1, steps), .accum = integer("accum", opt_accum, 1, 1, 1 << 20),
		.clip = real("clip", opt_clip, 0, 1e30), .shuffle = opt_shuffle, .seed = (uint64_t)integer("seed", opt_seed, 0, 0, INT64_MAX),
		.eval_every = integer("eval-every", opt_eval_every, 0, 1, INT32_MAX),
		.checkpoint_every = integer("checkpoint-every", opt_checkpoint_every, 0, 1, INT32_MAX) };
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	const struct ck_training_options o = options();
	const struct ck_session_options session = { .check = opt_check, .threads = (int)integer("threads", opt_threads, 0, 1, 1024) };
	struct ck_trainer t;
	bool ok = ck_trainer_open(&t, args.v[0], &session);
	if (ok) {
		ok = ck_training_run(&t, &o);
		ck_trainer_close(&t);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
