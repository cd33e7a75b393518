/* Dot products with n16 panels of F32. */
#define CK_TILE_PANEL ck_n16_f32
#define CK_TILE_W float
#define CK_TILE_LOAD ck_v_load
#define CK_TILE_X float
#define CK_TILE_SPREAD(p) ck_v_set(*(p))
#include "tile_float.h"
