/* Packing n16 of block types: per panel of 16 rows and block of K, every unit of the block in its order, of
 * all 16 rows: [unit][16 rows][unit bytes]. Units are 2 bytes at the head and tail of a block, where types
 * keep F16 scales, and 4 bytes between: a field at byte f of a block, row r, is at 16 * f + r * unit. Rows of
 * the last panel beyond the matrix are zero bytes. */
#ifndef CK_KERNEL_N16_BLOCK_H
#define CK_KERNEL_N16_BLOCK_H

#include <string.h>

#include "n16.h"
#include "unroll.h"

enum { CK_SUPER = 256 }; /* elements of the longest block */

/* A block as integers: element k is d * scale[k / sub] * q[k] - m * min[k / sub], the products exact. */
struct ck_block {
	float d, m;
	int32_t scale[16], min[16];
	int16_t q[CK_SUPER];
};

struct ck_panel_block;

/* 4 bytes, or an integer, of each of so many rows of a panel as a register takes: group h of rows. */
#ifdef __AVX512F__
#define CK_GROUP_BYTES 64
#else
#define CK_GROUP_BYTES 32
#endif
enum { CK_GROUPS = 4 * CK_PANEL / CK_GROUP_BYTES };

typedef uint64_t ck_bytes __attribute__((vector_size(CK_GROUP_BYTES), aligned(1), may_alias));
typedef uint32_t ck_words __attribute__((vector_size(CK_GROUP_BYTES), aligned(1), may_alias));
typedef int32_t ck_integers __attribute__((vector_size(CK_GROUP_BYTES), aligned(1), may_alias));

struct ck_block_type {
	int k, bytes;    /* elements and bytes of a block */
	int head, tail;  /* 2-byte units at its ends */
	int sub;         /* elements that share a scale */
	int bias, top;   /* what lines hold beyond q, and the most that they hold */
	int reach;       /* of types of 256: the largest |scale * q| */
	int d, m;        /* byte of the F16 scale, of the F16 minimum (-1: none) */
	void (*decode)(struct ck_block *out, const uint8_t *block);           /* of one row */
	/* Of a panel's 16 rows, d and m apart; l, j and h are constants where the block is not expanded before. */
	void (*line)(ck_bytes *out, const uint8_t *block, int l, int h);      /* k 4l to 4l + 3 */
	void (*scale)(ck_integers *out, const uint8_t *block, int j, int h);  /* of part j; of types of 256 */
	void (*min)(ck_integers *out, const uint8_t *block, int j, int h);    /* where m is not -1 */
	void (*expand)(struct ck_panel_block *out, const uint8_t *block);
};

/* 16 blocks, as dot products read them: lines of [16 rows][4 k] bytes q + bias. */
struct ck_panel_block {
	_Alignas(64) uint8_t line[CK_SUPER / 4][4 * CK_PANEL];
	_Alignas(64) int32_t scale[16][CK_PANEL], min[16][CK_PANEL]; /* of types of 256; min where m is not -1 */
};

static inline const uint8_t *ck_n16_panel(const void *w, int64_t panel, int64_t K, const struct ck_block_type *type)
{
	return (const uint8_t *)w + panel * (K / type->k) * type->bytes * CK_PANEL;
}

/* Copies units of one row between a block and its place in a panel. */
static inline void ck_n16_put(uint8_t *panel, const uint8_t *block, int r, const struct ck_block_type *type)
{
	const int tail = type->bytes - 2 * type->tail;
	int f = 0;
	for (; f < 2 * type->head; f += 2)
		memcpy(panel + CK_PANEL * f + r * 2, block + f, 2);
	for (; f < tail; f += 4)
		memcpy(panel + CK_PANEL * f + r * 4, block + f, 4);
	for (; f < type->bytes; f += 2)
		memcpy(panel + CK_PANEL * f + r * 2, block + f, 2);
}

static inline void ck_n16_get(uint8_t *block, const uint8_t *panel, int r, const struct ck_block_type *type)
{
	const int tail = type->bytes - 2 * type->tail;
	int f = 0;
	for (; f < 2 * type->head; f += 2)
		memcpy(block + f, panel + CK_PANEL * f + r * 2, 2);
	for (; f < tail; f += 4)
		memcpy(block + f, panel + CK_PANEL * f + r * 4, 4);
	for (; f < type->bytes; f += 2)
		memcpy(block + f, panel + CK_PANEL * f + r * 2, 2);
}

/* Block b of row n. */
static inline void ck_n16_decode(struct ck_block *out, const void *w, int64_t n, int64_t b, int64_t K,
	const struct ck_block_type *type)
{
	uint8_t block[CK_SUPER];
	ck_n16_get(block, ck_n16_panel(w, n / CK_PANEL, K, type) + b * type->bytes * CK_PANEL, (int)(n % CK_PANEL), type);
	type->decode(out, block);
}

static inline float ck_block_f16(const uint8_t *p)
{
	uint16_t h;
	memcpy(&h, p, sizeof h);
	return ck_f16_to_f32(h);
}

static inline float ck_block_value(const struct ck_block *b, int k, int sub)
{
	return b->d * (float)b->scale[k / sub] * (float)b->q[k] - b->m * (float)b->min[k / sub];
}

#endif
