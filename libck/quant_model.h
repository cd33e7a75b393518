/* A GGUF with its matrices in other types. */
#ifndef CK_QUANT_MODEL_H
#define CK_QUANT_MODEL_H

#include <regex.h>

#include "gguf_set.h"
#include "outfile.h"
#include "quant_mix.h"

/* Tensors whose name a pattern (POSIX, extended) matches get the type instead of what the mix says. */
struct ck_quant_override {
	const char *pattern;
	regex_t regex;
	const struct ck_dtype *dtype;
};

struct ck_quant_options {
	const struct ck_mix *mix;
	bool pure;         /* the type of most matrices for all */
	bool requantize;   /* matrices that are quantized already, too */
	int threads;
	const struct ck_quant_override *override;  /* the first that matches counts */
	size_t overrides;
};

/* Writes an open model into o as one file: keys but general.file_type, general.quantization_version and split.* as they were,
 * tensors in llama.cpp's order. Reads every tensor once and holds a few MiB. The bytes do not depend on the number of threads.
 * False after a diagnostic. */
bool ck_quant_model(struct ck_outfile *o, const struct ck_gguf_set *s, const struct ck_quant_options *options,
	struct ck_arena *a);

#endif
