/* A tokenizer as it is used: one block of bytes, made from a vocabulary and mapped or held in memory. Little endian,
 * position-independent: a header, then the sections, each aligned to 64 bytes, gaps zero. tokenizer(5) has the layout.
 *
 * Strings are what pieces are looked up by: string i < tokens belongs to token i and is also what that token says; the
 * others are further names of tokens (section alias). Byte-level pieces stand as the bytes they say. */
#ifndef CK_TOK_IMAGE_H
#define CK_TOK_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CK_TOK_MAGIC "CKTOK1\n"
enum { CK_TOK_ALIGN = 64 };

enum ck_tok_form { CK_TOK_SPM, CK_TOK_BYTES, CK_TOK_CHARACTERS, CK_TOK_WORDS, CK_TOK_FORMS };

enum ck_tok_fact {
	CK_TOK_PREFIX = 1, /* a space is put before text */
	CK_TOK_WHOLE = 2,  /* a word that is a piece is that piece, whatever the merges say */
	CK_TOK_LINES = 4,  /* line ends that are a piece together are that piece */
};

/* Section, element, what the number of elements is: a power of two, or as stated. */
#define CK_TOK_SECTIONS(X) \
	X(at, uint32_t)                   /* strings + 1: where each string starts in text, and the end of the last */ \
	X(text, char) \
	X(attr, uint8_t)                  /* tokens: enum ck_tok_attr */ \
	X(alias, int32_t)                 /* strings - tokens: the token; -1: none */ \
	X(rank, uint32_t)                 /* SPM, tokens: the lower, the earlier merged */ \
	X(slot, struct ck_tok_slot)       /* a power of two, not all used: strings by hash, open addressing */ \
	X(merge, struct ck_tok_merge)     /* a power of two, not all used: pairs by hash, open addressing */ \
	X(special, int32_t)               /* a power of two, not all used: tokens found in raw text, by hash; -1: free */ \
	X(joined, uint64_t)               /* a power of two: bits of pairs of characters that some string has */ \
	X(byte, int32_t)                  /* 256: the string that a byte is; -1: none */

enum ck_tok_section {
#define X(name, type) CK_TOK_AT_##name,
	CK_TOK_SECTIONS(X)
#undef X
	CK_TOK_NSECTIONS
};

struct ck_tok_slot { uint32_t tag; int32_t string; };                     /* tag: high half of the hash; string -1: free */
struct ck_tok_merge { int32_t left, right, id; uint32_t rank; };          /* strings; left -1: free */

/* tokenizer.ggml.token_type, and what else a token is. */
enum ck_piece_type { CK_PIECE_NORMAL = 1, CK_PIECE_UNKNOWN, CK_PIECE_CONTROL, CK_PIECE_USER, CK_PIECE_UNUSED, CK_PIECE_BYTE };
enum ck_tok_attr { CK_ATTR_TYPE = 7, CK_ATTR_LSTRIP = 8, CK_ATTR_RSTRIP = 16, CK_ATTR_END = 32 };

struct ck_tok_image {
	char magic[8];
	uint64_t size;                                /* of all */
	uint64_t xxh3;                                /* XXH3-64 of what follows the header */
	uint32_t form, facts;
	uint32_t tokens, strings, longest;            /* longest: bytes of the longest string */
	int32_t bos, eos, unknown, separator;         /* -1: none */
	int32_t opening, closing;                     /* put around text; -1: none */
	uint32_t zero;
	char model[16], pre[32];                      /* tokenizer.ggml.model and .pre, padded with NUL */
	struct { uint64_t offset, count; } section[CK_TOK_NSECTIONS];
};

#endif
