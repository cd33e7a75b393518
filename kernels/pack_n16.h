/* n16 of plain elements: a transposition within each panel. */
#ifndef CK_KERNEL_PACK_N16_H
#define CK_KERNEL_PACK_N16_H

#include "kernel.h"
#include "n16.h"

/* Bytes of n rows of k units of so many bytes in whole panels; -1: not possible. */
static inline int64_t ck_n16_size(int64_t n, int64_t k, int64_t bytes)
{
	int64_t size;
	if (n < 1 || k < 1 || __builtin_add_overflow(n, CK_PANEL - 1, &n))
		return -1;
	if (__builtin_mul_overflow(n / CK_PANEL, k, &size) || __builtin_mul_overflow(size, bytes * CK_PANEL, &size))
		return -1;
	return size;
}

static inline void ck_n16_pack(uint8_t *packed, const uint8_t *rows, int64_t n, int64_t k, int bytes)
{
	for (int64_t p = 0; p < n; p += CK_PANEL)
		for (int64_t i = 0; i < k; i++)
			for (int64_t r = p; r < p + CK_PANEL; r++, packed += bytes)
				if (r < n)
					memcpy(packed, rows + (r * k + i) * bytes, (size_t)bytes);
				else
					memset(packed, 0, (size_t)bytes);
}

static inline void ck_n16_unpack(uint8_t *rows, const uint8_t *packed, int64_t n, int64_t k, int bytes)
{
	for (int64_t p = 0; p < n; p += CK_PANEL)
		for (int64_t i = 0; i < k; i++)
			for (int64_t r = p; r < p + CK_PANEL; r++, packed += bytes)
				if (r < n)
					memcpy(rows + (r * k + i) * bytes, packed, (size_t)bytes);
}

/* The descriptor of dtype's n16 packing: size_of, pack_as and unpack_as take what follows n and k as their last argument. */
#define CK_PACK_N16(type, words, size_of, pack_as, unpack_as, ...) \
	static int64_t size(int64_t n, int64_t k) \
	{ \
		return size_of(n, k, __VA_ARGS__); \
	} \
	static void pack(void *packed, const void *rows, int64_t n, int64_t k) \
	{ \
		pack_as(packed, rows, n, k, __VA_ARGS__); \
	} \
	static void unpack(void *rows, const void *packed, int64_t n, int64_t k) \
	{ \
		unpack_as(rows, packed, n, k, __VA_ARGS__); \
	} \
	extern const struct ck_packing ck_pack_##type##_n16; \
	const struct ck_packing ck_pack_##type##_n16 = { \
		.name = "n16", .dtype = #type, .doc = words, .size = size, .pack = pack, .unpack = unpack \
	}

#endif
