/* Mixes: which type each tensor of a model gets, as quant_mix.def says. */
#ifndef CK_QUANT_MIX_H
#define CK_QUANT_MIX_H

#include "gguf.h"

struct ck_mix {
	const char *name;
	uint32_t file_type;  /* general.file_type */
	const char *dtype;   /* of most matrices */
};

const struct ck_mix *ck_mix_named(const char *name);  /* in any case; NULL: no such mix */
const struct ck_mix *ck_mix_at(int i);                /* NULL past the end */

/* The type of each tensor of g, in llama.cpp's order there (gguf_write.h), whatever its rows;
 * its own, if it is kept. */
void ck_mix_types(const struct ck_mix *m, const struct ck_gguf *g, const struct ck_dtype **type);

/* Whether a tensor is kept as it is: vectors, norms and other small or sensitive ones. */
bool ck_mix_keeps(const struct ck_gguf_tensor *t);

/* t, or what stands in for it where rows of k elements are no whole blocks. */
const struct ck_dtype *ck_mix_fitting(const struct ck_dtype *t, uint64_t k);

#endif
