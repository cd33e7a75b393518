/* Files of token ids. */
#ifndef CK_IDFILE_H
#define CK_IDFILE_H

#include "tok.h"

struct ck_bytes { char *s; size_t n; };

/* A whole file, or standard input if path is "-". False after a diagnostic. */
bool ck_read_all(const char *path, struct ck_bytes *b, struct ck_arena *a);

/* Numbers below vocab between spaces, commas or line ends. False after a diagnostic with line and column. */
bool ck_ids_parse(const char *path, const struct ck_bytes *b, int64_t vocab, struct ck_ids *ids, struct ck_arena *a);

#endif
