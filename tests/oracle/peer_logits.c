/* peer_logits MODEL.gguf TOKENS OUT: what llama.cpp computes for token ids: the logits of every token, as ck-run --logits
 * writes them (F32 [tokens][vocabulary]). One after another, prompts of --prompt tokens, each from position 0. */
#include <string.h>

#include <llama.h>

#include "cli.h"
#include "diag.h"
#include "idfile.h"
#include "outfile.h"

static const char *opt_ctx, *opt_prompt, *opt_ubatch, *opt_kv, *opt_flash, *opt_threads, *opt_plain, *opt_verbose;

static const struct ck_opt opts[] = {
	{ 0, "ctx", "N", "positions of context (as many as a prompt has)", &opt_ctx, false, NULL },
	{ 0, "prompt", "N", "tokens of each prompt (all of them)", &opt_prompt, false, NULL },
	{ 0, "ubatch", "N", "tokens that are computed together (512)", &opt_ubatch, false, NULL },
	{ 0, "kv", "TYPE", "of the KV cache: f32 or f16 (f32)", &opt_kv, false, NULL },
	{ 0, "flash", NULL, "with its flash attention", &opt_flash, false, NULL },
	{ 0, "plain", NULL, "weights as they are in the file, not repacked for the CPU", &opt_plain, false, NULL },
	{ 't', "threads", "N", "threads (1)", &opt_threads, false, NULL },
	{ 'v', "verbose", NULL, "show what llama.cpp logs", &opt_verbose, false, NULL },
	{ 0 }
};

static const struct ck_cli cli = {
	.summary = "logits by llama.cpp",
	.usage = "MODEL.gguf TOKENS OUT | version",
	.opts = opts, .min_args = 1, .max_args = 3,
};

static void log_errors(enum ggml_log_level level, const char *text, void *user)
{
	(void)user;
	if (level == GGML_LOG_LEVEL_ERROR || opt_verbose)
		fputs(text, stderr);
}

static int64_t number(const char *option, const char *text, int64_t otherwise)
{
	return text ? ck_cli_int(option, text, 1, INT32_MAX) : otherwise;
}

static struct llama_context *open_context(struct llama_model *model, int64_t tokens)
{
	struct llama_context_params p = llama_context_default_params();
	if (opt_kv && strcmp(opt_kv, "f32") && strcmp(opt_kv, "f16"))
		ck_usage("--kv is f32 or f16, not '%s'", opt_kv);
	p.type_k = p.type_v = opt_kv && !strcmp(opt_kv, "f16") ? GGML_TYPE_F16 : GGML_TYPE_F32;
	p.flash_attn_type = opt_flash ? LLAMA_FLASH_ATTN_TYPE_ENABLED : LLAMA_FLASH_ATTN_TYPE_DISABLED;
	p.n_ctx = (uint32_t)number("ctx", opt_ctx, tokens);
	p.n_batch = (uint32_t)tokens;
	p.n_ubatch = (uint32_t)number("ubatch", opt_ubatch, 512);
	p.n_threads = p.n_threads_batch = (int32_t)number("threads", opt_threads, 1);
	p.n_seq_max = 1;
	return llama_init_from_model(model, p);
}

static bool write_prompt(struct llama_context *c, int32_t vocab, const int32_t *id, int32_t n, FILE *out)
{
	struct llama_batch b = llama_batch_init(n, 0, 1);
	for (int32_t i = 0; i < n; i++) {
		b.token[i] = id[i];
		b.pos[i] = i;
		b.n_seq_id[i] = 1;
		b.seq_id[i][0] = 0;
		b.logits[i] = true;
	}
	b.n_tokens = n;
	llama_memory_clear(llama_get_memory(c), true);
	int status = llama_decode(c, b);
	for (int32_t i = 0; !status && i < n; i++)
		fwrite(llama_get_logits_ith(c, i), sizeof(float), (size_t)vocab, out);
	llama_batch_free(b);
	return !status || ck_error("llama_decode", "status %d", status);
}

static bool run(const char *path, const char *tokens, const char *to, struct ck_arena *a)
{
	struct llama_model_params mp = llama_model_default_params();
	mp.use_extra_bufts = !opt_plain;
	struct llama_model *model = llama_model_load_from_file(path, mp);
	if (!model)
		return ck_error(path, "llama.cpp cannot load it");
	const int32_t vocab = llama_vocab_n_tokens(llama_model_get_vocab(model));
	struct ck_bytes text;
	struct ck_ids ids = { 0 };
	struct ck_outfile o;
	bool ok = ck_read_all(tokens, &text, a) && ck_ids_parse(tokens, &text, vocab, &ids, a)
		&& (ids.n || ck_error(tokens, "no tokens")) && ck_out_open(&o, to);
	if (ok) {
		const size_t each = (size_t)number("prompt", opt_prompt, (int64_t)ids.n);
		struct llama_context *c = open_context(model, (int64_t)each);
		ok = c || ck_error(path, "llama.cpp makes no context");
		for (size_t at = 0; ok && at < ids.n; at += each)
			ok = write_prompt(c, vocab, ids.v + at, (int32_t)(ids.n - at < each ? ids.n - at : each), o.f);
		ok = ck_out_end(&o, ok);
		if (c)
			llama_free(c);
	}
	llama_model_free(model);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	llama_log_set(log_errors, NULL);
	llama_backend_init();
	bool ok = true;
	if (args.n == 1 && !strcmp(args.v[0], "version"))
		printf("ggml %s, commit %s\n%s\n", ggml_version(), ggml_commit(), llama_print_system_info());
	else if (args.n == 3)
		ok = run(args.v[0], args.v[1], args.v[2], &a);
	else
		ck_usage("MODEL.gguf TOKENS OUT, or version");
	llama_backend_free();
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
