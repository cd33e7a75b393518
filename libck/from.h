/* Provenance: SHA-256 of an artifact without its own "from" line, so that the chain of from lines does
 * not change when only an earlier one does. */
#ifndef CK_FROM_H
#define CK_FROM_H

#include <stddef.h>

void ck_sha256(const void *data, size_t size, char hex[65]);
void ck_from_hash(const char *text, size_t size, char hex[65]);

#endif
