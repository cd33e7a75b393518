/* Rows of int8 activations (quantize.h). */
#ifndef CK_KERNEL_A8_H
#define CK_KERNEL_A8_H

#include <stdint.h>

/* Bytes of K elements: of a8_32 and a8s_32, K a multiple of 32; of a8_256, K a multiple of 256. */
enum { CK_A8_32 = 40, CK_A8_256 = 292 };

struct ck_a8 {
	int8_t *q;      /* [K] */
	float *d;       /* [K/32] */
	int32_t *sum;   /* [K/32] */
};

static inline struct ck_a8 ck_a8_row(const void *x, int64_t t, int64_t K)
{
	int8_t *row = (int8_t *)(uintptr_t)x + t * (K / 32 * CK_A8_32);
	float *d = (float *)(void *)(row + K);
	return (struct ck_a8){ row, d, (int32_t *)(void *)(d + K / 32) };
}

struct ck_a8s {
	int8_t *q;      /* [K] */
	float *d, *s;   /* [K/32] */
};

static inline struct ck_a8s ck_a8s_row(const void *x, int64_t t, int64_t K)
{
	int8_t *row = (int8_t *)(uintptr_t)x + t * (K / 32 * CK_A8_32);
	float *d = (float *)(void *)(row + K);
	return (struct ck_a8s){ row, d, d + K / 32 };
}

struct ck_a8_256 {
	int8_t *q;      /* [K] */
	float *d;       /* [K/256] */
	int16_t *sum;   /* [K/16] */
};

static inline struct ck_a8_256 ck_a8_256_row(const void *x, int64_t t, int64_t K)
{
	int8_t *row = (int8_t *)(uintptr_t)x + t * (K / 256 * CK_A8_256);
	float *d = (float *)(void *)(row + K);
	return (struct ck_a8_256){ row, d, (int16_t *)(void *)(d + K / 256) };
}

#endif
