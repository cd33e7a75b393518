/* add, in plain C for every ISA. */
#ifndef CK_KERNEL_ADD_PLAIN_H
#define CK_KERNEL_ADD_PLAIN_H

#include "add.h"

static inline void ck_add_plain(const struct ck_add *a, int64_t lo, int64_t hi)
{
	for (int64_t r = lo; r < hi; r++)
		a->y[r] = a->a[r] + a->b[r];
}

#endif
