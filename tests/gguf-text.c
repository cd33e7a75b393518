/* gguf-text FILE: a GGUF model from its description, on standard output. Same description, same bytes.
 *
 *   str KEY TEXT     u32 KEY NUMBER     f32 KEY NUMBER     bool KEY true|false
 *   layers N
 *   tensor NAME LOW HIGH DIM...
 *
 * A tensor is F32, uniform in [LOW, HIGH); dimensions fastest first; {i} in its name makes one for each layer.
 * # begins a comment. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "arena.h"
#include "diag.h"
#include "gguf_build.h"
#include "rng.h"

enum { WORDS = 8, DIMS = 4, ALIGN = 32 };

struct tensor { const char *name; float low, high; uint64_t ne[DIMS], elements; uint32_t ndims; };

struct model {
	struct ck_arena a;
	const char *path;
	int line;
	uint64_t nkv;
	int64_t layers;
	struct bytes kv;
	struct { struct tensor *v; size_t n; } tensor;
};

static _Noreturn void wrong(const struct model *m, const char *what)
{
	ck_error(ck_printf((struct ck_arena *)&m->a, "%s:%d", m->path, m->line), "%s", what);
	exit(1);
}

static int64_t whole(const struct model *m, const char *s, int64_t hi)
{
	char *end;
	errno = 0;
	long long v = strtoll(s, &end, 10);
	if (errno || end == s || *end || v < 0 || v > hi)
		wrong(m, "a whole number expected");
	return v;
}

static float real(const struct model *m, const char *s)
{
	char *end;
	float v = strtof(s, &end);
	if (end == s || *end)
		wrong(m, "a number expected");
	return v;
}

static void add_tensor(struct model *m, char **word, int n)
{
	struct tensor t = { .low = real(m, word[2]), .high = real(m, word[3]), .ndims = (uint32_t)n - 4, .elements = 1 };
	for (uint32_t d = 0; d < t.ndims; d++)
		t.elements *= t.ne[d] = (uint64_t)whole(m, word[4 + d], 1 << 20);
	const char *brace = strstr(word[1], "{i}");
	for (int64_t i = 0; i < (brace ? m->layers : 1); i++) {
		t.name = brace ? ck_printf(&m->a, "%.*s%" PRId64 "%s", (int)(brace - word[1]), word[1], i, brace + 3)
			: ck_strdup(&m->a, word[1]);
		CK_PUSH(&m->a, &m->tensor, t);
	}
}

static void read_line(struct model *m, char *line)
{
	char *word[WORDS] = { 0 }, *rest = NULL;
	int n = 0;
	line[strcspn(line, "#\n")] = 0;
	for (char *w = strtok_r(line, " \t", &rest); w; w = strtok_r(NULL, " \t", &rest)) {
		if (n == WORDS)
			wrong(m, "too many words");
		word[n++] = w;
	}
	if (!n)
		return;
	if (!strcmp(word[0], "tensor") && n > 4) {
		add_tensor(m, word, n);
		return;
	}
	if (!strcmp(word[0], "layers") && n == 2) {
		m->layers = whole(m, word[1], 100);
		return;
	}
	if (n != 3)
		wrong(m, "not a line of a description");
	m->nkv++;
	if (!strcmp(word[0], "str")) {
		put_kv_str(&m->kv, word[1], word[2]);
	} else if (!strcmp(word[0], "u32")) {
		put_kv_u32(&m->kv, word[1], (uint32_t)whole(m, word[2], UINT32_MAX));
	} else if (!strcmp(word[0], "f32")) {
		float v = real(m, word[2]);
		put_kv(&m->kv, word[1], CK_GGUF_F32, &v, sizeof v);
	} else if (!strcmp(word[0], "bool") && (!strcmp(word[2], "true") || !strcmp(word[2], "false"))) {
		put_kv(&m->kv, word[1], CK_GGUF_BOOL, &(uint8_t){ *word[2] == 't' }, 1);
	} else {
		wrong(m, "not a line of a description");
	}
}

static bool write_model(const struct model *m, FILE *f)
{
	struct bytes b = { 0 };
	uint64_t offset = 0;
	put_header(&b, 3, m->tensor.n, m->nkv);
	put(&b, m->kv.v, m->kv.n);
	for (size_t i = 0; i < m->tensor.n; i++) {
		const struct tensor *t = &m->tensor.v[i];
		put_tensor(&b, t->name, t->ndims, t->ne, 0, offset);
		offset += (t->elements * sizeof(float) + ALIGN - 1) / ALIGN * ALIGN;
	}
	put_fill(&b, 0, -b.n % ALIGN);
	for (size_t i = 0; i < m->tensor.n; i++) {
		const struct tensor *t = &m->tensor.v[i];
		struct ck_rng r;
		ck_rng_seed(&r, 1, i);
		for (uint64_t e = 0; e < t->elements; e++) {
			float x = t->low + (t->high - t->low) * (float)ck_rng_unit(&r);
			put(&b, &x, sizeof x);
		}
		put_fill(&b, 0, -b.n % ALIGN);
	}
	bool ok = fwrite(b.v, 1, b.n, f) == b.n;
	free(b.v);
	return fflush(f) == 0 && ok;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: gguf-text FILE\n");
		return 2;
	}
	struct model m = { .path = argv[1], .layers = 1 };
	FILE *f = fopen(m.path, "r");
	if (!f) {
		ck_error(m.path, "%s", strerror(errno));
		return 1;
	}
	char line[256];
	while (fgets(line, sizeof line, f)) {
		m.line++;
		read_line(&m, line);
	}
	bool ok = !ferror(f) && write_model(&m, stdout);
	fclose(f);
	free(m.kv.v);
	ck_arena_free(&m.a);
	return ok ? 0 : 1;
}
