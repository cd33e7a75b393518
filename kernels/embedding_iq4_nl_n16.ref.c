#include "kernel.h"

#include "block_ref.h"
#include "iq4_nl.h"

CK_FN(ck_embedding_iq4_nl_n16_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_n16_decode, &ck_iq4_nl);
}

CK_KERNEL(ck_embedding_iq4_nl_n16_ref, CK_BODY_REF(ck_embedding_iq4_nl_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=iq4_nl", .packing = "w=n16", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
