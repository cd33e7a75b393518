/* jinja TEMPLATE DATA.json [DATE]: the text that a template makes of data, an object with the variables. With the name of a
 * GGUF as TEMPLATE: of its tokenizer.chat_template. For comparing with other implementations (tests/oracle/jinja.py). */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "fileio.h"
#include "gguf.h"
#include "idfile.h"
#include "jinja.h"

static bool read_template(const char *path, struct ck_gguf_text *t, struct ck_arena *a)
{
	struct ck_bytes b;
	size_t n = strlen(path);
	if (n < 5 || strcmp(path + n - 5, ".gguf")) {
		if (!ck_read_all(path, &b, a))
			return false;
		*t = (struct ck_gguf_text){ b.s, b.n };
		return true;
	}
	struct ck_gguf *g = ck_alloc(a, sizeof *g);
	int fd = ck_open_regular(path);
	bool ok = fd >= 0 && ck_gguf_read(g, path, fd, a)
		&& (ck_gguf_str(ck_gguf_find(g, "tokenizer.chat_template"), t) || ck_error(path, "it has no chat template"));
	if (fd >= 0)
		close(fd);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	struct ck_gguf_text text;
	struct ck_jtext out;
	struct ck_bytes data;
	json_error_t e;
	if (argc < 3 || argc > 4) {
		fprintf(stderr, "usage: jinja TEMPLATE DATA.json [DATE]\n");
		return 2;
	}
	ck_set_program(argv[0]);
	if (!read_template(argv[1], &text, &a) || !ck_read_all(argv[2], &data, &a))
		return 1;
	json_t *j = json_loadb(data.s, data.n, JSON_REJECT_DUPLICATES, &e);
	const struct ck_jinja *t = j ? ck_jinja_parse("template", text.s, text.n, &a) : NULL;
	const struct ck_jinja_data d = { .trusted = j, .date = argv[3] };
	bool ok = (j || ck_error(argv[2], "line %d: %s", e.line, e.text)) && t && ck_jinja_render(t, &d, &a, &out)
		&& fwrite(out.s, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
	json_decref(j);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
