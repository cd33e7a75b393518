#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "rope_dx_plain.h"

CK_FN(ck_rope_dx_f32_avx2)
{
	ck_rope_dx_plain(args, lo, hi);
}
#endif

CK_KERNEL(ck_rope_dx_f32_avx2, CK_BODY_AVX2(ck_rope_dx_f32_avx2),
	.op = "rope_dx", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
