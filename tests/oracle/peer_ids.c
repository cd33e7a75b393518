/* peer_ids VOCAB MARK < TEXTS: llama.cpp's ids, a line for each text; each text is followed by the line MARK. Begin and end tokens
 * are added and special tokens parsed. Made tests/golden/tok. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llama.h>

enum { MOST = 1 << 20 };

static void quiet(enum ggml_log_level level, const char *text, void *user)
{
	(void)level, (void)text, (void)user;
}

int main(int argc, char **argv)
{
	static char text[MOST], mark[128];
	static llama_token ids[MOST];
	struct llama_model_params params = llama_model_default_params();
	params.vocab_only = true;
	llama_log_set(quiet, NULL);
	struct llama_model *model = argc == 3 ? llama_model_load_from_file(argv[1], params) : NULL;
	if (!model)
		return fprintf(stderr, "peer_ids VOCAB MARK < TEXTS\n"), 2;
	snprintf(mark, sizeof mark, "\n%s\n", argv[2]);
	char *s = text, *end = text + fread(text, 1, MOST, stdin), *stop;
	for (; (stop = memmem(s, (size_t)(end - s), mark, strlen(mark))); s = stop + strlen(mark)) {
		int32_t n = llama_tokenize(llama_model_get_vocab(model), s, (int32_t)(stop - s), ids, MOST, true, true);
		for (int32_t i = 0; i < n; i++)
			printf("%s%d", i ? " " : "", ids[i]);
		printf("\n");
	}
	llama_model_free(model);
	return 0;
}
