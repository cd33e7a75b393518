/* Text to token ids and back.
 *
 * Kinds (tokenizer.ggml.model): llama, which is SentencePiece BPE with scores; gpt2, BPE by merges with the pre-tokenizers
 * of tok_pre.def, over bytes or characters; gemma4, over characters; bert, which is WordPiece. Ids are those llama.cpp
 * gives, for any bytes. Where text is not UTF-8, llama has byte tokens, or the unknown token where the vocabulary has none;
 * the others read U+FFFD for each wrong byte, and gpt2 leaves out a byte that is no piece (some vocabularies lack those of
 * rare planes). Encoding costs n log n in the longest word, n in the text. */
#ifndef CK_TOK_H
#define CK_TOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "gguf.h"

struct ck_tok;

struct ck_ids { int32_t *v; size_t n; };

/* NULL after a diagnostic. From a vocabulary (tokenizer.ggml.*), which is compiled into an image (tok_image.h) held in a;
 * and from such an image, checked so far that nothing in it leads outside it, which must outlive the tokenizer. */
struct ck_tok *ck_tok_open(const struct ck_gguf *g, struct ck_arena *a);
struct ck_tok *ck_tok_map(const void *image, size_t size, const char *path, struct ck_arena *a);

/* The image of a tokenizer. */
const void *ck_tok_image(const struct ck_tok *t, size_t *size);

int32_t ck_tok_count(const struct ck_tok *t);            /* ids are below this */
bool ck_tok_is_end(const struct ck_tok *t, int32_t id);  /* generation stops at it */

struct ck_tok_info {
	const char *model, *pre;                             /* tokenizer.ggml.model and .pre; pre "": it has none */
	int32_t tokens, bos, eos, unknown, separator;        /* -1: none */
	int32_t opening, closing;                            /* what CK_TOK_FRAME adds; -1: nothing */
	size_t longest;                                      /* bytes of the longest token */
};
struct ck_tok_info ck_tok_info(const struct ck_tok *t);

enum {
	CK_TOK_FRAME = 1,   /* add the begin and end tokens that the vocabulary asks for */
	CK_TOK_SPECIAL = 2, /* control tokens written in the text are those tokens; user-defined ones always are */
};

/* Ids of n bytes of text, made in a. Where special tokens overlap, the longest wins, then the leftmost.
 * False after a diagnostic: text of 512 MiB or more. */
bool ck_tok_encode(const struct ck_tok *t, const char *text, size_t n, int flags, struct ck_arena *a, struct ck_ids *out);

/* The same of text some bytes of which are not to be trusted: mark[i] != 0 says that byte i is no part of a control token, nor of a
 * user-defined one, except of white space, one character, "<think>" and "</think>". mark NULL: all are trusted. */
bool ck_tok_encode_marked(const struct ck_tok *t, const char *text, size_t n, const uint8_t *mark, int flags, struct ck_arena *a,
	struct ck_ids *out);

/* Text as it comes: all ids together are those of ck_tok_encode on all text together. What cannot be encoded before more
 * is known is held back: the last word, and as many bytes as special tokens may need. */
struct ck_tok_feed;
struct ck_tok_feed *ck_tok_feed_open(const struct ck_tok *t, int flags);
/* Adds n bytes, the last ones if `last`; the ids known now, made in a. False after a diagnostic: a word of 512 MiB. */
bool ck_tok_feed(struct ck_tok_feed *f, const char *s, size_t n, bool last, struct ck_arena *a, struct ck_ids *out);
void ck_tok_feed_free(struct ck_tok_feed *f);

/* Bytes of one token, as they stand in the text: at most ck_tok_longest. Control and unknown tokens have
 * none unless `special`. */
size_t ck_tok_piece(const struct ck_tok *t, int32_t id, bool special, char *buf);
size_t ck_tok_longest(const struct ck_tok *t);

/* Text as it grows, token by token. What it gives is always valid UTF-8: a character is held back until it is
 * complete, and bytes that can never be one become U+FFFD (one for each maximal subpart, as Unicode 3.9
 * recommends). The space that encoding put before the text is taken off. */
struct ck_tok_stream {
	const struct ck_tok *tok;
	char *held, *text;
	size_t nheld;
	bool started;
	bool special; /* show control tokens; may be set after ck_tok_stream_open */
};

struct ck_tok_text { const char *s; size_t n; }; /* valid until the next call */

void ck_tok_stream_open(struct ck_tok_stream *s, const struct ck_tok *t, struct ck_arena *a);
struct ck_tok_text ck_tok_stream_next(struct ck_tok_stream *s, int32_t id);
struct ck_tok_text ck_tok_stream_end(struct ck_tok_stream *s);

#endif
