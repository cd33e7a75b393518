#include "pack_block.h"
#include "q4_1.h"

CK_PACK_N16(q4_1, "panels of 16 rows, per 32 K each unit of a block x 16 rows",
	ck_block_size, ck_block_pack, ck_block_unpack, &ck_q4_1);
