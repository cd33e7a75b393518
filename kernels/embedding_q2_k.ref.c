#include "kernel.h"

#include "block_ref.h"
#include "q2_k.h"

CK_FN(ck_embedding_q2_k_ref)
{
	ck_embedding_blocks(args, lo, hi, ck_rows_decode, &ck_q2_k);
}

CK_KERNEL(ck_embedding_q2_k_ref, CK_BODY_REF(ck_embedding_q2_k_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q2_k", .packing = "", .where = "E % 256 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
