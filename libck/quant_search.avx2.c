/* For CPUs with AVX2, where the compiler can. */
#include "quant_block.h"

const struct ck_quant_type ck_quant_searched_avx2[CK_QUANT_SEARCHED_TYPES] = CK_QUANT_SEARCHED;
