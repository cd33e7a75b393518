/* n16 of block types. */
#ifndef CK_KERNEL_PACK_BLOCK_H
#define CK_KERNEL_PACK_BLOCK_H

#include "n16_block.h"
#include "pack_n16.h"

static inline int64_t ck_block_size(int64_t n, int64_t k, const struct ck_block_type *type)
{
	return k % type->k ? -1 : ck_n16_size(n, k / type->k, type->bytes);
}

static inline void ck_block_pack(uint8_t *packed, const uint8_t *rows, int64_t n, int64_t k, const struct ck_block_type *type)
{
	static const uint8_t zero[CK_SUPER];
	const int64_t blocks = k / type->k;
	for (int64_t p = 0; p < n; p += CK_PANEL)
		for (int64_t b = 0; b < blocks; b++, packed += type->bytes * CK_PANEL)
			for (int r = 0; r < CK_PANEL; r++)
				ck_n16_put(packed, p + r < n ? rows + ((p + r) * blocks + b) * type->bytes : zero, r, type);
}

static inline void ck_block_unpack(uint8_t *rows, const uint8_t *packed, int64_t n, int64_t k, const struct ck_block_type *type)
{
	const int64_t blocks = k / type->k;
	for (int64_t r = 0; r < n; r++)
		for (int64_t b = 0; b < blocks; b++)
			ck_n16_get(rows + (r * blocks + b) * type->bytes,
				ck_n16_panel(packed, r / CK_PANEL, k, type) + b * type->bytes * CK_PANEL, (int)(r % CK_PANEL), type);
}

#endif
