/* BPE by merge rank, as llama.cpp does it: text is cut into words (tok_split.h), words into characters, and the pair
 * of neighbours that stands first in tokenizer.ggml.merges is merged (of equal ones the leftmost) until none is there.
 *
 * gpt2: the characters are bytes, each written as one printable character (byte-level BPE).
 * gemma4: the characters are Unicode's; spaces become U+2581, and those that are no piece become <0xXX> tokens. */
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "hash.h"
#include "tok_kind.h"
#include "tok_merge.h"
#include "tok_pre.h"
#include "tok_split.h"
#include "unicode.h"

enum { SPACE = 0x2581, WIDEST = 3 /* bytes of it, and of U+FFFD */, MAX_MERGES = 1 << 24 /* ranks are exact in float */ };

struct merge { int32_t left, right, id; uint32_t rank; }; /* left -1: free */

struct bpe {
	struct ck_split *split;
	bool whole;
	uint16_t written[256];  /* the character that stands for a byte */
	int16_t byte[512];      /* the byte that a character stands for; -1: none */
	int32_t symbol[256];    /* the piece that a byte is; -1: none */
	struct merge *merge;    /* open addressing */
	uint32_t mask;
};

/* Printable Latin-1 stands for itself; the other bytes, in order, for U+0100 and up. */
static void byte_table(struct bpe *b)
{
	uint16_t next = 256;
	memset(b->byte, -1, sizeof b->byte);
	for (int c = 0; c < 256; c++) {
		bool printable = (c >= '!' && c <= '~') || (c >= 0xa1 && c != 0xad);
		b->written[c] = printable ? (uint16_t)c : next++;
		b->byte[b->written[c]] = (int16_t)c;
	}
}

static struct merge *slot(const struct bpe *b, int32_t left, int32_t right)
{
	const int32_t key[2] = { left, right };
	uint32_t i = (uint32_t)XXH3_64bits(key, sizeof key) & b->mask;
	while (b->merge[i].left >= 0 && (b->merge[i].left != left || b->merge[i].right != right))
		i = (i + 1) & b->mask;
	return &b->merge[i];
}

static bool read_merges(struct bpe *b, const struct ck_vocab *v, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "tokenizer.ggml.merges");
	if (!kv)
		return ck_error(g->path, "no tokenizer.ggml.merges: the file has no complete vocabulary");
	if (!ck_gguf_is_array(kv, CK_GGUF_STR))
		return ck_gguf_error(g, kv->at, "tokenizer.ggml.merges is not an array of str");
	if (kv->count >= MAX_MERGES)
		return ck_gguf_error(g, kv->at, "%llu merges", (unsigned long long)kv->count);
	uint32_t size = 16;
	while (size < 2 * kv->count)
		size *= 2;
	b->mask = size - 1;
	b->merge = ck_allocn(a, size, sizeof *b->merge);
	for (uint32_t i = 0; i < size; i++)
		b->merge[i].left = -1;
	char *joined = ck_alloc(a, (size_t)v->longest + 1);
	struct ck_gguf_text m;
	uint64_t pos = 0;
	for (uint32_t rank = 0; ck_gguf_next_str(kv, &pos, &m); rank++) {
		const char *gap = m.n > 1 ? memchr(m.s + 1, ' ', m.n - 1) : NULL;
		size_t n = gap ? (size_t)(gap - m.s) : 0;
		int32_t left = gap ? ck_vocab_find(v, m.s, n) : -1;
		int32_t right = left >= 0 ? ck_vocab_find(v, gap + 1, m.n - n - 1) : -1;
		int32_t id = -1;
		if (right >= 0 && m.n - 1 <= v->longest) {
			memcpy(joined, m.s, n);
			memcpy(joined + n, gap + 1, m.n - n - 1);
			id = ck_vocab_find(v, joined, m.n - 1);
		}
		if (id < 0)
			return ck_gguf_error(g, kv->at, "merge %u, '%.*s', is not two tokens that make a third", (unsigned)rank,
				(int)(m.n < 64 ? m.n : 64), m.s);
		struct merge *to = slot(b, left, right);
		if (to->left < 0)
			*to = (struct merge){ left, right, id, rank };
	}
	return true;
}

static bool open_as(struct ck_tok *t, const struct ck_gguf *g, const struct ck_pre *pre, struct ck_arena *a)
{
	struct bpe *b = t->own = ck_alloc(a, sizeof *b);
	b->whole = pre->whole;
	bool said;
	if (!ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_bos_token"), &said))
		t->vocab.add_bos = pre->bos || t->kind->defaults.add_bos;
	return (b->split = ck_split_compile(pre->patterns, a)) && read_merges(b, &t->vocab, g, a);
}

static bool bpe_open(struct ck_tok *t, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "tokenizer.ggml.pre");
	struct ck_gguf_text name = { "default", 7 };
	if (kv && !ck_gguf_str(kv, &name))
		return ck_gguf_error(g, kv->at, "tokenizer.ggml.pre is not text");
	const struct ck_pre *pre = ck_pre_find(name.s, name.n);
	if (!pre)
		return ck_gguf_error(g, kv->at, "pre-tokenizer '%.*s' is not known", (int)(name.n < 64 ? name.n : 64), name.s);
	if (!open_as(t, g, pre, a))
		return false;
	struct bpe *b = t->own;
	byte_table(b);
	for (int c = 0; c < 256; c++) {
		char s[4];
		b->symbol[c] = ck_vocab_find(&t->vocab, s, ck_uni_write(b->written[c], s));
	}
	return true;
}

static bool gemma_open(struct ck_tok *t, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_pre *pre = ck_pre_find("gemma4", 6);
	if (!open_as(t, g, pre, a))
		return false;
	struct bpe *b = t->own;
	for (int c = 0; c < 256; c++) {
		const char name[] = { '<', '0', 'x', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15], '>' };
		b->symbol[c] = ck_vocab_find(&t->vocab, name, sizeof name);
	}
	return true;
}

static bool bpe_pair(const struct ck_merge *m, const struct ck_symbol *l, const struct ck_symbol *r, int32_t *id, float *score)
{
	if (l->id < 0 || r->id < 0)
		return false;
	const struct merge *at = slot(m->with, l->id, r->id);
	*id = at->id;
	*score = -(float)at->rank;
	return at->left >= 0;
}

static bool emit(const struct ck_tok *t, int32_t id, struct ck_arena *a, struct ck_ids *out, unsigned byte)
{
	if (id < 0)
		id = t->vocab.unknown;
	if (id < 0)
		return ck_error(t->path, "the vocabulary has no piece and no unknown token for byte 0x%02x", byte);
	CK_PUSH(a, out, id);
	return true;
}

/* Bytes of a word as they stand in pieces; at most twice as many. */
static size_t write_bytes(const struct bpe *b, const char *s, size_t n, char *out)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++)
		k += ck_uni_write(b->written[(unsigned char)s[i]], out + k);
	return k;
}

static void byte_word(const struct ck_tok *t, struct ck_merge *m, const char *s, size_t n, char *scratch,
	struct ck_arena *a, struct ck_ids *out)
{
	const struct bpe *b = t->own;
	if (b->whole) {
		int32_t id = ck_vocab_find(&t->vocab, scratch, write_bytes(b, s, n, scratch));
		if (id >= 0) {
			CK_PUSH(a, out, id);
			return;
		}
	}
	ck_merge_start(m, n);
	for (uint32_t i = 0; i < n; i++)
		ck_merge_add(m, b->symbol[(unsigned char)s[i]], i, 1);
	ck_merge_run(m);
	for (int32_t k = 0; k >= 0; k = m->symbol[k].next)
		if (m->symbol[k].id >= 0)
			CK_PUSH(a, out, m->symbol[k].id);
}

static bool text_word(const struct ck_tok *t, struct ck_merge *m, const char *s, size_t n, struct ck_arena *a,
	struct ck_ids *out)
{
	const struct bpe *b = t->own;
	bool ok = true;
	ck_merge_start(m, n);
	for (size_t i = 0, k; i < n; i += k) {
		ck_uni_read(s + i, n - i, &k);
		ck_merge_add(m, ck_vocab_find(&t->vocab, s + i, k), (uint32_t)i, (uint32_t)k);
	}
	ck_merge_run(m);
	for (int32_t k = 0; ok && k >= 0; k = m->symbol[k].next) {
		const struct ck_symbol *y = &m->symbol[k];
		if (y->id >= 0)
			ok = emit(t, y->id, a, out, 0);
		for (uint32_t i = 0; y->id < 0 && ok && i < y->n; i++)
			ok = emit(t, b->symbol[(unsigned char)s[y->at + i]], a, out, (unsigned char)s[y->at + i]);
	}
	return ok;
}

/* Words are cut from code points and written again: what was no UTF-8 is U+FFFD now. */
static bool encode(const struct ck_tok *t, const char *text, size_t n, bool bytes, struct ck_arena *a, struct ck_ids *out)
{
	const struct bpe *b = t->own;
	uint32_t *code = calloc(n, sizeof *code);
	unsigned char *first = malloc(n);
	char *word = malloc(n * WIDEST), *scratch = bytes ? malloc(2 * WIDEST * n) : NULL;
	if (!code || !first || !word || (bytes && !scratch))
		ck_die("out of memory: %zu bytes of text", n);
	size_t count = 0;
	for (size_t i = 0, k; i < n; i += k) {
		uint32_t c = ck_uni_read(text + i, n - i, &k);
		code[count++] = c == ' ' && !bytes ? SPACE : c;
	}
	ck_split(b->split, code, count, first);
	struct ck_merge m = { .pair = bpe_pair, .with = b };
	bool ok = true;
	for (size_t i = 0, end; ok && i < count; i = end) {
		size_t size = ck_uni_write(code[i], word);
		for (end = i + 1; end < count && !first[end]; end++)
			size += ck_uni_write(code[end], word + size);
		m.text = word;
		if (bytes)
			byte_word(t, &m, word, size, scratch, a, out);
		else
			ok = text_word(t, &m, word, size, a, out);
	}
	ck_merge_free(&m);
	free(code);
	free(first);
	free(word);
	free(scratch);
	return ok;
}

static bool bpe_encode(const struct ck_tok *t, const char *text, size_t n, bool first, struct ck_arena *a, struct ck_ids *out)
{
	(void)first;
	return encode(t, text, n, true, a, out);
}

static bool gemma_encode(const struct ck_tok *t, const char *text, size_t n, bool first, struct ck_arena *a, struct ck_ids *out)
{
	(void)first;
	return encode(t, text, n, false, a, out);
}

/* Characters that stand for no byte are themselves. */
static size_t bpe_decode(const struct ck_tok *t, const struct ck_piece *p, char *buf)
{
	const struct bpe *b = t->own;
	size_t n = 0;
	for (size_t i = 0, k; i < p->n; i += k) {
		uint32_t c = ck_uni_read(p->s + i, p->n - i, &k);
		if (c < sizeof b->byte / sizeof *b->byte && b->byte[c] >= 0) {
			buf[n++] = (char)b->byte[c];
		} else {
			memcpy(buf + n, p->s + i, k);
			n += k;
		}
	}
	return n;
}

static size_t gemma_decode(const struct ck_tok *t, const struct ck_piece *p, char *buf)
{
	return ck_tok_spm.decode(t, p, buf);
}

static const char *no_prefix(const struct ck_tok *t)
{
	(void)t;
	return "";
}

/* One line end between an alphanumeric and a letter is a word of its own, or ends one, in all rules of tok_pre.def. */
static bool line_apart(const struct ck_tok *t, char last, char next)
{
	(void)t;
	return last == '\n' && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

const struct ck_tok_kind ck_tok_bpe = {
	.model = "gpt2",
	.defaults = { .bos = 11, .eos = 11, .unknown = -1 },
	.open = bpe_open, .encode = bpe_encode, .decode = bpe_decode, .prefix = no_prefix,
	.apart = line_apart,
};

const struct ck_tok_kind ck_tok_gemma = {
	.model = "gemma4",
	.defaults = { .bos = 2, .eos = 1, .unknown = 3, .add_bos = true },
	.open = gemma_open, .encode = gemma_encode, .decode = gemma_decode, .prefix = no_prefix,
	.apart = line_apart,
};
