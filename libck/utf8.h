/* UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef CK_UTF8_H
#define CK_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool ck_utf8_valid(const char *s, size_t n);

/* Valid, and without control characters (C0, DEL): what a name may be. */
bool ck_utf8_printable(const char *s, size_t n);

#endif
