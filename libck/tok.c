#include "tok.h"

#include <string.h>

#include "diag.h"
#include "tok_kind.h"

static const struct ck_tok_kind *const kinds[] = { &ck_tok_spm, &ck_tok_bpe, &ck_tok_gemma };
enum { KINDS = sizeof kinds / sizeof *kinds, TEXT_LIMIT = 512 << 20 };

struct ck_tok *ck_tok_open(const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "tokenizer.ggml.model");
	struct ck_gguf_text model;
	if (!kv)
		return ck_error(g->path, "no tokenizer.ggml.model: the file has no vocabulary"), NULL;
	if (!ck_gguf_str(kv, &model))
		return ck_gguf_error(g, kv->at, "tokenizer.ggml.model is not text"), NULL;
	struct ck_tok *t = ck_alloc(a, sizeof *t);
	t->path = g->path;
	for (int i = 0; i < KINDS; i++)
		if (strlen(kinds[i]->model) == model.n && !memcmp(kinds[i]->model, model.s, model.n))
			t->kind = kinds[i];
	if (!t->kind) {
		ck_gguf_error(g, kv->at, "tokenizer '%.*s' is not supported yet", (int)(model.n < 64 ? model.n : 64), model.s);
		for (int i = 0; i < KINDS; i++)
			ck_note(NULL, "supported: %s", kinds[i]->model);
		return NULL;
	}
	if (!ck_vocab_read(&t->vocab, g, &t->kind->defaults, a) || !t->kind->open(t, g, a))
		return NULL;
	return t;
}

int32_t ck_tok_count(const struct ck_tok *t)
{
	return t->vocab.n;
}

bool ck_tok_is_end(const struct ck_tok *t, int32_t id)
{
	return id >= 0 && id < t->vocab.n && t->vocab.v[id].end;
}

bool ck_tok_is_special(const struct ck_piece *p, int flags)
{
	return p->n && (p->type == CK_PIECE_USER
		|| ((flags & CK_TOK_SPECIAL) && (p->type == CK_PIECE_CONTROL || p->type == CK_PIECE_UNKNOWN)));
}

/* The longest special piece that is shorter than `below`; 0: none. Marks the first bytes of that length. */
static uint32_t next_length(const struct ck_vocab *v, int flags, uint32_t below, bool first[256])
{
	uint32_t n = 0;
	memset(first, 0, 256 * sizeof *first);
	for (int32_t id = 0; id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		if (p->n < n || p->n >= below || !ck_tok_is_special(p, flags))
			continue;
		if (p->n > n)
			memset(first, 0, 256 * sizeof *first);
		n = p->n;
		first[(unsigned char)p->s[0]] = true;
	}
	return n;
}

enum { RAW = -1, TAKEN = -2 };

/* at[i]: the special token that starts at byte i, TAKEN inside one, RAW elsewhere. */
static void find_specials(const struct ck_vocab *v, int flags, const char *text, size_t size, int32_t *at)
{
	bool first[256];
	for (size_t i = 0; i < size; i++)
		at[i] = RAW;
	for (uint32_t n = UINT32_MAX; (n = next_length(v, flags, n, first));) {
		size_t raw = 0; /* bytes of raw text up to i */
		for (size_t i = 0; i < size; i++) {
			raw = at[i] == RAW ? raw + 1 : 0;
			if (raw < n)
				continue;
			size_t start = i + 1 - n;
			if (!first[(unsigned char)text[start]])
				continue;
			int32_t id = ck_vocab_find(v, text + start, n);
			if (id < 0 || !ck_tok_is_special(&v->v[id], flags))
				continue;
			for (size_t j = start; j <= i; j++)
				at[j] = TAKEN;
			at[start] = id;
			raw = 0;
		}
	}
}

bool ck_tok_text(const struct ck_tok *t, const char *text, size_t size, int flags, bool *first, struct ck_arena *a,
	struct ck_ids *out)
{
	if (size >= TEXT_LIMIT)
		return ck_error(NULL, "a text of %zu bytes is too long to tokenize at once", size);
	struct ck_arena scratch = { 0 };
	int32_t *at = ck_allocn(&scratch, size, sizeof *at);
	find_specials(&t->vocab, flags, text, size, at);
	bool ok = true;
	for (size_t i = 0, end; ok && i < size; i = end) {
		end = i + 1;
		if (at[i] >= 0)
			CK_PUSH(a, out, at[i]);
		if (at[i] != RAW) {
			*first = true;
			continue;
		}
		while (end < size && at[end] == RAW)
			end++;
		ok = t->kind->encode(t, text + i, end - i, *first, a, out);
		*first = false;
	}
	ck_arena_free(&scratch);
	return ok;
}

void ck_tok_begin(const struct ck_tok *t, int flags, struct ck_arena *a, struct ck_ids *out)
{
	if ((flags & CK_TOK_FRAME) && t->vocab.add_bos && t->vocab.bos >= 0)
		CK_PUSH(a, out, t->vocab.bos);
}

void ck_tok_end(const struct ck_tok *t, int flags, struct ck_arena *a, struct ck_ids *out)
{
	if ((flags & CK_TOK_FRAME) && t->vocab.add_eos && t->vocab.eos >= 0)
		CK_PUSH(a, out, t->vocab.eos);
}

bool ck_tok_encode(const struct ck_tok *t, const char *text, size_t size, int flags, struct ck_arena *a, struct ck_ids *out)
{
	bool first = true;
	*out = (struct ck_ids){ 0 };
	ck_tok_begin(t, flags, a, out);
	bool ok = ck_tok_text(t, text, size, flags, &first, a, out);
	ck_tok_end(t, flags, a, out);
	return ok;
}

struct ck_tok_info ck_tok_info(const struct ck_tok *t)
{
	const struct ck_vocab *v = &t->vocab;
	return (struct ck_tok_info){ t->kind->model, v->n, v->bos, v->eos, v->unknown, v->add_bos, v->add_eos, v->longest };
}

size_t ck_tok_longest(const struct ck_tok *t)
{
	return t->vocab.longest;
}

size_t ck_tok_piece(const struct ck_tok *t, int32_t id, bool special, char *buf)
{
	if (id < 0 || id >= t->vocab.n)
		return 0;
	const struct ck_piece *p = &t->vocab.v[id];
	switch (p->type) {
	case CK_PIECE_NORMAL:
	case CK_PIECE_BYTE:
		return t->kind->decode(t, p, buf);
	case CK_PIECE_UNKNOWN:
	case CK_PIECE_CONTROL:
		if (!special)
			return 0;
		break;
	case CK_PIECE_USER:
		break;
	default:
		return 0;
	}
	memcpy(buf, p->s, p->n);
	return p->n;
}
