/* peer_greedy MODEL.gguf TOKENS N: the ids that llama.cpp's CPU backend holds likeliest behind the given ones, one after another, with
 * an F32 KV cache; of equal logits the lowest id. One line. */
#include <inttypes.h>
#include <stdio.h>

#include <llama.h>

#include "cli.h"
#include "diag.h"
#include "idfile.h"

static const struct ck_opt opts[] = { { 0 } };

static const struct ck_cli cli = {
	.summary = "likeliest ids by llama.cpp",
	.usage = "MODEL.gguf TOKENS N",
	.opts = opts, .min_args = 3, .max_args = 3,
};

static void log_errors(enum ggml_log_level level, const char *text, void *user)
{
	(void)user;
	if (level == GGML_LOG_LEVEL_ERROR)
		fputs(text, stderr);
}

static int32_t largest(const float *logits, int32_t n)
{
	int32_t at = 0;
	for (int32_t i = 1; i < n; i++)
		if (logits[i] > logits[at])
			at = i;
	return at;
}

static bool go_on(struct llama_context *c, int32_t vocab, struct ck_ids *ids, int64_t n)
{
	struct llama_batch b = llama_batch_get_one(ids->v, (int32_t)ids->n);
	for (int64_t i = 0; i < n; i++) {
		const int status = llama_decode(c, b);
		if (status)
			return ck_error("llama_decode", "status %d", status);
		llama_token next = largest(llama_get_logits_ith(c, -1), vocab);
		printf("%s%" PRId32, i ? "," : "", next);
		*ids->v = next;
		b = llama_batch_get_one(ids->v, 1);
	}
	return putchar('\n') != EOF;
}

static bool run(char **v, struct llama_model *model, int64_t n, struct ck_arena *a)
{
	const int32_t vocab = llama_vocab_n_tokens(llama_model_get_vocab(model));
	struct ck_bytes text;
	struct ck_ids ids = { 0 };
	if (!ck_read_all(v[1], &text, a) || !ck_ids_parse(v[1], &text, vocab, &ids, a))
		return false;
	if (!ids.n)
		return ck_error(v[1], "no tokens");
	struct llama_context_params p = llama_context_default_params();
	p.type_k = p.type_v = GGML_TYPE_F32;
	p.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
	p.n_ctx = (uint32_t)ids.n + (uint32_t)n;
	p.n_threads = p.n_threads_batch = 1;
	struct llama_context *c = llama_init_from_model(model, p);
	const bool ok = c ? go_on(c, vocab, &ids, n) : ck_error(v[0], "llama.cpp makes no context");
	if (c)
		llama_free(c);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	const int64_t n = ck_cli_int("N", args.v[2], 1, 4096);
	llama_log_set(log_errors, NULL);
	llama_backend_init();
	struct llama_model *model = llama_model_load_from_file(args.v[0], llama_model_default_params());
	const bool ok = model ? run((char **)args.v, model, n, &a) : ck_error(args.v[0], "llama.cpp cannot load it");
	if (model)
		llama_model_free(model);
	llama_backend_free();
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
