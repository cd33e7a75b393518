/* ck-ppl: perplexity of a built model. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "idfile.h"
#include "outfile.h"
#include "ppl.h"
#include "tok_file.h"

static const char *opt_file, *opt_ctx, *opt_threads, *opt_chunks, *opt_save, *opt_kl, *opt_json;

static const struct ck_opt opts[] = {
	{ 'f', "file", "FILE", "the text, byte for byte; - is standard input", &opt_file, false, NULL },
	{ 'c', "ctx-size", "N", "tokens of a window (512)", &opt_ctx, false, NULL },
	{ 0, "chunks", "N", "windows (as many as the text fills)", &opt_chunks, false, NULL },
	{ 't', "threads", "N", "threads (one per CPU)", &opt_threads, false, NULL },
	{ 0, "save-logits", "FILE", "write the log-probabilities, for --kl", &opt_save, false, NULL },
	{ 0, "kl", "FILE", "compare with log-probabilities that were saved, over the same tokens", &opt_kl, false, NULL },
	{ 0, "json", NULL, "print one JSON object", &opt_json, false, NULL },
	{ 0 }
};

static const struct ck_cli cli = {
	.summary = "perplexity of a built model",
	.usage = "DIR|layout.json",
	.opts = opts, .min_args = 1, .max_args = 1,
};

struct text { int32_t *token; int64_t windows; };

static bool read_text(const struct ck_tok *tok, int64_t window, struct text *t, struct ck_arena *a)
{
	struct ck_bytes b;
	struct ck_ids ids;
	if (!ck_read_all(opt_file, &b, a) || !ck_tok_encode(tok, b.s, b.n, CK_TOK_FRAME, a, &ids))
		return false;
	*t = (struct text){ ids.v, (int64_t)ids.n / window };
	return t->windows || ck_error(opt_file, "%zu tokens, a window has %" PRId64, ids.n, window);
}

static bool check_base(const struct ck_session *s, const struct ck_logprobs *base)
{
	return base->vocab == s->vocab
		|| ck_error(base->path, "log-probabilities of %" PRId32 " tokens, the model has %" PRId64, base->vocab, s->vocab);
}

static double perplexity(const struct ck_mean *nll)
{
	return exp(ck_mean(nll));
}

static double agreement(const struct ck_ppl *p)
{
	return (double)p->same_top / (double)p->kl.n;
}

static void print_text(struct ck_ppl *p)
{
	const double ppl = perplexity(&p->nll), ratio = perplexity(&p->ratio);
	printf("perplexity        %.4f +- %.5f\n", ppl, ppl * ck_mean_error(&p->nll));
	printf("windows           %" PRId64 " of %" PRId64 " tokens, %" PRId64 " tokens scored\n", p->windows, p->window, p->nll.n);
	if (!p->base)
		return;
	printf("base perplexity   %.4f, ratio %.6f +- %.6f\n", perplexity(&p->base_nll), ratio, ratio * ck_mean_error(&p->ratio));
	printf("KL divergence     %.6g +- %.2g mean, %.6g 99 %%, %.6g largest\n", ck_mean(&p->kl), ck_mean_error(&p->kl),
		ck_ppl_quantile(p, 0.99), ck_ppl_quantile(p, 1));
	printf("same first token  %.3f %%\n", 100 * agreement(p));
}

static void print_json(struct ck_ppl *p)
{
	const double ppl = perplexity(&p->nll), ratio = perplexity(&p->ratio);
	json_t *j = json_pack("{s:f, s:f, s:f, s:I, s:I, s:I}", "perplexity", ppl, "error", ppl * ck_mean_error(&p->nll),
		"nll", ck_mean(&p->nll), "windows", (json_int_t)p->windows, "window", (json_int_t)p->window, "scored", (json_int_t)p->nll.n);
	if (j && p->base)
		json_object_update_new(j, json_pack("{s:f, s:f, s:f, s:{s:f, s:f, s:f, s:f}, s:f}",
			"base_perplexity", perplexity(&p->base_nll), "ratio", ratio, "ratio_error", ratio * ck_mean_error(&p->ratio),
			"kl", "mean", ck_mean(&p->kl), "error", ck_mean_error(&p->kl), "p99", ck_ppl_quantile(p, 0.99),
			"max", ck_ppl_quantile(p, 1), "same_top", agreement(p)));
	if (!j)
		ck_die("out of memory");
	json_dumpf(j, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
	putchar('\n');
	json_decref(j);
}

static bool measure(struct ck_ppl *p, const struct text *t)
{
	for (int64_t i = 0; i < t->windows; i++) {
		if (!ck_ppl_window(p, t->token + i * p->window))
			return false;
		fprintf(stderr, "window %" PRId64 " of %" PRId64 ": %.4f\n", i + 1, t->windows, perplexity(&p->nll));
	}
	(opt_json ? print_json : print_text)(p);
	return (fflush(stdout) == 0 && !ferror(stdout)) || ck_error("standard output", "cannot write: %s", strerror(errno));
}

static bool run(struct ck_session *s, const struct ck_logprobs *base, int64_t window, int64_t most, struct ck_arena *a)
{
	struct ck_tok *tok;
	struct text t;
	struct ck_outfile o = { 0 };
	if ((base && !check_base(s, base)) || !(tok = ck_tok_of_bump(&s->bump, a)))
		return false;
	if (window > s->context)
		return ck_error(s->doc.path, "a window of %" PRId64 " tokens, the context has %" PRId64, window, s->context);
	if (base)
		t = (struct text){ base->token, base->windows };
	else if (!read_text(tok, window, &t, a))
		return false;
	if (most && most < t.windows)
		t.windows = most;
	if (t.windows > INT32_MAX)
		return ck_error(opt_file, "%" PRId64 " windows", t.windows);
	const struct ck_tok_info info = ck_tok_info(tok);
	struct ck_ppl p = { .session = s, .window = window, .begin = info.opening, .base = base };
	ck_ppl_open(&p, a);
	if (opt_save) {
		if (!ck_out_open(&o, opt_save))
			return false;
		p.save = o.f;
		ck_logprobs_put_head(o.f, (int32_t)window, (int32_t)s->vocab, (int32_t)t.windows, t.token);
	}
	bool ok = measure(&p, &t);
	return opt_save ? ck_out_end(&o, ok) : ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	struct ck_session_options so = { 0 };
	struct ck_session s;
	struct ck_logprobs base = { .fd = -1 };
	if (!opt_file == !opt_kl)
		ck_usage("one of --file and --kl is needed");
	if (opt_kl && opt_ctx)
		ck_usage("--kl has windows of its own: no --ctx-size");
	const int64_t window = opt_ctx ? ck_cli_int("ctx-size", opt_ctx, 4, INT32_MAX) : 512;
	const int64_t most = opt_chunks ? ck_cli_int("chunks", opt_chunks, 1, INT32_MAX) : 0;
	if (opt_threads)
		so.threads = (int)ck_cli_int("threads", opt_threads, 1, 1024);
	bool ok = (!opt_kl || ck_logprobs_open(&base, opt_kl, &a)) && ck_session_open(&s, args.v[0], &so);
	if (ok) {
		ok = run(&s, opt_kl ? &base : NULL, opt_kl ? base.window : window, most, &a);
		ck_session_close(&s);
	}
	ck_logprobs_close(&base);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
