#include "kernel.h"

#include "block_ref.h"
#include "dot_ref.h"
#include "iq4_nl.h"

static float dot(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	return ck_dot_32_ref(x, t, w, n, K, &ck_iq4_nl);
}

CK_FN(ck_gated_matmul_iq4_nl_ref)
{
	ck_gated_matmul_ref(args, lo, hi, dot);
}

CK_KERNEL(ck_gated_matmul_iq4_nl_ref, CK_BODY_REF(ck_gated_matmul_iq4_nl_ref),
	.op = "gated_matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_32 g=iq4_nl u=iq4_nl", .packing = "g=n16 u=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 32-k blocks", .rank = 0);
