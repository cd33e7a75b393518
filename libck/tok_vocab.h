/* The vocabulary of a GGUF, with llama.cpp's rules about what its tokens are. */
#ifndef CK_TOK_VOCAB_H
#define CK_TOK_VOCAB_H

#include "gguf.h"
#include "tok_image.h"
#include "tok_pre.h"

struct ck_piece {
	const char *s;
	uint32_t n;
	float score;
	uint8_t attr; /* enum ck_tok_attr */
};

struct ck_vocab {
	const char *model;
	enum ck_tok_form form;
	unsigned facts;            /* enum ck_tok_fact */
	const struct ck_pre *pre;  /* NULL: the form has none */
	struct ck_piece *v;
	int32_t n;
	uint32_t longest;
	int32_t bos, eos, unknown, separator, opening, closing; /* -1: none */
	struct { struct ck_tok_slot *v; uint32_t mask; } index; /* ids by text; empty pieces stand for no text and are not in it */
	const struct ck_gguf_kv *merges; /* NULL: none */
};

/* Whether the file has a vocabulary, of a kind that ck_vocab_read knows. */
bool ck_vocab_known(const struct ck_gguf *g);

/* False after a diagnostic. */
bool ck_vocab_read(struct ck_vocab *v, const struct ck_gguf *g, struct ck_arena *a);

/* The id of these bytes, -1 if they are no piece. */
int32_t ck_vocab_find(const struct ck_vocab *v, const char *s, size_t n);

/* The least power of two that is at least n, and at least 16. */
uint32_t ck_vocab_room(uint64_t n);

#endif
