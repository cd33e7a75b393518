#include "kernel.h"

#include "block_ref.h"
#include "q5_1.h"

CK_FN(ck_embedding_q5_1_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_rows_decode, &ck_q5_1);
}

CK_KERNEL(ck_embedding_q5_1_ref, CK_BODY_REF(ck_embedding_q5_1_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q5_1", .packing = "", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
