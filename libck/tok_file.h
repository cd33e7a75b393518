/* Tokenizers by the file they are in. */
#ifndef CK_TOK_FILE_H
#define CK_TOK_FILE_H

#include "bump.h"
#include "tok.h"

/* The tokenizer of an open bump: its section as mapped, or compiled from the vocabulary. NULL after a diagnostic. */
struct ck_tok *ck_tok_of_bump(const struct ck_bump *b, struct ck_arena *a);

struct ck_tok_file {
	struct ck_tok *tok;
	struct ck_bump bump;
	void *map;
	size_t size;
};

/* Opens a GGUF, a bump, or an image alone. False after a diagnostic. The tokenizer lives until close, and no longer than a. */
bool ck_tok_file_open(struct ck_tok_file *f, const char *path, struct ck_arena *a);
void ck_tok_file_close(struct ck_tok_file *f);

#endif
