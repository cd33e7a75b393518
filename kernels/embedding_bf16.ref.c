#include "kernel.h"

#include "bf16.h"
#include "embedding_ref.h"

static float element(const void *w, int64_t v, int64_t e, int64_t E)
{
	return ck_bf16_to_f32(((const uint16_t *)w)[v * E + e]);
}

CK_FN(ck_embedding_bf16_ref)
{
	ck_embedding_ref(args, lo, hi, element);
}

CK_KERNEL(ck_embedding_bf16_ref, CK_BODY_REF(ck_embedding_bf16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=bf16", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
