/* Inside the tokenizer: the vocabulary, and what each kind brings. */
#ifndef CK_TOK_KIND_H
#define CK_TOK_KIND_H

#include "tok.h"

/* tokenizer.ggml.token_type */
enum ck_piece_type { CK_PIECE_NORMAL = 1, CK_PIECE_UNKNOWN, CK_PIECE_CONTROL, CK_PIECE_USER, CK_PIECE_UNUSED, CK_PIECE_BYTE };

struct ck_piece {
	const char *s;
	uint32_t n;
	float score;
	uint8_t type; /* enum ck_piece_type; others are as CK_PIECE_UNUSED */
	bool end;
};

struct ck_vocab {
	struct ck_piece *v;
	int32_t n;
	uint32_t longest;
	int32_t bos, eos, unknown; /* -1: none */
	bool add_bos, add_eos;
	struct ck_piece_slot { uint32_t tag; int32_t id; } *slot; /* open addressing; id -1: free */
	uint32_t mask;
};

/* What a kind takes where the file does not say. */
struct ck_vocab_defaults { int32_t bos, eos, unknown; bool add_bos, add_eos, scores; };

/* Pieces, scores, types, special ids, index. False after a diagnostic. */
bool ck_vocab_read(struct ck_vocab *v, const struct ck_gguf *g, const struct ck_vocab_defaults *d, struct ck_arena *a);

/* The id of these bytes, -1 if they are no piece. */
int32_t ck_vocab_find(const struct ck_vocab *v, const char *s, size_t n);

struct ck_tok_kind {
	const char *model;
	struct ck_vocab_defaults defaults;
	/* Its own facts, after the vocabulary was read. False after a diagnostic. */
	bool (*open)(struct ck_tok *t, const struct ck_gguf *g, struct ck_arena *a);
	/* Appends the ids of text between special tokens; first: of the text, or after a special token. */
	bool (*encode)(const struct ck_tok *t, const char *text, size_t n, bool first, struct ck_arena *a, struct ck_ids *out);
	/* Bytes of a normal or byte piece. */
	size_t (*decode)(const struct ck_tok *t, const struct ck_piece *p, char *buf);
	const char *(*prefix)(const struct ck_tok *t); /* what encode puts before text; "" nothing */
	/* Whether text that ends with ASCII "..ax", where a is alphanumeric and x is last, can be encoded apart from the
	 * text after it, which starts with next. */
	bool (*apart)(const struct ck_tok *t, char last, char next);
};

struct ck_tok {
	const char *path;
	const struct ck_tok_kind *kind;
	struct ck_vocab vocab;
	void *own; /* the kind's */
};

/* A token that is looked for in the text itself. flags: CK_TOK_SPECIAL. */
bool ck_tok_is_special(const struct ck_piece *p, int flags);

/* The parts of ck_tok_encode. *first: text stands at the start or after a special token; updated. */
void ck_tok_begin(const struct ck_tok *t, int flags, struct ck_arena *a, struct ck_ids *out);
bool ck_tok_text(const struct ck_tok *t, const char *text, size_t n, int flags, bool *first, struct ck_arena *a,
	struct ck_ids *out);
void ck_tok_end(const struct ck_tok *t, int flags, struct ck_arena *a, struct ck_ids *out);

extern const struct ck_tok_kind ck_tok_spm, ck_tok_bpe, ck_tok_gemma;

#endif
