#include "pack_n16.h"

CK_PACK_N16(f16, "panels of 16 rows, [K][16]",
	ck_n16_size, ck_n16_pack, ck_n16_unpack, 2);
