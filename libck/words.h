/* Texts that are lists of words separated by spaces. */
#ifndef CK_WORDS_H
#define CK_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The first word at or after s and its length; NULL if there is none. */
static inline const char *ck_word(const char *s, size_t *n)
{
	s += strspn(s, " ");
	*n = strcspn(s, " ");
	return *n ? s : NULL;
}

/* Every word of `some` is in `all`. */
static inline bool ck_words_include(const char *all, const char *some)
{
	size_t n, m;
	for (; (some = ck_word(some, &n)); some += n) {
		const char *s = all;
		while ((s = ck_word(s, &m)) && (m != n || memcmp(s, some, n)))
			s += m;
		if (!s)
			return false;
	}
	return true;
}

#endif
