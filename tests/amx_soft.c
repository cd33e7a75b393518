#define CK_AMX_SOFT
#include "amx.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tile {
	int rows, bytes; /* 0: not configured */
	_Alignas(64) uint8_t row[CK_TILE_ROWS][CK_TILE_BYTES];
};

static _Thread_local struct tile tiles[CK_TILES];

__attribute__((noreturn, format(printf, 1, 2))) static void trap(const char *what, ...)
{
	va_list list;
	va_start(list, what);
	fputs("AMX: ", stderr);
	vfprintf(stderr, what, list);
	fputc('\n', stderr);
	va_end(list);
	abort();
}

static struct tile *tile(const char *instruction, int t)
{
	if (t < 0 || t >= CK_TILES)
		trap("%s: there is no tile %d", instruction, t);
	if (!tiles[t].rows)
		trap("%s: tile %d is not configured", instruction, t);
	return &tiles[t];
}

void ck_soft_tilerelease(void)
{
	memset(tiles, 0, sizeof tiles);
}

void ck_soft_ldtilecfg(const struct ck_tile_config *c)
{
	if (c->palette > 1)
		trap("ldtilecfg: palette %d", c->palette);
	ck_soft_tilerelease();
	if (!c->palette)
		return;
	for (size_t i = 0; i < sizeof c->reserved; i++)
		if (c->reserved[i])
			trap("ldtilecfg: a reserved byte is not 0");
	for (int t = 0; t < 16; t++) {
		const int rows = c->rows[t], bytes = c->row_bytes[t];
		if (t >= CK_TILES && (rows || bytes))
			trap("ldtilecfg: there is no tile %d", t);
		if (rows > CK_TILE_ROWS || bytes > CK_TILE_BYTES || !rows != !bytes)
			trap("ldtilecfg: tile %d of %d rows of %d bytes", t, rows, bytes);
		if (t < CK_TILES) {
			tiles[t].rows = rows;
			tiles[t].bytes = bytes;
		}
	}
}

void ck_soft_tilezero(int t)
{
	memset(tile("tilezero", t)->row, 0, sizeof tiles->row);
}

void ck_soft_tileloadd(int t, const void *base, int64_t stride)
{
	struct tile *to = tile("tileloadd", t);
	memset(to->row, 0, sizeof to->row);
	for (int r = 0; r < to->rows; r++)
		memcpy(to->row[r], (const uint8_t *)base + r * stride, (size_t)to->bytes);
}

void ck_soft_tilestored(int t, void *base, int64_t stride)
{
	const struct tile *from = tile("tilestored", t);
	for (int r = 0; r < from->rows; r++)
		memcpy((uint8_t *)base + r * stride, from->row[r], (size_t)from->bytes);
}

/* The tiles of a product. */
struct product { struct tile *c; const struct tile *a, *b; };

static struct product product(const char *instruction, int c, int a, int b)
{
	const struct product p = { tile(instruction, c), tile(instruction, a), tile(instruction, b) };
	if (c == a || c == b || a == b)
		trap("%s: tiles %d, %d and %d are not three", instruction, c, a, b);
	if (p.c->bytes % 4 || p.a->bytes % 4 || p.b->bytes % 4)
		trap("%s: rows that are not multiples of 4 bytes", instruction);
	if (p.c->rows != p.a->rows || p.c->bytes != p.b->bytes || p.a->bytes / 4 != p.b->rows)
		trap("%s: %d rows of %d bytes are not %d of %d times %d of %d", instruction, p.c->rows, p.c->bytes, p.a->rows, p.a->bytes,
			p.b->rows, p.b->bytes);
	return p;
}

static void dot_bytes(const struct product *p, int b_signed)
{
	const int columns = p->c->bytes / 4;
	for (int m = 0; m < p->c->rows; m++) {
		uint32_t sum[CK_TILE_BYTES / 4];
		memcpy(sum, p->c->row[m], sizeof sum);
		for (int k = 0; k < p->a->bytes; k++) {
			const int a = (int8_t)p->a->row[m][k];
			for (int n = 0; n < columns; n++) {
				const uint8_t b = p->b->row[k / 4][4 * n + k % 4];
				sum[n] += (uint32_t)(a * (b_signed ? (int8_t)b : b));
			}
		}
		memcpy(p->c->row[m], sum, (size_t)p->c->bytes);
	}
}

void ck_soft_tdpbssd(int c, int a, int b)
{
	const struct product p = product("tdpbssd", c, a, b);
	dot_bytes(&p, 1);
}

void ck_soft_tdpbsud(int c, int a, int b)
{
	const struct product p = product("tdpbsud", c, a, b);
	dot_bytes(&p, 0);
}

static inline float zeroed(float x)
{
	return fabsf(x) < 0x1p-126f ? copysignf(0, x) : x;
}

/* What is below 2^-126 becomes 0 if it still is when rounded as if exponents had no end: 2^24 times as large, it is. */
static inline float fma_zeroed(float a, float b, float c)
{
	const float y = fmaf(a, b, c), scaled = fmaf(a * 0x1p24f, b, c * 0x1p24f);
	return fabsf(y) < 0x1p-126f || fabsf(scaled) < 0x1p-102f ? copysignf(0, y) : y;
}

/* Element k of a row of bf16. */
static inline float bf16(const uint8_t *row, int k)
{
	uint16_t h;
	memcpy(&h, row + 2 * k, sizeof h);
	const uint32_t u = (uint32_t)h << 16;
	float x;
	memcpy(&x, &u, sizeof x);
	return zeroed(x);
}

void ck_soft_tdpbf16ps(int c, int a, int b)
{
	const struct product p = product("tdpbf16ps", c, a, b);
	const int columns = p.c->bytes / 4;
	float w[CK_TILE_ROWS][2][CK_TILE_BYTES / 4];
	for (int k = 0; k < p.b->rows; k++)
		for (int i = 0; i < 2; i++)
			for (int n = 0; n < columns; n++)
				w[k][i][n] = bf16(p.b->row[k], 2 * n + i);
	for (int m = 0; m < p.c->rows; m++) {
		float chain[2][CK_TILE_BYTES / 4] = { { 0 } }, sum[CK_TILE_BYTES / 4];
		for (int k = 0; k < p.b->rows; k++)
			for (int i = 0; i < 2; i++) {
				const float x = bf16(p.a->row[m], 2 * k + i);
				for (int n = 0; n < columns; n++)
					chain[i][n] = fma_zeroed(x, w[k][i][n], chain[i][n]);
			}
		memcpy(sum, p.c->row[m], sizeof sum);
		for (int n = 0; n < columns; n++)
			sum[n] = zeroed(zeroed(sum[n]) + zeroed(chain[0][n] + chain[1][n]));
		memcpy(p.c->row[m], sum, (size_t)p.c->bytes);
	}
}
