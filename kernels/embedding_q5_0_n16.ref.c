#include "kernel.h"

#include "block_ref.h"
#include "q5_0.h"

CK_FN(ck_embedding_q5_0_n16_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_n16_decode, &ck_q5_0);
}

CK_KERNEL(ck_embedding_q5_0_n16_ref, CK_BODY_REF(ck_embedding_q5_0_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q5_0", .packing = "w=n16", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
