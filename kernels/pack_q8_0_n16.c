#include "kernel.h"

#include "pack_n16.h"

enum { BLOCK = 34 }; /* bytes: F16 scale, then 32 int8 */

static int64_t size(int64_t n, int64_t k)
{
	return k % CK_Q8_BLOCK ? -1 : ck_n16_size(n, k / CK_Q8_BLOCK, BLOCK);
}

static void pack(void *packed, const void *rows, int64_t n, int64_t k)
{
	static const uint8_t zero[BLOCK];
	const int64_t blocks = k / CK_Q8_BLOCK;
	uint8_t *panel = packed;
	for (int64_t p = 0; p < n; p += CK_PANEL, panel += blocks * CK_Q8_PANEL)
		for (int64_t r = 0; r < CK_PANEL; r++)
			for (int64_t b = 0; b < blocks; b++) {
				const uint8_t *block = p + r < n ? (const uint8_t *)rows + ((p + r) * blocks + b) * BLOCK : zero;
				uint8_t *line = panel + ck_q8_lines_at(b, blocks) + r * 4;
				memcpy(panel + ck_q8_scales(b) + r * 2, block, 2);
				for (int i = 0; i < CK_Q8_BLOCK; i++)
					line[i / 4 * CK_Q8_LINE + i % 4] = block[2 + i] ^ 0x80;
			}
}

static void unpack(void *rows, const void *packed, int64_t n, int64_t k)
{
	const int64_t blocks = k / CK_Q8_BLOCK;
	for (int64_t r = 0; r < n; r++) {
		const uint8_t *panel = ck_n16_q8_0(packed, r / CK_PANEL, k);
		for (int64_t b = 0; b < blocks; b++) {
			uint8_t *block = (uint8_t *)rows + (r * blocks + b) * BLOCK;
			const uint8_t *line = panel + ck_q8_lines_at(b, blocks) + r % CK_PANEL * 4;
			memcpy(block, panel + ck_q8_scales(b) + r % CK_PANEL * 2, 2);
			for (int i = 0; i < CK_Q8_BLOCK; i++)
				block[2 + i] = line[i / 4 * CK_Q8_LINE + i % 4] ^ 0x80;
		}
	}
}

extern const struct ck_packing ck_pack_q8_0_n16;
const struct ck_packing ck_pack_q8_0_n16 = {
	.name = "n16", .dtype = "q8_0",
	.doc = "panels of 16 rows, per 64 K 2 x 16 scales and 16 lines of 4 K x 16 rows, bytes q + 128",
	.size = size, .pack = pack, .unpack = unpack
};
