/* Writing a bump: sections in any order, the header last, so that a file cut short is never valid. */
#ifndef CK_BUMP_WRITE_H
#define CK_BUMP_WRITE_H

#include "bump.h"
#include "fileio.h"
#include "hash.h"
#include "outfile.h"

struct ck_bump_writer {
	int fd;
	const char *path;
	struct ck_bump_header header;
	XXH3_state_t rest;
	bool rest_used;
	const void *tokenizer; /* header.tokenizer_size bytes; NULL: no such section */
	struct ck_progress progress;
};

/* o must be open on a regular file. False after a diagnostic. */
bool ck_bump_begin(struct ck_bump_writer *w, const struct ck_outfile *o, enum ck_bump_flavour flavour,
	const struct ck_gguf_set *s, uint64_t data_size, uint64_t kept_size);

/* The next n bytes of the rest. */
bool ck_bump_rest(struct ck_bump_writer *w, const void *p, size_t n);

/* Writes head, index, tokenizer and header. x must be in order. */
bool ck_bump_end(struct ck_bump_writer *w, const struct ck_gguf_set *s, const struct ck_bump_index *x);

/* The gaps of a file's data section: where its bytes belong to no tensor. Start with i = 0; false at the end. */
bool ck_bump_next_gap(const struct ck_gguf *g, size_t *i, uint64_t *offset, uint64_t *size);

#endif
