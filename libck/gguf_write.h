/* Writing GGUF: keys changed, and the head of a file from its keys and tensors. */
#ifndef CK_GGUF_WRITE_H
#define CK_GGUF_WRITE_H

#include "gguf.h"

/* Replaces a key as llama.cpp's programs do: the new one stands last. */
void ck_gguf_set_u32(struct ck_gguf *g, const char *key, uint32_t value, struct ck_arena *a);

/* Drops a key, if it is there. */
void ck_gguf_drop(struct ck_gguf *g, const char *key);

/* llama.cpp's order of tensors: by layer, what has none first, then by name. */
int ck_gguf_order(const struct ck_gguf_tensor *a, const struct ck_gguf_tensor *b);

/* From path, version, alignment, kv and of each tensor name, dtype, ndims and ne: sizes, offsets one after the other, head and
 * the sizes of its parts. False after a diagnostic. */
bool ck_gguf_place(struct ck_gguf *g, struct ck_arena *a);

#endif
