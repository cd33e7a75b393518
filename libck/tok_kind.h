/* Inside the tokenizer: an image with its parts at hand, and what each form of tokenizer does. */
#ifndef CK_TOK_KIND_H
#define CK_TOK_KIND_H

#include <string.h>

#include "hash.h"
#include "tok.h"
#include "tok_image.h"
#include "tok_merge.h"
#include "tok_split.h"

struct ck_tok_work;

struct ck_tok_kind {
	/* Adds the ids of raw text, n > 0 bytes; first: of the text, or after a special token. If text goes on (!last), only
	 * those that it cannot change. Returns the bytes they stand for. */
	size_t (*encode)(struct ck_tok_work *w, const char *text, size_t n, bool first, bool last);
	/* Adds the ids of a word as encode cuts and rewrites them. */
	void (*word)(struct ck_tok_work *w, const char *s, size_t n);
};

struct ck_tok {
	const char *path;
	const struct ck_tok_image *image;
	const struct ck_tok_kind *kind;
#define X(name, type) const type *name;
	CK_TOK_SECTIONS(X)
#undef X
	uint32_t slots, merges, specials, bits;      /* masks */
	const struct ck_split *split;
	/* Lengths of special tokens by first byte, longest first: of user-defined ones, and of all. */
	struct ck_tok_lengths { uint32_t from[257], *v, sum; } lengths[2];
};

static inline const char *ck_tok_string(const struct ck_tok *t, int32_t i, size_t *n)
{
	*n = t->at[i + 1] - t->at[i];
	return t->text + t->at[i];
}

/* The string of these bytes; -1: there is none. */
static inline int32_t ck_tok_find(const struct ck_tok *t, const char *s, size_t n)
{
	if (n > t->image->longest)
		return -1;
	uint64_t h = XXH3_64bits(s, n);
	uint32_t tag = (uint32_t)(h >> 32);
	for (uint32_t i = (uint32_t)h & t->slots; t->slot[i].string >= 0; i = (i + 1) & t->slots) {
		size_t m;
		const char *have = ck_tok_string(t, t->slot[i].string, &m);
		if (t->slot[i].tag == tag && m == n && !memcmp(have, s, n))
			return t->slot[i].string;
	}
	return -1;
}

/* The token that a string names; -1: none. */
static inline int32_t ck_tok_of_string(const struct ck_tok *t, int32_t i)
{
	return i < (int32_t)t->image->tokens ? i : t->alias[i - (int32_t)t->image->tokens];
}

static inline uint32_t ck_tok_merge_hash(int32_t left, int32_t right)
{
	uint64_t x = ((uint64_t)(uint32_t)left << 32 | (uint32_t)right) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(x >> 32);
}

static inline uint32_t ck_tok_joined_hash(const char *l, size_t nl, const char *r, size_t nr)
{
	uint64_t a = 0, b = 0;
	memcpy(&a, l, nl < 4 ? nl : 4);
	memcpy(&b, r, nr < 4 ? nr : 4);
	return (uint32_t)((a << 32 | b) * 0x9e3779b97f4a7c15u >> 32);
}

/* Whether some string may have these characters side by side. */
static inline bool ck_tok_joined(const struct ck_tok *t, const char *l, size_t nl, const char *r, size_t nr)
{
	uint32_t h = ck_tok_joined_hash(l, nl, r, nr) & t->bits;
	return t->joined[h / 64] >> (h % 64) & 1;
}

static inline bool ck_tok_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes that a character takes, by its first byte alone: what follows is not looked at. */
static inline size_t ck_tok_character(const char *s, size_t n)
{
	static const unsigned char length[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };
	size_t k = length[(unsigned char)*s >> 4];
	return k < n ? k : n;
}

/* The byte that a piece <0xXX> stands for; -1: it does not have that form. */
int ck_tok_byte(const char *s, size_t n);

/* Sets what an image of size bytes says. False after a diagnostic: nothing in it leads outside it. */
bool ck_tok_bind(struct ck_tok *t, const void *image, size_t size, const char *path, struct ck_arena *a);

/* Special tokens in text, in order, none overlapping: text[from, to) becomes id. In bytes that have a mark only user-defined ones
 * are looked for that are white space, one character or a mark of thoughts. */
struct ck_tok_found { size_t from, to; int32_t id; };
struct ck_tok_founds { struct ck_tok_found *v; size_t n; };
void ck_tok_specials(const struct ck_tok *t, const char *text, size_t n, const uint8_t *mark, int flags,
	struct ck_tok_founds *out, struct ck_arena *a);

extern const struct ck_tok_kind ck_tok_spm, ck_tok_bytes, ck_tok_characters, ck_tok_words;

#endif
