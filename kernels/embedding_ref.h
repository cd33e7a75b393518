/* Reference embedding: rows are gathered element by element. */
#ifndef CK_KERNEL_EMBEDDING_REF_H
#define CK_KERNEL_EMBEDDING_REF_H

#include "embedding.h"
#include "n16.h"

/* Element e of row v, exact. */
typedef float ck_element_fn(const void *w, int64_t v, int64_t e, int64_t E);

static inline void ck_embedding_ref(const struct ck_embedding *a, int64_t lo, int64_t hi, ck_element_fn *element)
{
	for (int64_t t = lo; t < hi; t++)
		for (int64_t e = 0; e < a->E; e++)
			a->y[t * a->E + e] = a->scale * element(a->w, a->id[t], e, a->E);
}

#endif
