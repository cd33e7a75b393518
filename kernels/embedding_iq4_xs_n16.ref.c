#include "kernel.h"

#include "block_ref.h"
#include "iq4_xs.h"

CK_FN(ck_embedding_iq4_xs_n16_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_n16_decode, &ck_iq4_xs);
}

CK_KERNEL(ck_embedding_iq4_xs_n16_ref, CK_BODY_REF(ck_embedding_iq4_xs_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=iq4_xs", .packing = "w=n16", .where = "E % 256 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
