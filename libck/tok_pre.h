/* Pre-tokenizers by name: libck/tok_pre.def. */
#ifndef CK_TOK_PRE_H
#define CK_TOK_PRE_H

#include <stdbool.h>
#include <stddef.h>

struct ck_pre {
	const char *name;
	const char *const *patterns; /* for ck_split_compile */
	bool bos, no_bos, whole, characters, lines;
};

/* NULL: there is none of that name. */
const struct ck_pre *ck_pre_find(const char *name, size_t n);

#endif
