/* Dot products of rows of BF16 x with n16 panels of BF16. */
#include "vec_narrow.h"

#define CK_TILE_PANEL ck_n16_f16
#define CK_TILE_W uint16_t
#define CK_TILE_LOAD ck_v_load_bf16
#define CK_TILE_X uint16_t
#define CK_TILE_SPREAD ck_v_set_bf16
#include "tile_float.h"
