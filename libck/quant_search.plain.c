#include "quant_block.h"

const struct ck_quant_type ck_quant_searched[CK_QUANT_SEARCHED_TYPES] = CK_QUANT_SEARCHED;
