/* Line and column of a JSON pointer in a text that jansson has accepted. Only for diagnostics. */
#ifndef CK_JSONPOS_H
#define CK_JSONPOS_H

#include <stdbool.h>
#include <stddef.h>

/* Keys in the pointer stand as they are, unescaped. Finds the deepest part of the pointer that exists;
 * false if the text is not JSON. */
bool ck_json_position(const char *text, size_t size, const char *pointer, int *line, int *col);

#endif
