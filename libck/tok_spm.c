/* SentencePiece BPE as llama.cpp does it: spaces become U+2581, text is cut into characters, and the pair
 * of neighbours whose piece has the highest score is merged (of equal ones the leftmost) until none is a
 * piece. Characters left over that are no piece become byte tokens. */
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok_kind.h"
#include "tok_merge.h"

static const char space[] = "\xe2\x96\x81"; /* U+2581 */
enum { SPACE = sizeof space - 1 };

struct spm {
	int32_t byte[256];  /* byte tokens; -1: none */
	bool prefix;        /* a space is put before text */
	bool words;         /* no piece has a space after another character: words can be merged one by one */
};

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that a piece <0xXX> stands for; -1: it does not have that form. */
static int byte_of(const struct ck_piece *p)
{
	if (p->n != 6 || memcmp(p->s, "<0x", 3) || p->s[5] != '>' || hex_digit(p->s[3]) < 0 || hex_digit(p->s[4]) < 0)
		return -1;
	return hex_digit(p->s[3]) * 16 + hex_digit(p->s[4]);
}

static bool is_space(const char *s, size_t n)
{
	return n >= SPACE && !memcmp(s, space, SPACE);
}

/* A space at s + i that starts a word: it follows something else. */
static bool starts_word(const char *s, size_t n, size_t i)
{
	return is_space(s + i, n - i) && i > 0 && !(i >= SPACE && is_space(s + i - SPACE, SPACE));
}

static bool spm_open(struct ck_tok *t, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_vocab *v = &t->vocab;
	struct spm *spm = t->own = ck_alloc(a, sizeof *spm);
	spm->words = spm->prefix = true;
	ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_space_prefix"), &spm->prefix);
	for (int32_t id = 0; id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		if (p->type == CK_PIECE_BYTE && byte_of(p) < 0)
			return ck_error(g->path, "byte token %d is '%.*s', not <0xXX>", (int)id, (int)(p->n < 64 ? p->n : 64), p->s);
		for (uint32_t i = 1; spm->words && i < p->n; i++)
			if (p->s[i] == space[0])
				spm->words = !starts_word(p->s, p->n, i);
	}
	for (int b = 0; b < 256; b++) {
		char name[7] = { '<', '0', 'x', "0123456789ABCDEF"[b >> 4], "0123456789ABCDEF"[b & 15], '>' }, c = (char)b;
		spm->byte[b] = ck_vocab_find(v, name, 6);
		if (spm->byte[b] < 0)
			spm->byte[b] = ck_vocab_find(v, &c, 1);
	}
	return true;
}

static bool spm_pair(const struct ck_merge *m, const struct ck_symbol *l, const struct ck_symbol *r, int32_t *id, float *score)
{
	const struct ck_vocab *v = m->with;
	*id = ck_vocab_find(v, m->text + l->at, l->n + r->n);
	if (*id >= 0)
		*score = v->v[*id].score;
	return *id >= 0;
}

/* Bytes that a character takes, by its first byte alone: what follows is not looked at. */
static uint32_t character(const char *s, size_t n)
{
	static const unsigned char length[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };
	uint32_t k = length[(unsigned char)*s >> 4];
	return k < n ? k : (uint32_t)n;
}

static void merge(struct ck_merge *m, const char *text, size_t n)
{
	ck_merge_start(m, n);
	m->text = text;
	for (uint32_t i = 0, k; i < n; i += k) {
		k = character(text + i, n - i);
		ck_merge_add(m, -1, i, k);
	}
	ck_merge_run(m);
}

static bool emit(const struct ck_tok *t, const char *s, uint32_t n, struct ck_arena *a, struct ck_ids *out)
{
	const struct spm *spm = t->own;
	int32_t id = ck_vocab_find(&t->vocab, s, n);
	bool bytes = id < 0;
	for (uint32_t i = 0; bytes && i < n; i++)
		bytes = spm->byte[(unsigned char)s[i]] >= 0;
	if (!bytes) {
		id = id < 0 ? t->vocab.unknown : id;
		if (id < 0)
			return ck_error(t->path, "the vocabulary has no piece, no byte tokens and no unknown token for byte 0x%02x",
				(unsigned char)*s);
		CK_PUSH(a, out, id);
		return true;
	}
	for (uint32_t i = 0; i < n; i++)
		CK_PUSH(a, out, spm->byte[(unsigned char)s[i]]);
	return true;
}

static bool spm_encode(const struct ck_tok *t, const char *text, size_t n, bool first, struct ck_arena *a, struct ck_ids *out)
{
	const struct spm *spm = t->own;
	struct ck_merge m = { .pair = spm_pair, .with = &t->vocab };
	char *s = malloc(SPACE * (n + 1)); /* below 2^31: ck_tok_encode bounds n */
	if (!s)
		ck_die("out of memory: %zu bytes of text", n);
	size_t size = 0;
	if (spm->prefix && first) {
		memcpy(s, space, SPACE);
		size = SPACE;
	}
	for (size_t i = 0; i < n; i++)
		if (text[i] == ' ') {
			memcpy(s + size, space, SPACE);
			size += SPACE;
		} else {
			s[size++] = text[i];
		}
	bool ok = true;
	for (size_t i = 0, end; ok && i < size; i = end) {
		end = spm->words ? i + character(s + i, size - i) : size;
		while (end < size && !starts_word(s + i, size - i, end - i))
			end += character(s + end, size - end);
		merge(&m, s + i, end - i);
		for (int32_t k = 0; ok && k >= 0; k = m.symbol[k].next)
			ok = emit(t, m.text + m.symbol[k].at, m.symbol[k].n, a, out);
	}
	ck_merge_free(&m);
	free(s);
	return ok;
}

static size_t spm_decode(const struct ck_tok *t, const struct ck_piece *p, char *buf)
{
	(void)t;
	if (p->type == CK_PIECE_BYTE) {
		*buf = (char)byte_of(p);
		return 1;
	}
	size_t n = 0;
	for (uint32_t i = 0; i < p->n;) {
		bool blank = is_space(p->s + i, p->n - i);
		buf[n++] = blank ? ' ' : p->s[i];
		i += blank ? SPACE : 1;
	}
	return n;
}

static const char *spm_prefix(const struct ck_tok *t)
{
	return ((const struct spm *)t->own)->prefix ? " " : "";
}

static bool spm_apart(const struct ck_tok *t, char last, char next)
{
	return ((const struct spm *)t->own)->words && last != ' ' && next == ' ';
}

const struct ck_tok_kind ck_tok_spm = {
	.model = "llama",
	.defaults = { .bos = 1, .eos = 2, .unknown = 0, .add_bos = true, .add_eos = false, .scores = true },
	.open = spm_open, .encode = spm_encode, .decode = spm_decode, .prefix = spm_prefix,
	.apart = spm_apart,
};
