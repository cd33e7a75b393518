/* AMX's tiles in software, after the instruction set reference (Intel, SDM volume 2, LDTILECFG to TILEZERO and TDP*). Each thread
 * has its own. What the CPU answers with #GP or #UD ends the process with a message. kernels/amx.h includes this where
 * CK_AMX_SOFT is defined. */
#ifndef CK_TEST_AMX_SOFT_H
#define CK_TEST_AMX_SOFT_H

#include <stdint.h>

struct ck_tile_config;

void ck_soft_ldtilecfg(const struct ck_tile_config *c);
void ck_soft_tilerelease(void);
void ck_soft_tilezero(int t);
void ck_soft_tileloadd(int t, const void *base, int64_t stride);
void ck_soft_tilestored(int t, void *base, int64_t stride);

/* c += a * b: A with 4 bytes for each row of B. Sums of int8 wrap. */
void ck_soft_tdpbssd(int c, int a, int b);
void ck_soft_tdpbsud(int c, int a, int b);

/* A with 2 bf16 for each row of B: two chains of fma, of even and of odd k, then their sum, then the sum with c; nearest even,
 * what is subnormal is 0 before and after each. */
void ck_soft_tdpbf16ps(int c, int a, int b);

#define ck_tiles_open(c) ck_soft_ldtilecfg(c)
#define ck_tiles_close() ck_soft_tilerelease()
#define CK_TILE_ZERO(t) ck_soft_tilezero(t)
#define CK_TILE_LOAD(t, base, stride) ck_soft_tileloadd(t, base, stride)
#define CK_TILE_STORE(t, base, stride) ck_soft_tilestored(t, base, stride)
#define CK_TILE_DOT_SS(c, a, b) ck_soft_tdpbssd(c, a, b)
#define CK_TILE_DOT_SU(c, a, b) ck_soft_tdpbsud(c, a, b)
#define CK_TILE_DOT_BF16(c, a, b) ck_soft_tdpbf16ps(c, a, b)

#endif
