#include "kernel.h"

#include "block_ref.h"
#include "embedding_ref.h"
#include "q3_k.h"

static float element(const void *w, int64_t v, int64_t e, int64_t E)
{
	return ck_element_n16(w, v, e, E, &ck_q3_k);
}

CK_FN(ck_embedding_q3_k_n16_ref)
{
	ck_embedding_ref(args, lo, hi, element);
}

CK_KERNEL(ck_embedding_q3_k_n16_ref, CK_BODY_REF(ck_embedding_q3_k_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q3_k", .packing = "w=n16", .where = "E % 256 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
