/* AMX tiles: 16 rows of 64 bytes each. gcc 12's intrinsics do not tell the compiler which memory they touch; these do.
 * A tile is named by a constant 0 to 7. Products: int8 is C += A * B with A's bytes as a and B's as b say (u or s), bf16
 * flushes subnormals. B's row k holds, for each of 16 columns, 4 bytes (or 2 bf16) of consecutive k.
 *
 * A kernel configures its thread's tiles when it begins and releases them when it ends. */
#ifndef CK_KERNEL_AMX_H
#define CK_KERNEL_AMX_H

#include <stdint.h>

enum { CK_TILES = 8, CK_TILE_ROWS = 16, CK_TILE_BYTES = 64 /* of a row */ };

/* The operand of ldtilecfg. */
struct ck_tile_config {
	uint8_t palette, start_row, reserved[14];
	uint16_t row_bytes[16];
	uint8_t rows[16];
};

/* rows and bytes are neither 0. */
static inline void ck_tile_shape(struct ck_tile_config *c, int tile, int64_t rows, int bytes)
{
	c->rows[tile] = (uint8_t)rows;
	c->row_bytes[tile] = (uint16_t)bytes;
}

#ifdef CK_AMX_SOFT
/* The same in software, for tests on CPUs without AMX. */
#include "amx_soft.h"
#else
static inline void ck_tiles_open(const struct ck_tile_config *c)
{
	__asm__ volatile("ldtilecfg %0" : : "m"(*c));
}

static inline void ck_tiles_close(void)
{
	__asm__ volatile("tilerelease");
}

/* stride: bytes between rows in memory. */
#define CK_TILE_ZERO(t) __asm__ volatile("tilezero %%tmm" #t : :)
#define CK_TILE_LOAD(t, base, stride) \
	__asm__ volatile("tileloadd (%0,%1,1), %%tmm" #t : : "r"(base), "r"((int64_t)(stride)) : "memory")
#define CK_TILE_STORE(t, base, stride) \
	__asm__ volatile("tilestored %%tmm" #t ", (%0,%1,1)" : : "r"(base), "r"((int64_t)(stride)) : "memory")

#define CK_TILE_DOT_SS(c, a, b) __asm__ volatile("tdpbssd %%tmm" #b ", %%tmm" #a ", %%tmm" #c : :)
#define CK_TILE_DOT_SU(c, a, b) __asm__ volatile("tdpbsud %%tmm" #b ", %%tmm" #a ", %%tmm" #c : :)
#define CK_TILE_DOT_BF16(c, a, b) __asm__ volatile("tdpbf16ps %%tmm" #b ", %%tmm" #a ", %%tmm" #c : :)
#endif

/* All tiles whole. */
static inline void ck_tiles_open_whole(void)
{
	struct ck_tile_config c = { .palette = 1 };
	for (int i = 0; i < CK_TILES; i++)
		ck_tile_shape(&c, i, CK_TILE_ROWS, CK_TILE_BYTES);
	ck_tiles_open(&c);
}

#endif
