#include "kernel.h"

#include "block_ref.h"
#include "q4_0.h"

CK_FN(ck_embedding_q4_0_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_rows_decode, &ck_q4_0);
}

CK_KERNEL(ck_embedding_q4_0_ref, CK_BODY_REF(ck_embedding_q4_0_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q4_0", .packing = "", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
