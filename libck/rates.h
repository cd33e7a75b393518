/* What this machine's team reaches, measured when asked: the limits that ck-bench compares with. Each is the best of a few
 * short runs. Arithmetic works in registers or tiles on arbitrary values, with the widest instructions that cpu.h grants. */
#ifndef CK_RATES_H
#define CK_RATES_H

#include <stdint.h>

#include "team.h"

/* Bytes per second that the team reads of p[0..n), each thread a contiguous part. */
double ck_rate_read(struct ck_team *t, const void *p, uint64_t n);

/* FLOP per second of fused F32 multiply-adds. */
double ck_rate_f32(struct ck_team *t);

/* Operations per second of 8-bit products, summed exactly in 32 bits; a product and a sum are two. */
double ck_rate_int8(struct ck_team *t);

/* FLOP per second of products of bf16, summed in F32; 0 if the CPU has none. */
double ck_rate_bf16(struct ck_team *t);

#endif
