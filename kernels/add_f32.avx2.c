#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "add_plain.h"

CK_FN(ck_add_f32_avx2)
{
	ck_add_plain(args, lo, hi);
}
#endif

CK_KERNEL(ck_add_f32_avx2, CK_BODY_AVX2(ck_add_f32_avx2),
	.op = "add", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);
