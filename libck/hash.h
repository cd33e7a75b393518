/* XXH3-64 of libxxhash, compiled in. */
#ifndef CK_HASH_H
#define CK_HASH_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#endif
