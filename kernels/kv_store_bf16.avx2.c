#include "kernel.h"

#ifdef CK_HAVE_AVX2
#include "kv_store_plain.h"

CK_FN(ck_kv_store_bf16_avx2)
{
	ck_kv_store_plain(args, lo, hi, ck_cache_put_bf16);
}
#endif

CK_KERNEL(ck_kv_store_bf16_avx2, CK_BODY_AVX2(ck_kv_store_bf16_avx2),
	.op = "kv_store", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "kc=bf16 vc=bf16", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);
