/* What tokenizers ask of Unicode, from Debian's unicode-data (libck/unicode.awk makes the tables). */
#ifndef CK_UNICODE_H
#define CK_UNICODE_H

#include <stddef.h>
#include <stdint.h>

/* General category, first letter. Separators and unassigned code points are CK_UNI_OTHER. */
enum ck_uni {
	CK_UNI_OTHER, CK_UNI_LETTER, CK_UNI_MARK, CK_UNI_NUMBER, CK_UNI_PUNCTUATION, CK_UNI_SYMBOL, CK_UNI_CONTROL,
	CK_UNI_CATEGORY = 7, /* mask */
	CK_UNI_WHITE = 8     /* flag: White_Space */
};

enum { CK_UNI_REPLACEMENT = 0xfffd };

unsigned ck_uni_class(uint32_t c);
uint32_t ck_uni_lower(uint32_t c); /* simple lower case */
uint32_t ck_uni_base(uint32_t c);  /* first code point of the canonical decomposition */

/* The code point at s, n > 0 bytes; *size receives its bytes. As llama.cpp reads text: overlong forms and surrogates
 * are taken for what they spell; any other byte that starts no sequence is one U+FFFD. */
uint32_t ck_uni_read(const char *s, size_t n, size_t *size);

/* UTF-8 of c, at most U+10FFFF, surrogates included; returns its bytes, 1 to 4. */
size_t ck_uni_write(uint32_t c, char *s);

#endif
