/* Lines of a panel's block (n16_block.h) from its fields of bits, 32 bytes at a time. */
#ifndef CK_KERNEL_LINES_H
#define CK_KERNEL_LINES_H

#include "n16_block.h"
#include "unroll.h"

typedef uint64_t ck_bytes __attribute__((vector_size(32), aligned(1), may_alias));

#define CK_WORD(x) ((x) * UINT64_C(0x0101010101010101))
#define CK_EACH_BYTE(x) ((ck_bytes){ CK_WORD(x), CK_WORD(x), CK_WORD(x), CK_WORD(x) })

/* line[i] = qs[i] >> shift & mask, for n bytes, a multiple of 32. What the shift brings over from other bytes is masked away. */
CK_INLINE void ck_lines(uint8_t *restrict line, int n, const uint8_t *restrict qs, int shift, uint8_t mask)
{
	for (int i = 0; i < n; i += 32)
		*(ck_bytes *)(void *)(line + i) = *(const ck_bytes *)(const void *)(qs + i) >> shift & CK_EACH_BYTE(mask);
}

/* The same, and above it (qh[i] >> high & mask_high) << at. */
CK_INLINE void ck_lines_high(uint8_t *restrict line, int n, const uint8_t *restrict qs, int shift, uint8_t mask,
	const uint8_t *restrict qh, int high, uint8_t mask_high, int at)
{
	for (int i = 0; i < n; i += 32) {
		const ck_bytes low = *(const ck_bytes *)(const void *)(qs + i) >> shift & CK_EACH_BYTE(mask);
		const ck_bytes above = *(const ck_bytes *)(const void *)(qh + i) >> high & CK_EACH_BYTE(mask_high);
		*(ck_bytes *)(void *)(line + i) = low | above << at;
	}
}

typedef uint32_t ck_words __attribute__((vector_size(32), aligned(1), may_alias));
typedef int32_t ck_integers __attribute__((vector_size(32), aligned(1), may_alias));

/* table[j][row]: bits of byte j of every row, from bit `at` of it, of 16 rows whose bytes lie in words, [n / 4][16 rows][4 bytes]. */
CK_INLINE void ck_byte_table(int32_t (*restrict table)[CK_PANEL], int n, const uint8_t *restrict words, int at, int bits)
{
	for (int j = 0; j < n; j++)
		for (int half = 0; half < 2; half++) {
			const ck_words w = *(const ck_words *)(const void *)(words + j / 4 * 4 * CK_PANEL + half * 32);
			*(ck_words *)(void *)(table[j] + half * 8) = w << (32 - bits - at - j % 4 * 8) >> (32 - bits);
		}
}

/* The same of whole bytes with a sign. */
CK_INLINE void ck_signed_table(int32_t (*restrict table)[CK_PANEL], int n, const uint8_t *restrict words)
{
	for (int j = 0; j < n; j++)
		for (int half = 0; half < 2; half++) {
			const ck_integers w = *(const ck_integers *)(const void *)(words + j / 4 * 4 * CK_PANEL + half * 32);
			*(ck_integers *)(void *)(table[j] + half * 8) = w << (24 - j % 4 * 8) >> 24;
		}
}

#endif
