#include "iq4_xs.h"
#include "pack_block.h"

CK_PACK_N16(iq4_xs, "panels of 16 rows, per 256 K each unit of a block x 16 rows",
	ck_block_size, ck_block_pack, ck_block_unpack, &ck_iq4_xs);
