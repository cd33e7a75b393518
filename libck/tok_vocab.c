#include <string.h>

#include "diag.h"
#include "hash.h"
#include "tok_kind.h"

/* Pieces that end a turn or a text whatever their stored type: GGUF has no list of them. As llama.cpp has it. */
static const char *const end_pieces[] = {
	"<|eot_id|>", "<|im_end|>", "<|end|>", "<|return|>", "<|call|>", "<end_of_turn>", "<|endoftext|>",
	"<|eom_id|>", "<EOT>", "_<EOT>", "<|end_of_text|>", "<end_of_utterance>",
};

static uint64_t hash(const char *s, size_t n)
{
	return XXH3_64bits(s, n);
}

int32_t ck_vocab_find(const struct ck_vocab *v, const char *s, size_t n)
{
	if (n > v->longest)
		return -1;
	uint64_t h = hash(s, n);
	uint32_t tag = (uint32_t)(h >> 32);
	for (uint32_t i = (uint32_t)h & v->mask; v->slot[i].id >= 0; i = (i + 1) & v->mask) {
		const struct ck_piece *p = &v->v[v->slot[i].id];
		if (v->slot[i].tag == tag && p->n == n && !memcmp(p->s, s, n))
			return v->slot[i].id;
	}
	return -1;
}

/* Empty pieces stand for no text and stay out of the index. */
static bool index_pieces(struct ck_vocab *v, const struct ck_gguf *g, uint64_t at, struct ck_arena *a)
{
	uint32_t size = 16;
	while (size < 2 * (uint64_t)v->n)
		size *= 2;
	v->mask = size - 1;
	v->slot = ck_allocn(a, size, sizeof *v->slot);
	for (uint32_t i = 0; i < size; i++)
		v->slot[i].id = -1;
	for (int32_t id = 0; id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		if (!p->n)
			continue;
		int32_t other = ck_vocab_find(v, p->s, p->n);
		if (other >= 0)
			return ck_gguf_error(g, at, "tokens %d and %d are the same piece '%.*s'", (int)other, (int)id,
				(int)(p->n < 64 ? p->n : 64), p->s);
		uint64_t h = hash(p->s, p->n);
		uint32_t i = (uint32_t)h & v->mask;
		while (v->slot[i].id >= 0)
			i = (i + 1) & v->mask;
		v->slot[i] = (struct ck_piece_slot){ (uint32_t)(h >> 32), id };
	}
	return true;
}

static const struct ck_gguf_kv *array(const struct ck_gguf *g, const char *key, enum ck_gguf_type item, uint64_t count)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, key);
	if (!kv)
		ck_error(g->path, "no %s: the file has no complete vocabulary", key);
	else if (!ck_gguf_is_array(kv, item))
		ck_gguf_error(g, kv->at, "%s is not an array of %s", key, ck_gguf_type_name[item]);
	else if (count && kv->count != count)
		ck_gguf_error(g, kv->at, "%s has %llu elements for %llu tokens", key,
			(unsigned long long)kv->count, (unsigned long long)count);
	else
		return kv;
	return NULL;
}

/* An id that is absent, or no token of this vocabulary (files write 2^32 - 1 for none), is the default. */
static int32_t special_id(const struct ck_gguf *g, const char *key, int32_t otherwise, int32_t n)
{
	int64_t id;
	if (ck_gguf_int(ck_gguf_find(g, key), &id) && id >= 0 && id < n)
		return (int32_t)id;
	return otherwise < n ? otherwise : -1;
}

bool ck_vocab_read(struct ck_vocab *v, const struct ck_gguf *g, const struct ck_vocab_defaults *d, struct ck_arena *a)
{
	const struct ck_gguf_kv *tokens = array(g, "tokenizer.ggml.tokens", CK_GGUF_STR, 0);
	if (!tokens)
		return false;
	if (tokens->count < 1 || tokens->count > INT32_MAX / 4)
		return ck_gguf_error(g, tokens->at, "vocabulary of %llu tokens", (unsigned long long)tokens->count);
	const struct ck_gguf_kv *types = array(g, "tokenizer.ggml.token_type", CK_GGUF_I32, tokens->count);
	const struct ck_gguf_kv *scores = !types || !d->scores ? NULL
		: array(g, "tokenizer.ggml.scores", CK_GGUF_F32, tokens->count);
	if (!types || (d->scores && !scores))
		return false;

	v->n = (int32_t)tokens->count;
	v->v = ck_allocn(a, (size_t)v->n, sizeof *v->v);
	struct ck_gguf_text text;
	uint64_t pos = 0;
	for (int32_t id = 0; id < v->n && ck_gguf_next_str(tokens, &pos, &text); id++) {
		struct ck_piece *p = &v->v[id];
		int64_t type;
		double score = 0;
		ck_gguf_int_at(types, (uint64_t)id, &type);
		if (scores && (!ck_gguf_real_at(scores, (uint64_t)id, &score) || score != score))
			return ck_gguf_error(g, scores->at, "score of token %d is not a number", (int)id);
		if (text.n > INT32_MAX)
			return ck_gguf_error(g, tokens->at, "token %d has %zu bytes", (int)id, text.n);
		*p = (struct ck_piece){ .s = text.s, .n = (uint32_t)text.n, .score = (float)score,
			.type = type >= CK_PIECE_NORMAL && type <= CK_PIECE_BYTE ? (uint8_t)type : CK_PIECE_UNUSED };
		v->longest = p->n > v->longest ? p->n : v->longest;
	}
	if (!index_pieces(v, g, tokens->at, a))
		return false;

	v->bos = special_id(g, "tokenizer.ggml.bos_token_id", d->bos, v->n);
	v->eos = special_id(g, "tokenizer.ggml.eos_token_id", d->eos, v->n);
	v->unknown = special_id(g, "tokenizer.ggml.unknown_token_id", d->unknown, v->n);
	v->add_bos = d->add_bos;
	v->add_eos = d->add_eos;
	ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_bos_token"), &v->add_bos);
	ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_eos_token"), &v->add_eos);
	if (v->eos >= 0)
		v->v[v->eos].end = true;
	for (size_t i = 0; i < sizeof end_pieces / sizeof *end_pieces; i++) {
		int32_t id = ck_vocab_find(v, end_pieces[i], strlen(end_pieces[i]));
		if (id >= 0) {
			v->v[id].end = true;
			v->v[id].type = CK_PIECE_CONTROL;
		}
	}
	return true;
}
