#include "tok_vocab.h"

#include <ctype.h>
#include <string.h>

#include "diag.h"
#include "tok_kind.h"

enum { SHOWN_TEXT = 64, MAX_TOKENS = INT32_MAX / 8 };

/* What a model takes where the file does not say. */
static const struct model {
	const char *name;
	enum ck_tok_form form;
	int32_t bos, eos, unknown, separator;
	bool add_bos;
	const char *pre; /* NULL: as the file says */
} models[] = {
	{ "llama", CK_TOK_SPM, 1, 2, 0, -1, true, NULL },
	{ "gpt2", CK_TOK_BYTES, 11, 11, -1, -1, false, NULL },
	{ "gemma4", CK_TOK_CHARACTERS, -1, -1, -1, -1, true, "gemma4" },
	{ "bert", CK_TOK_WORDS, 101, -1, 100, 102, true, NULL },
};
enum { MODELS = sizeof models / sizeof *models };

enum role { END, FIM_PRE, FIM_SUF, FIM_MID, FIM_PAD, FIM_REP, FIM_SEP, SHOWN, ROLES };
static const struct named { const char *text; enum role role; } names[] = {
#define NAME(text, role) { text, role },
#define KEY(role, key)
#include "tok_special.def"
#undef NAME
#undef KEY
}, keys[] = {
#define NAME(text, role)
#define KEY(role, key) { key, role },
#include "tok_special.def"
#undef NAME
#undef KEY
};
enum { NAMES = sizeof names / sizeof *names, KEYS = sizeof keys / sizeof *keys };

uint32_t ck_vocab_room(uint64_t n)
{
	uint32_t size = 16;
	while (size < n)
		size *= 2;
	return size;
}

int32_t ck_vocab_find(const struct ck_vocab *v, const char *s, size_t n)
{
	uint64_t h = XXH3_64bits(s, n);
	uint32_t tag = (uint32_t)(h >> 32);
	for (uint32_t i = (uint32_t)h & v->index.mask; v->index.v[i].string >= 0; i = (i + 1) & v->index.mask) {
		const struct ck_piece *p = &v->v[v->index.v[i].string];
		if (v->index.v[i].tag == tag && p->n == n && !memcmp(p->s, s, n))
			return v->index.v[i].string;
	}
	return -1;
}

static int32_t find(const struct ck_vocab *v, const char *text)
{
	return ck_vocab_find(v, text, strlen(text));
}

static bool index_pieces(struct ck_vocab *v, const struct ck_gguf *g, uint64_t at, struct ck_arena *a)
{
	uint32_t size = ck_vocab_room(2 * (uint64_t)v->n);
	v->index.mask = size - 1;
	v->index.v = ck_allocn(a, size, sizeof *v->index.v);
	for (uint32_t i = 0; i < size; i++)
		v->index.v[i].string = -1;
	for (int32_t id = 0; id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		if (!p->n)
			continue;
		int32_t other = ck_vocab_find(v, p->s, p->n);
		if (other >= 0)
			return ck_gguf_error(g, at, "tokens %d and %d are the same piece '%.*s'", (int)other, (int)id,
				(int)(p->n < SHOWN_TEXT ? p->n : SHOWN_TEXT), p->s);
		uint64_t h = XXH3_64bits(p->s, p->n);
		uint32_t i = (uint32_t)h & v->index.mask;
		while (v->index.v[i].string >= 0)
			i = (i + 1) & v->index.mask;
		v->index.v[i] = (struct ck_tok_slot){ (uint32_t)(h >> 32), id };
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

static bool read_pieces(struct ck_vocab *v, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_kv *tokens = array(g, "tokenizer.ggml.tokens", CK_GGUF_STR, 0);
	if (!tokens)
		return false;
	if (tokens->count < 1 || tokens->count > MAX_TOKENS)
		return ck_gguf_error(g, tokens->at, "vocabulary of %llu tokens", (unsigned long long)tokens->count);
	const bool scored = v->form == CK_TOK_SPM;
	const struct ck_gguf_kv *types = array(g, "tokenizer.ggml.token_type", CK_GGUF_I32, tokens->count);
	const struct ck_gguf_kv *scores = !types || !scored ? NULL : array(g, "tokenizer.ggml.scores", CK_GGUF_F32, tokens->count);
	if (!types || (scored && !scores))
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
		if (text.n > INT32_MAX / 4)
			return ck_gguf_error(g, tokens->at, "token %d has %zu bytes", (int)id, text.n);
		*p = (struct ck_piece){ .s = text.s, .n = (uint32_t)text.n, .score = (float)score,
			.attr = type >= CK_PIECE_NORMAL && type <= CK_PIECE_BYTE ? (uint8_t)type : CK_PIECE_UNUSED };
		v->longest = p->n > v->longest ? p->n : v->longest;
		if (type == CK_PIECE_BYTE && ck_tok_byte(p->s, p->n) < 0)
			return ck_gguf_error(g, tokens->at, "byte token %d is '%.*s', not <0xXX>", (int)id,
				(int)(p->n < SHOWN_TEXT ? p->n : SHOWN_TEXT), p->s);
	}
	return index_pieces(v, g, tokens->at, a);
}

/* An id that is absent, or no token of this vocabulary (files write 2^32 - 1 for none), is the default. */
static int32_t special_id(const struct ck_gguf *g, const char *key, int32_t otherwise, int32_t n)
{
	int64_t id;
	if (ck_gguf_int(ck_gguf_find(g, key), &id) && id >= 0 && id < n)
		return (int32_t)id;
	return otherwise < n ? otherwise : -1;
}

static void set_type(struct ck_vocab *v, int32_t id, enum ck_piece_type type)
{
	v->v[id].attr = (uint8_t)((v->v[id].attr & ~CK_ATTR_TYPE) | type);
}

static void set_end(struct ck_vocab *v, int32_t id, bool end)
{
	v->v[id].attr = (uint8_t)((v->v[id].attr & ~CK_ATTR_END) | (end ? CK_ATTR_END : 0));
}

static bool is_end(const struct ck_vocab *v, const char *text)
{
	int32_t id = find(v, text);
	return id >= 0 && v->v[id].attr & CK_ATTR_END;
}

/* The tokens of a fill-in-the-middle role: that of the file's key, else the first with one of the names. */
static void read_role(struct ck_vocab *v, const struct ck_gguf *g, enum role role)
{
	int32_t id = -1;
	for (int i = 0; i < KEYS; i++)
		if (keys[i].role == role)
			id = special_id(g, keys[i].text, id, v->n);
	if (id < 0) {
		for (int i = 0; i < NAMES; i++) {
			int32_t found = names[i].role == role ? find(v, names[i].text) : -1;
			if (found >= 0 && (id < 0 || found < id))
				id = found;
		}
		if (id >= 0)
			set_type(v, id, CK_PIECE_CONTROL);
	}
	if (id >= 0 && (role == FIM_PAD || role == FIM_REP || role == FIM_SEP))
		set_end(v, id, true);
}

static void read_specials(struct ck_vocab *v, const struct ck_gguf *g)
{
	for (enum role role = FIM_PRE; role <= FIM_SEP; role++)
		read_role(v, g, role);
	for (int i = 0; i < NAMES; i++) {
		int32_t id = names[i].role == END || names[i].role == SHOWN ? find(v, names[i].text) : -1;
		if (id < 0)
			continue;
		set_type(v, id, names[i].role == END ? CK_PIECE_CONTROL : CK_PIECE_USER);
		if (names[i].role == END)
			set_end(v, id, true);
	}
	for (int i = 0; i < KEYS; i++) {
		int32_t id = keys[i].role == END ? special_id(g, keys[i].text, -1, v->n) : -1;
		if (id >= 0)
			set_end(v, id, true);
	}
	if (v->eos >= 0)
		set_end(v, v->eos, true);
	/* Harmony and Solar end turns with others; Gemma 4's </s> is text. */
	bool call = is_end(v, "<|call|>") || is_end(v, "<|calls|>");
	if (call && (is_end(v, "<|return|>") || is_end(v, "<|flush|>")) && is_end(v, "<|end|>")) {
		set_end(v, find(v, "<|end|>"), false);
		set_type(v, find(v, "<|end|>"), CK_PIECE_USER);
	}
	if (is_end(v, "<|tool_response>") && is_end(v, "</s>")) {
		set_end(v, find(v, "</s>"), false);
		set_type(v, find(v, "</s>"), CK_PIECE_NORMAL);
	}
}

/* Whether the text under a key contains any of the words, in lower case if told so. */
static bool key_has(const struct ck_gguf *g, const char *key, bool lower, const char *const *words)
{
	struct ck_gguf_text text;
	bool has = false;
	if (!ck_gguf_str(ck_gguf_find(g, key), &text))
		return false;
	for (; !has && *words; words++)
		for (size_t i = 0, k; !has && i + strlen(*words) <= text.n; i++) {
			for (k = 0; (*words)[k]; k++)
				if ((lower ? tolower((unsigned char)text.s[i + k]) : (unsigned char)text.s[i + k]) != (unsigned char)(*words)[k])
					break;
			has = !(*words)[k];
		}
	return has;
}

static void strip(struct ck_vocab *v, const char *text, enum ck_tok_attr attr, bool on)
{
	int32_t id = find(v, text);
	if (id >= 0)
		v->v[id].attr = (uint8_t)((v->v[id].attr & ~attr) | (on ? attr : 0));
}

/* Which tokens take the white space beside them. GGUF does not say: as llama.cpp has it by name. */
static void read_stripping(struct ck_vocab *v, const struct ck_gguf *g)
{
	static const char *const jina[] = { "jina-v2-de", "jina-v2-es", "jina-v2-code", NULL },
		*const arch[] = { "nomic-bert-moe", "jina-bert-v3", NULL }, *const phi[] = { "phi-3", "phi3", NULL },
		*const modern[] = { "modern-bert", NULL };
	if (key_has(g, "tokenizer.ggml.pre", false, jina) || key_has(g, "general.architecture", false, arch)) {
		strip(v, "<mask>", CK_ATTR_LSTRIP, true);
	} else if (key_has(g, "general.name", true, phi)) {
		for (int32_t id = 0; id < v->n; id++) {
			int type = v->v[id].attr & CK_ATTR_TYPE;
			if (type == CK_PIECE_CONTROL || type == CK_PIECE_USER || type == CK_PIECE_UNKNOWN)
				v->v[id].attr |= CK_ATTR_RSTRIP;
		}
		strip(v, "</s>", CK_ATTR_RSTRIP, true);
		strip(v, "<unk>", CK_ATTR_RSTRIP, false);
		strip(v, "<s>", CK_ATTR_RSTRIP, false);
		strip(v, "<|endoftext|>", CK_ATTR_RSTRIP, false);
	} else if (key_has(g, "general.name", true, modern)) {
		strip(v, "[MASK]", CK_ATTR_LSTRIP, true);
	}
}

static const struct model *find_model(const struct ck_gguf *g, struct ck_gguf_text *name)
{
	if (ck_gguf_str(ck_gguf_find(g, "tokenizer.ggml.model"), name))
		for (int i = 0; i < MODELS; i++)
			if (strlen(models[i].name) == name->n && !memcmp(models[i].name, name->s, name->n))
				return &models[i];
	return NULL;
}

bool ck_vocab_known(const struct ck_gguf *g)
{
	struct ck_gguf_text name, pre;
	const struct model *m = find_model(g, &name);
	if (!m || !ck_gguf_find(g, "tokenizer.ggml.tokens"))
		return false;
	return m->form != CK_TOK_BYTES || !ck_gguf_str(ck_gguf_find(g, "tokenizer.ggml.pre"), &pre) || ck_pre_find(pre.s, pre.n);
}

static bool read_pre(struct ck_vocab *v, const struct ck_gguf *g, const char *fixed)
{
	const struct ck_gguf_kv *kv = fixed ? NULL : ck_gguf_find(g, "tokenizer.ggml.pre");
	struct ck_gguf_text name = { fixed ? fixed : "default", strlen(fixed ? fixed : "default") };
	if (kv && !ck_gguf_str(kv, &name))
		return ck_gguf_error(g, kv->at, "tokenizer.ggml.pre is not text");
	v->pre = ck_pre_find(name.s, name.n);
	if (!v->pre)
		return ck_gguf_error(g, kv->at, "pre-tokenizer '%.*s' is not known", (int)(name.n < SHOWN_TEXT ? name.n : SHOWN_TEXT), name.s);
	v->form = v->pre->characters ? CK_TOK_CHARACTERS : CK_TOK_BYTES;
	v->facts |= (v->pre->whole ? CK_TOK_WHOLE : 0) | (v->pre->lines ? CK_TOK_LINES : 0);
	v->merges = ck_gguf_find(g, "tokenizer.ggml.merges");
	if (!v->merges)
		return !strcmp(v->pre->name, "kimi-k2") || ck_error(g->path, "no tokenizer.ggml.merges: the file has no complete vocabulary");
	if (!ck_gguf_is_array(v->merges, CK_GGUF_STR))
		return ck_gguf_error(g, v->merges->at, "tokenizer.ggml.merges is not an array of str");
	return true;
}

bool ck_vocab_read(struct ck_vocab *v, const struct ck_gguf *g, struct ck_arena *a)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "tokenizer.ggml.model");
	struct ck_gguf_text name;
	*v = (struct ck_vocab){ 0 };
	if (!kv)
		return ck_error(g->path, "no tokenizer.ggml.model: the file has no vocabulary");
	if (!ck_gguf_str(kv, &name))
		return ck_gguf_error(g, kv->at, "tokenizer.ggml.model is not text");
	const struct model *m = find_model(g, &name);
	if (!m) {
		ck_gguf_error(g, kv->at, "tokenizer '%.*s' is not supported yet", (int)(name.n < SHOWN_TEXT ? name.n : SHOWN_TEXT), name.s);
		for (int i = 0; i < MODELS; i++)
			ck_note(NULL, "supported: %s", models[i].name);
		return false;
	}
	v->model = m->name;
	v->form = m->form;
	bool merged = m->form == CK_TOK_BYTES || m->form == CK_TOK_CHARACTERS;
	if ((merged && !read_pre(v, g, m->pre)) || !read_pieces(v, g, a))
		return false;

	bool add_bos = m->add_bos || (merged && v->pre->bos), add_eos = false, prefix = m->form == CK_TOK_SPM;
	v->bos = special_id(g, "tokenizer.ggml.bos_token_id", merged && v->pre->no_bos ? -1 : m->bos, v->n);
	v->eos = special_id(g, "tokenizer.ggml.eos_token_id", m->eos, v->n);
	v->unknown = special_id(g, "tokenizer.ggml.unknown_token_id", m->unknown, v->n);
	v->separator = special_id(g, "tokenizer.ggml.seperator_token_id", m->separator, v->n);
	if (!(v->facts & CK_TOK_LINES))
		ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_bos_token"), &add_bos);
	ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_eos_token"), &add_eos);
	v->opening = add_bos || v->form == CK_TOK_WORDS ? v->bos : -1;
	v->closing = v->form == CK_TOK_WORDS ? v->separator : add_eos ? v->eos : -1;
	if (prefix)
		ck_gguf_bool(ck_gguf_find(g, "tokenizer.ggml.add_space_prefix"), &prefix);
	v->facts |= prefix ? CK_TOK_PREFIX : 0;
	read_specials(v, g);
	read_stripping(v, g);
	return true;
}
