/* Element and block types, from dtype.def. */
#ifndef CK_DTYPE_H
#define CK_DTYPE_H

#include <stdint.h>

struct ck_dtype {
	const char *name;
	int ggml;           /* GGML type id, -1: has none */
	int64_t block;      /* elements per block */
	int64_t bytes;      /* bytes per block */
	const char *doc;
};

const struct ck_dtype *ck_dtype_named(const char *name); /* NULL: no such type */
const struct ck_dtype *ck_dtype_ggml(uint32_t id);       /* NULL: no such type */
const struct ck_dtype *ck_dtype_at(int i);               /* i-th of the table, NULL past the end */

/* Bytes of n contiguous elements; -1 if n is negative, not whole blocks, or the size overflows. */
int64_t ck_dtype_size(const struct ck_dtype *t, int64_t n);

#endif
