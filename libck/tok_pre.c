#include "tok_pre.h"

#include <string.h>

#define CONTRACTION "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
#define HAN "一-鿿㐀-䶿𠀀-𪛟𪜀-𫜿𫝀-𫠟𫠠-𬺯𬺰-𮯯豈-﫿丽-𯨟"
#define RULES(rules, ...) static const char *const rules_##rules[] = { __VA_ARGS__, NULL };
#define PRE(name, rules, flags)
#include "tok_pre.def"
#undef RULES
#undef PRE

enum { BOS = 1, NO_BOS = 2, WHOLE = 4, CHARACTERS = 8, LINES = 16 };

static const struct ck_pre all[] = {
#define RULES(rules, ...)
#define PRE(name, rules, flags) { name, rules_##rules, !!((flags) & BOS), !!((flags) & NO_BOS), !!((flags) & WHOLE), \
	!!((flags) & CHARACTERS), !!((flags) & LINES) },
#include "tok_pre.def"
#undef RULES
#undef PRE
};

const struct ck_pre *ck_pre_find(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strlen(all[i].name) == n && !memcmp(all[i].name, name, n))
			return &all[i];
	return NULL;
}
