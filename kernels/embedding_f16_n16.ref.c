#include "kernel.h"

#include "embedding_ref.h"

static float element(const void *w, int64_t v, int64_t e, int64_t E)
{
	return ck_f16_to_f32(ck_n16_f16(w, v / CK_PANEL, E)[e * CK_PANEL + v % CK_PANEL]);
}

CK_FN(ck_embedding_f16_n16_ref)
{
	ck_embedding_ref(args, lo, hi, element);
}

CK_KERNEL(ck_embedding_f16_n16_ref, CK_BODY_REF(ck_embedding_f16_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=f16", .packing = "w=n16", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
