/* The vocabulary of a GGUF as an image (tok_image.h). The same vocabulary gives the same bytes. */
#ifndef CK_TOK_COMPILE_H
#define CK_TOK_COMPILE_H

#include "gguf.h"

struct ck_tok_bytes { const void *p; size_t n; };

/* The image is made in a. False after a diagnostic. */
bool ck_tok_compile(const struct ck_gguf *g, struct ck_tok_bytes *image, struct ck_arena *a);

#endif
