/* Representations of floating-point numbers. */
#ifndef CK_KERNEL_BITS_H
#define CK_KERNEL_BITS_H

#include <stdint.h>
#include <string.h>

static inline uint32_t ck_bits_of(float x)
{
	uint32_t u;
	memcpy(&u, &x, sizeof u);
	return u;
}

static inline float ck_f32_of(uint32_t u)
{
	float x;
	memcpy(&x, &u, sizeof x);
	return x;
}

static inline uint64_t ck_bits_of_f64(double x)
{
	uint64_t u;
	memcpy(&u, &x, sizeof u);
	return u;
}

static inline double ck_f64_of(uint64_t u)
{
	double x;
	memcpy(&x, &u, sizeof x);
	return x;
}

#endif
