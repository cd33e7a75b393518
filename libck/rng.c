#include "rng.h"

void ck_rng_seed(struct ck_rng *r, uint64_t seed, uint64_t stream)
{
	r->state = 0;
	r->increment = stream << 1 | 1;
	ck_rng_u32(r);
	r->state += seed;
	ck_rng_u32(r);
}

uint32_t ck_rng_u32(struct ck_rng *r)
{
	uint64_t s = r->state;
	r->state = s * 6364136223846793005u + r->increment;
	uint32_t x = (uint32_t)((s >> 18 ^ s) >> 27);
	unsigned turn = (unsigned)(s >> 59);
	return x >> turn | x << (-turn & 31);
}

double ck_rng_unit(struct ck_rng *r)
{
	uint64_t high = ck_rng_u32(r), low = ck_rng_u32(r);
	return (double)((high << 32 | low) >> 11) * 0x1p-53;
}
