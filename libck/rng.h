/* PCG32 (O'Neill 2014, pcg-random.org): 64-bit state, XSH-RR output; the same sequence on every machine. */
#ifndef CK_RNG_H
#define CK_RNG_H

#include <stdint.h>

struct ck_rng {
	uint64_t state, increment;
};

/* As pcg32_srandom_r: any seed, any stream; different streams never coincide. */
void ck_rng_seed(struct ck_rng *r, uint64_t seed, uint64_t stream);

uint32_t ck_rng_u32(struct ck_rng *r);

/* Uniform in [0, 1), a multiple of 2^-53: two outputs, the first gives the high bits. */
double ck_rng_unit(struct ck_rng *r);

#endif
