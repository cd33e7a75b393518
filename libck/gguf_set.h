/* A model as its GGUF files: one, or the parts of a split one, as llama.cpp's gguf-split makes them.
 *
 * The first part has the model's key/values; each has its share of the tensors, an alignment of its own, and
 *   split.no             its number, from 0
 *   split.count          how many parts there are
 *   split.tensors.count  how many tensors they have together
 * Part i of n is named PREFIX-iiiii-of-nnnnn.gguf, i from 1. */
#ifndef CK_GGUF_SET_H
#define CK_GGUF_SET_H

#include "gguf.h"

enum { CK_GGUF_FILES = 65535 };

struct ck_gguf_set {
	struct ck_gguf *file;                                  /* file[0] is the one with the model's key/values */
	int *fd;                                               /* open for reading; -1: not */
	size_t files;
	struct { struct ck_gguf_tensor *v; size_t n; } tensor; /* of all files, one file after the other */
	size_t *first;                                         /* number in tensor of each file's first */
	uint64_t size, data_size;                              /* bytes of all files, of their data sections */
};

/* Opens a model by its one file or its first part, and the other parts beside it; reads their heads.
 * False after a diagnostic; ck_gguf_set_close is due either way. path must outlive s. */
bool ck_gguf_set_open(struct ck_gguf_set *s, const char *path, struct ck_arena *a);
void ck_gguf_set_close(struct ck_gguf_set *s);

/* Room for n files that are not open. */
void ck_gguf_set_make(struct ck_gguf_set *s, size_t n, struct ck_arena *a);

/* Fills the rest from parsed files; false after a diagnostic unless they are all parts of one model, in order. */
bool ck_gguf_set_join(struct ck_gguf_set *s, struct ck_arena *a);

/* prefix-00001-of-00003.gguf */
char *ck_gguf_part_name(const char *prefix, size_t part, size_t files, struct ck_arena *a);

#endif
