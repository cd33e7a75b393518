/* ck-run: run a built model. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "clock.h"
#include "converse.h"
#include "diag.h"
#include "generate.h"
#include "idfile.h"
#include "outfile.h"
#include "sample_chain.h"
#include "tok_file.h"
#include "utf8.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "logits are written as they stand in memory");

static const char *opt_prompt, *opt_file, *opt_tokens, *opt_n, *opt_temp, *opt_top_k, *opt_top_p, *opt_min_p, *opt_penalty,
	*opt_seed, *opt_threads, *opt_chunk, *opt_logits, *opt_json, *opt_check, *opt_huge, *opt_pin, *opt_chat, *opt_messages,
	*opt_system, *opt_jinja, *opt_template, *opt_think, *opt_thinking, *opt_date;
static const char **opt_stops;
static const char *opt_last_n, *opt_presence, *opt_frequency, *opt_typical, *opt_sigma, *opt_xtc_p, *opt_xtc_t, *opt_dry_x,
	*opt_dry_b, *opt_dry_n, *opt_dry_w, *opt_miro, *opt_tau, *opt_eta, *opt_dyn_r, *opt_dyn_e, *opt_order, *opt_ignore;
static const char **opt_bias, **opt_breakers;

static const struct ck_opt opts[] = {
	{ 'p', "prompt", "TEXT", "prompt; special tokens in it are parsed", &opt_prompt, false, NULL },
	{ 'f', "file", "FILE", "prompt from a file, byte for byte; - is standard input", &opt_file, false, NULL },
	{ 0, "tokens", "FILE", "prompt as token ids: numbers between spaces or commas", &opt_tokens, false, NULL },
	{ 0, "chat", NULL, "converse (-cnv): lines of standard input and replies; --prompt is the first line", &opt_chat, false, NULL },
	{ 0, "messages", "FILE", "reply to a conversation: a JSON array of messages with role and content", &opt_messages, false, NULL },
	{ 0, "system-prompt", "TEXT", "first message of a conversation (-sys)", &opt_system, false, NULL },
	{ 0, "chat-template-file", "FILE", "chat template, in Jinja2, instead of the model's", &opt_template, false, NULL },
	{ 0, "jinja", NULL, "chat templates are Jinja2: they always are", &opt_jinja, false, NULL },
	{ 'r', "reverse-prompt", "TEXT", "text that ends a reply; may be repeated", NULL, false, &opt_stops },
	{ 0, "think", "HOW", "what the model writes between its marks of thoughts: show or hide (show)", &opt_think, false, NULL },
	{ 0, "enable-thinking", "BOOL", "enable_thinking, for the template: true or false (not given)", &opt_thinking, false, NULL },
	{ 0, "date", "DATE", "today, for the template: YYYY-MM-DD, perhaps HH:MM:SS (not given)", &opt_date, false, NULL },
	{ 'n', "predict", "N", "tokens to generate (until the end token or the context's end; with --tokens: 0)", &opt_n, false, NULL },
	{ 0, "temp", "X", "temperature; 0 is greedy (0.8)", &opt_temp, false, NULL },
	{ 0, "top-k", "K", "keep the K likeliest tokens; 0 is off (40)", &opt_top_k, false, NULL },
	{ 0, "top-p", "P", "keep the likeliest tokens that sum to P; 1 is off (0.95)", &opt_top_p, false, NULL },
	{ 0, "min-p", "P", "keep tokens at least P times as likely as the first; 0 is off (0.05)", &opt_min_p, false, NULL },
	{ 0, "repeat-penalty", "R", "penalize the last 64 tokens; 1 is off (1)", &opt_penalty, false, NULL },
	{ 0, "repeat-last-n", "N", "tokens that the penalties look back on; 0: none (64)", &opt_last_n, false, NULL },
	{ 0, "presence-penalty", "X", "taken off the logits of tokens among them; 0 is off (0)", &opt_presence, false, NULL },
	{ 0, "frequency-penalty", "X", "and this for each time they are; 0 is off (0)", &opt_frequency, false, NULL },
	{ 0, "typical", "P", "keep tokens of typical surprise that sum to P; 1 is off (1)", &opt_typical, false, NULL },
	{ 0, "top-nsigma", "N", "keep logits within N standard deviations of the first; 0 is off (0)", &opt_sigma, false, NULL },
	{ 0, "xtc-probability", "P", "how often the likeliest choices are excluded; 0 is off (0)", &opt_xtc_p, false, NULL },
	{ 0, "xtc-threshold", "P", "how likely those are; above 0.5 is off (0.1)", &opt_xtc_t, false, NULL },
	{ 0, "dry-multiplier", "X", "penalty of tokens that go on a repetition; 0 is off (0)", &opt_dry_x, false, NULL },
	{ 0, "dry-base", "X", "growth of that penalty with its length (1.75)", &opt_dry_b, false, NULL },
	{ 0, "dry-allowed-length", "N", "length from which it is one (2)", &opt_dry_n, false, NULL },
	{ 0, "dry-penalty-last-n", "N", "tokens to look for repetitions in; 0: none (64)", &opt_dry_w, false, NULL },
	{ 0, "mirostat", "N", "sample by mirostat 1 or 2 instead; 0 is off (0)", &opt_miro, false, NULL },
	{ 0, "mirostat-ent", "X", "surprise that it aims at, in bits (5)", &opt_tau, false, NULL },
	{ 0, "mirostat-lr", "X", "how fast it learns (0.1)", &opt_eta, false, NULL },
	{ 0, "dynatemp-range", "X", "temperature from --temp less X to --temp and X, by entropy; 0 is off (0)", &opt_dyn_r, false, NULL },
	{ 0, "dynatemp-exp", "X", "power of the entropy (1)", &opt_dyn_e, false, NULL },
	{ 0, "samplers", "LIST", "order of penalties;dry;top_n_sigma;top_k;typ_p;top_p;min_p;xtc;temperature, and which", &opt_order, false, NULL },
	{ 0, "dry-sequence-breaker", "C", "character at which repetitions end, or none; may be repeated (\\n, :, \", *)", NULL, false, &opt_breakers },
	{ 0, "logit-bias", "ID+X", "add X, or take it off (ID-X), at the logit of a token; may be repeated", NULL, false, &opt_bias },
	{ 0, "ignore-eos", NULL, "never choose a token that ends the text", &opt_ignore, false, NULL },
	{ 0, "seed", "S", "the same seed gives the same text on every machine (0)", &opt_seed, false, NULL },
	{ 't', "threads", "N", "threads (one per CPU)", &opt_threads, false, NULL },
	{ 0, "pin", NULL, "bind each thread to a CPU of its own", &opt_pin, false, NULL },
	{ 0, "chunk", "N", "prompt tokens per step (what the model was built for); 1 uses the decode program", &opt_chunk, false, NULL },
	{ 0, "logits", "FILE", "write the logits of every token fed: F32 little endian [tokens][vocabulary]", &opt_logits, false, NULL },
	{ 0, "json", NULL, "print one JSON object instead of the text", &opt_json, false, NULL },
	{ 0, "huge", NULL, "copy the weights into 2 MiB pages first; without it they are mapped", &opt_huge, false, NULL },
	{ 0, "check", NULL, "compare every checksum of the weights first", &opt_check, false, NULL },
	{ 0 }
};

static const struct ck_cli cli = {
	.summary = "run a built model",
	.usage = "DIR|layout.json",
	.opts = opts, .min_args = 1, .max_args = 1,
};

struct options {
	struct ck_session_options session;
	struct ck_sample_options sample;
	int64_t n, chunk;
};

static void read_sampling(struct ck_sample_options *o)
{
	const struct { const char *name, *text; double lo, hi, *to; } real[] = {
		{ "presence-penalty", opt_presence, -1e6, 1e6, &o->presence }, { "frequency-penalty", opt_frequency, -1e6, 1e6, &o->frequency },
		{ "typical", opt_typical, 0, 1, &o->typical_p }, { "top-nsigma", opt_sigma, -1, 1e6, &o->top_n_sigma },
		{ "xtc-probability", opt_xtc_p, 0, 1, &o->xtc_probability }, { "xtc-threshold", opt_xtc_t, 0, 1, &o->xtc_threshold },
		{ "dry-multiplier", opt_dry_x, 0, 1e6, &o->dry_multiplier }, { "dry-base", opt_dry_b, 0, 1e6, &o->dry_base },
		{ "mirostat-ent", opt_tau, 0, 1e3, &o->tau }, { "mirostat-lr", opt_eta, 0, 1e3, &o->eta },
		{ "dynatemp-range", opt_dyn_r, 0, 1e6, &o->dyn_range }, { "dynatemp-exp", opt_dyn_e, 0, 1e3, &o->dyn_exponent },
	};
	const struct { const char *name, *text; int64_t lo, hi; int32_t *to; } whole[] = {
		{ "repeat-last-n", opt_last_n, 0, 1 << 24, &o->window }, { "dry-allowed-length", opt_dry_n, 0, 1 << 24, &o->dry_allowed },
		{ "dry-penalty-last-n", opt_dry_w, 0, 1 << 24, &o->dry_window }, { "mirostat", opt_miro, 0, 2, &o->mirostat },
	};
	for (size_t i = 0; i < sizeof real / sizeof *real; i++)
		if (real[i].text)
			*real[i].to = ck_cli_real(real[i].name, real[i].text, real[i].lo, real[i].hi);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (whole[i].text)
			*whole[i].to = (int32_t)ck_cli_int(whole[i].name, whole[i].text, whole[i].lo, whole[i].hi);
	if (opt_order && !ck_chain_order(opt_order, o))
		exit(2);
	for (const char **v = opt_breakers; v && *v; v++)
		if (strcmp(*v, "none") && strlen(*v) != 1)
			ck_usage("--dry-sequence-breaker takes one ASCII character or none, not '%s'", *v);
}

/* What names tokens: false after a diagnostic. */
static bool read_tokens(struct ck_sample_options *o, const struct ck_session *s, const struct ck_tok *tok, struct ck_arena *a)
{
	struct { struct ck_bias *v; size_t n; } bias = { 0 };
	static const char *const usual[] = { "\n", ":", "\"", "*", NULL };
	for (const char **v = opt_bias; v && *v; v++) {
		char *end;
		errno = 0;
		long long id = strtoll(*v, &end, 10);
		const char *sign = end;
		double add = *sign == '+' || *sign == '-' ? strtod(sign, &end) : 0;
		if (end == sign || *end || errno || add != add || id < 0 || id >= s->vocab)
			return ck_error(NULL, "--logit-bias takes ID+X or ID-X with an ID below %" PRId64 ", not '%s'", s->vocab, *v);
		CK_PUSH(a, &bias, (struct ck_bias){ (int32_t)id, add });
	}
	if (!tok && (opt_ignore || o->dry_multiplier > 0) && !(tok = ck_tok_of_bump(&s->bump, a)))
		return false;
	for (int32_t id = 0; opt_ignore && id < ck_tok_count(tok) && id < s->vocab; id++)
		if (ck_tok_is_end(tok, id))
			CK_PUSH(a, &bias, (struct ck_bias){ id, -__builtin_inf() });
	o->bias = bias.v;
	o->nbias = bias.n;
	if (o->dry_multiplier > 0)
		o->breaker = ck_sample_breakers(tok, opt_breakers ? opt_breakers : (const char **)(uintptr_t)usual, (int32_t)s->vocab, a);
	return true;
}

static bool is_text(const char *s)
{
	return ck_utf8_valid(s, strlen(s));
}

static struct options read_options(void)
{
	struct options o = { .sample = CK_SAMPLE_DEFAULTS, .n = opt_tokens ? 0 : -1 };
	const bool chat = opt_chat || opt_messages;
	if (!chat && !!opt_prompt + !!opt_file + !!opt_tokens != 1)
		ck_usage("one of --prompt, --file, --tokens, --chat and --messages is needed");
	if (chat && (opt_file || opt_tokens || opt_logits || (opt_messages && (opt_prompt || opt_system))))
		ck_usage("a conversation starts with --messages or --system-prompt and --prompt, and has no --file, --tokens or --logits");
	if (!chat && (opt_system || opt_template || opt_stops || opt_think || opt_thinking || opt_date))
		ck_usage("--system-prompt, --chat-template-file, --reverse-prompt, --think, --enable-thinking and --date are of conversations");
	if (opt_think && strcmp(opt_think, "show") && strcmp(opt_think, "hide"))
		ck_usage("--think takes show or hide, not '%s'", opt_think);
	if (opt_thinking && strcmp(opt_thinking, "true") && strcmp(opt_thinking, "false"))
		ck_usage("--enable-thinking takes true or false, not '%s'", opt_thinking);
	if (opt_date && !ck_jinja_is_date(opt_date))
		ck_usage("--date takes a date as 2025-01-31 or 2025-01-31 23:59:59, not '%s'", opt_date);
	for (const char **v = opt_stops; v && *v; v++)
		if (!**v || !is_text(*v))
			ck_usage("--reverse-prompt takes UTF-8 text");
	if (chat && ((opt_prompt && !is_text(opt_prompt)) || (opt_system && !is_text(opt_system))))
		ck_usage("--prompt and --system-prompt of a conversation take UTF-8 text");
	if (opt_n)
		o.n = ck_cli_int("predict", opt_n, 0, INT32_MAX);
	if (opt_temp)
		o.sample.temperature = ck_cli_real("temp", opt_temp, 0, 1e6);
	if (opt_top_k)
		o.sample.top_k = (int32_t)ck_cli_int("top-k", opt_top_k, 0, INT32_MAX);
	if (opt_top_p)
		o.sample.top_p = ck_cli_real("top-p", opt_top_p, 0, 1);
	if (opt_min_p)
		o.sample.min_p = ck_cli_real("min-p", opt_min_p, 0, 1);
	if (opt_penalty)
		o.sample.repeat_penalty = ck_cli_real("repeat-penalty", opt_penalty, 1e-6, 1e6);
	if (opt_seed)
		o.sample.seed = (uint64_t)ck_cli_int("seed", opt_seed, 0, INT64_MAX);
	read_sampling(&o.sample);
	if (opt_threads)
		o.session.threads = (int)ck_cli_int("threads", opt_threads, 1, 1024);
	if (opt_chunk)
		o.chunk = ck_cli_int("chunk", opt_chunk, 1, INT32_MAX);
	o.session.check = opt_check;
	o.session.huge = opt_huge;
	o.session.pin = opt_pin;
	return o;
}

/* What is made as the text grows. */
struct output {
	struct ck_tok_stream stream;
	bool text, json;
	struct ck_bytes all;
	size_t room;
	struct ck_outfile logits;
	int64_t vocab;
	struct ck_arena *a;
};

static bool put_text(struct output *o, struct ck_tok_text t)
{
	if (!o->json)
		return (fwrite(t.s, 1, t.n, stdout) == t.n && fflush(stdout) == 0)
			|| ck_error("standard output", "cannot write: %s", strerror(errno));
	if (o->all.n + t.n > o->room) {
		o->room = 2 * (o->all.n + t.n);
		char *more = ck_alloc(o->a, o->room);
		if (o->all.n)
			memcpy(more, o->all.s, o->all.n);
		o->all.s = more;
	}
	if (t.n)
		memcpy(o->all.s + o->all.n, t.s, t.n);
	o->all.n += t.n;
	return true;
}

static bool on_token(void *user, int32_t id)
{
	struct output *o = user;
	return put_text(o, ck_tok_stream_next(&o->stream, id));
}

static bool on_logits(void *user, const float *logits, int64_t rows)
{
	struct output *o = user;
	size_t n = (size_t)rows * (size_t)o->vocab;
	return fwrite(logits, sizeof *logits, n, o->logits.f) == n
		|| ck_error(opt_logits, "cannot write: %s", strerror(errno));
}

static double per_second(int64_t n, uint64_t ns)
{
	return ns ? (double)n * 1e9 / (double)ns : 0;
}

static void print_figures(const struct ck_generate *g, uint64_t load_ns)
{
	fprintf(stderr, "load     %10.2f ms", (double)load_ns / 1e6);
	if (opt_huge)
		fprintf(stderr, ", %.2f of them to copy %.1f MB of weights", (double)g->session->copy_ns / 1e6, (double)g->session->bump.size / 1e6);
	putc('\n', stderr);
	fprintf(stderr, "prefill  %10.2f ms, %" PRId64 " tokens, %.1f tokens/s\n", (double)g->prefill_ns / 1e6, g->prefill_rows,
		per_second(g->prefill_rows, g->prefill_ns));
	fprintf(stderr, "decode   %10.2f ms, %" PRId64 " tokens, %.1f tokens/s\n", (double)g->decode_ns / 1e6, g->decode_steps,
		per_second(g->decode_steps, g->decode_ns));
	fprintf(stderr, "stopped at the %s\n", g->stop == CK_STOP_END ? "end token"
		: g->stop == CK_STOP_CONTEXT ? "end of the context" : g->stop == CK_STOP_TEXT ? "text given" : "number of tokens asked for");
}

static json_t *ids_json(const int32_t *v, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_integer(v[i]));
	return list;
}

static json_t *phase_json(int64_t tokens, uint64_t ns)
{
	return json_pack("{s:I, s:f, s:f}", "tokens", (json_int_t)tokens, "ms", (double)ns / 1e6, "tokens_per_s", per_second(tokens, ns));
}

/* text: NULL, if tokens were not made text. */
static bool print_json(const struct ck_generate *g, const struct ck_bytes *text, size_t nprompt, uint64_t load_ns)
{
	const struct ck_session *s = g->session;
	json_t *counters = json_object();
	for (int i = 0; i < s->model->ncounters; i++)
		json_object_set_new(counters, s->model->counter[i], json_integer((json_int_t)s->count[i]));
	json_t *j = json_pack("{s:o, s:o, s:s, s:i, s:f, s:o, s:o, s:o}",
		"prompt_ids", ids_json(g->ids.v, nprompt), "ids", ids_json(g->ids.v + nprompt, g->ids.n - nprompt),
		"stop", ck_stop_name[g->stop], "threads", ck_team_size(s->team), "load_ms", (double)load_ns / 1e6,
		"prefill", phase_json(g->prefill_rows, g->prefill_ns), "decode", phase_json(g->decode_steps, g->decode_ns),
		"counters", counters);
	if (j && text)
		json_object_set_new(j, "text", json_stringn(text->n ? text->s : "", text->n));
	if (!j)
		ck_die("out of memory");
	bool ok = json_dumpf(j, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9)) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
	json_decref(j);
	return ok || ck_error("standard output", "cannot write: %s", strerror(errno));
}

static bool read_prompt(const struct ck_session *s, const struct ck_tok *tok, struct ck_ids *ids, struct ck_arena *a)
{
	struct ck_bytes b = { 0 };
	if (opt_prompt)
		return ck_tok_encode(tok, opt_prompt, strlen(opt_prompt), CK_TOK_FRAME | CK_TOK_SPECIAL, a, ids);
	if (!ck_read_all(opt_file ? opt_file : opt_tokens, &b, a))
		return false;
	return opt_file ? ck_tok_encode(tok, b.s, b.n, CK_TOK_FRAME | CK_TOK_SPECIAL, a, ids)
		: ck_ids_parse(opt_tokens, &b, s->vocab, ids, a);
}

static bool run(struct ck_session *s, const struct options *opt, uint64_t start, struct ck_arena *a)
{
	struct output o = { .text = !opt_tokens || opt->n, .json = opt_json, .vocab = s->vocab, .a = a };
	struct ck_generate g = { .session = s, .sample = opt->sample, .limit = opt->n, .chunk = opt->chunk, .user = &o };
	struct ck_ids prompt = { 0 };
	if ((o.text && !(g.tok = ck_tok_of_bump(&s->bump, a))) || !read_prompt(s, g.tok, &prompt, a)
		|| !read_tokens(&g.sample, s, g.tok, a))
		return false;
	uint64_t load_ns = ck_now_ns() - start;
	if (o.text) {
		ck_tok_stream_open(&o.stream, g.tok, a);
		g.token = on_token;
	}
	if (opt_logits) {
		if (!ck_out_open(&o.logits, opt_logits))
			return false;
		g.logits = on_logits;
	}
	bool ok = ck_generate(&g, prompt, a) && (!o.text || put_text(&o, ck_tok_stream_end(&o.stream)));
	if (opt_logits)
		ok = ck_out_end(&o.logits, ok);
	if (ok && o.json)
		ok = print_json(&g, o.text ? &o.all : NULL, prompt.n, load_ns);
	else if (ok && o.text && isatty(STDOUT_FILENO))
		putchar('\n');
	if (ok)
		print_figures(&g, load_ns);
	return ok;
}

/* Conversations */

static bool after_reply(struct ck_converse *c, void *user)
{
	const struct ck_generate *g = &c->generate;
	const uint64_t *load_ns = user;
	if (opt_json)
		return print_json(g, &(struct ck_bytes){ c->reply.text, c->reply.n }, c->nprompt, *load_ns);
	if (putchar('\n') == EOF || fflush(stdout) != 0)
		return ck_error("standard output", "cannot write: %s", strerror(errno));
	if (g->stop == CK_STOP_CONTEXT)
		ck_warning(NULL, "the context of %" PRId64 " tokens is full: the reply is cut off", g->session->context);
	return true;
}

static json_t *first_messages(struct ck_arena *a)
{
	struct ck_bytes b;
	if (opt_messages)
		return ck_read_all(opt_messages, &b, a) ? ck_chat_read(opt_messages, b.s, b.n, a) : NULL;
	return json_pack("{s:[]}", "messages");
}

static bool converse(struct ck_converse *c, uint64_t *load_ns)
{
	if (opt_system)
		ck_converse_say(c, "system", opt_system, strlen(opt_system));
	if (opt_prompt)
		ck_converse_say(c, "user", opt_prompt, strlen(opt_prompt));
	if ((opt_messages || opt_prompt) && (!ck_converse_reply(c) || !after_reply(c, load_ns)))
		return false;
	return !opt_chat || ck_converse_lines(c, stdin, isatty(STDIN_FILENO), after_reply, load_ns);
}

static bool run_chat(struct ck_session *s, const struct options *opt, uint64_t start, struct ck_arena *a)
{
	const struct ck_chat_options chat_options = { .template_file = opt_template, .date = opt_date,
		.thinking = opt_thinking ? !strcmp(opt_thinking, "true") : -1 };
	const struct ck_tok *tok = ck_tok_of_bump(&s->bump, a);
	struct ck_chat chat;
	if (!tok || !ck_chat_open(&chat, &s->bump, tok, &chat_options, a))
		return false;
	struct ck_converse c = { .chat = &chat, .stops = opt_stops, .hide = opt_think && !strcmp(opt_think, "hide"), .show = !opt_json,
		.generate = { .session = s, .tok = tok, .sample = opt->sample, .limit = opt->n, .chunk = opt->chunk } };
	json_t *conversation = read_tokens(&c.generate.sample, s, tok, a) ? first_messages(a) : NULL;
	bool ok = conversation;
	if (ok) {
		uint64_t load_ns = ck_now_ns() - start;
		ck_converse_open(&c, conversation);
		ok = converse(&c, &load_ns);
		ck_converse_close(&c);
	}
	ck_chat_close(&chat);
	return ok;
}

/* llama.cpp's names of long options that have one dash. */
static void known_elsewhere(int argc, char **argv)
{
	static char chat[] = "--chat", system_prompt[] = "--system-prompt";
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		argv[i] = !strcmp(argv[i], "-cnv") ? chat : !strcmp(argv[i], "-sys") ? system_prompt : argv[i];
}

int main(int argc, char **argv)
{
	uint64_t start = ck_now_ns();
	struct ck_arena a = { 0 };
	known_elsewhere(argc, argv);
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	struct options opt = read_options();
	struct ck_session s;
	bool ok = ck_session_open(&s, args.v[0], &opt.session);
	if (ok) {
		ok = opt_chat || opt_messages ? run_chat(&s, &opt, start, &a) : run(&s, &opt, start, &a);
		ck_session_close(&s);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
