#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "kv_store_plain.h"

CK_FN(ck_kv_store_q8_0_avx2)
{
	ck_kv_store_plain(args, lo, hi, ck_cache_put_q8_0);
}
#endif

CK_KERNEL(ck_kv_store_q8_0_avx2, CK_BODY_AVX2(ck_kv_store_q8_0_avx2),
	.op = "kv_store", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "kc=q8_0 vc=q8_0", .packing = "", .where = "D % 32 == 0",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
