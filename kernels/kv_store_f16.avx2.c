#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "kv_store_f16_vec.h"

CK_FN(ck_kv_store_f16_avx2)
{
	ck_kv_store_f16_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_kv_store_f16_avx2, CK_BODY_AVX2(ck_kv_store_f16_avx2),
	.op = "kv_store", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
