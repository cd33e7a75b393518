/* Support for generated code: what every program does the same way. No libc. */
#ifndef CK_GEN_H
#define CK_GEN_H

#include <stddef.h>
#include <stdint.h>

#include "ck_abi.h"

/* The part of n items that a thread does: whole grains, in rank order, evenly. */
struct ck_span { int64_t lo, hi; };

static inline struct ck_span ck_span(int64_t n, int64_t grain, int rank, int size)
{
	const int64_t parts = (n + grain - 1) / grain;
	struct ck_span s = { parts * rank / size * grain, parts * (rank + 1) / size * grain };
	s.hi = s.hi < n ? s.hi : n;
	return s;
}

static inline void *ck_at(uint8_t *arena, uint64_t offset)
{
	return arena + offset;
}

static inline const void *ck_in(const uint8_t *arena, uint64_t offset)
{
	return arena + offset;
}

/* In this thread's part of the scratch arena. */
static inline void *ck_own(const struct ck_ctx *c, int rank, uint64_t size, uint64_t offset)
{
	return c->scratch + (uint64_t)rank * size + offset;
}

/* A weight that an op writes: the layout says rw of its arena, and the caller bound it so. */
static inline void *ck_master(const struct ck_ctx *c, uint64_t offset)
{
	return (void *)(uintptr_t)(c->weights + offset);
}

static inline void ck_barrier(const struct ck_ctx *c, int rank)
{
	c->host->barrier(c->host->user, rank);
}

static inline void ck_trace(const struct ck_ctx *c, int rank, int op, int done)
{
	if (c->host->trace)
		c->host->trace(c->host->user, rank, op, done);
}

/* Ends the step on every thread with what rank 0 found; all threads call it together. */
static inline int ck_agree(const struct ck_ctx *c, int rank)
{
	ck_barrier(c, rank);
	const int trapped = c->trapped;
	ck_barrier(c, rank);
	return trapped;
}

static inline void ck_raise(struct ck_ctx *c, int op, enum ck_trap what, int64_t where)
{
	if (c->trapped)
		return;
	c->trapped = (int)what;
	c->host->trap(c->host->user, op, what, where);
}

/* Each of n integers is in [least, below); io is the input's index. Called by one thread. */
static inline void ck_check_input_from(struct ck_ctx *c, int io, const int32_t *v, int64_t n, int64_t least, int64_t below)
{
	for (int64_t i = 0; i < n; i++)
		if (v[i] < least || v[i] >= below) {
			ck_raise(c, io, CK_TRAP_INPUT, i);
			return;
		}
}

static inline void ck_check_input(struct ck_ctx *c, int io, const int32_t *v, int64_t n, int64_t below)
{
	ck_check_input_from(c, io, v, n, 0, below);
}

/* Call dimension i is in [0, max]. Called by one thread. */
static inline void ck_check_bound(struct ck_ctx *c, int i, int64_t max)
{
	if (c->dim[i] < 0 || c->dim[i] > max)
		ck_raise(c, i, CK_TRAP_BOUND, c->dim[i]);
}

static inline void ck_check_canary(struct ck_ctx *c, int op, const uint8_t *arena, uint64_t offset)
{
	const uint32_t *w = (const uint32_t *)(const void *)(arena + offset);
	for (int i = 0; i < CK_CANARY_BYTES / 4; i++)
		if (w[i] != CK_CANARY) {
			ck_raise(c, op, CK_TRAP_CANARY, (int64_t)offset);
			return;
		}
}

/* n F32 values, none NaN or infinite. */
static inline void ck_check_finite(struct ck_ctx *c, int op, const void *v, int64_t n)
{
	const uint32_t *w = v;
	for (int64_t i = 0, end; i < n; i = end) {
		uint32_t any = 0; /* bit 31 if an exponent of these is all ones */
		end = i + 256 < n ? i + 256 : n;
		for (int64_t j = i; j < end; j++)
			any |= (w[j] & 0x7f800000u) + 0x00800000u;
		for (; any >> 31 && i < end; i++)
			if ((w[i] & 0x7f800000u) == 0x7f800000u) {
				ck_raise(c, op, CK_TRAP_NOT_FINITE, i);
				return;
			}
	}
}

/* Hands a marked value to the host, all threads waiting. */
static inline void ck_observe(struct ck_ctx *c, int rank, int op, const char *value, void *data, int64_t bytes)
{
	ck_barrier(c, rank);
	if (rank == 0 && c->host->observe)
		c->host->observe(c->host->user, op, value, data, bytes);
	ck_barrier(c, rank);
}

static inline void ck_plant_canary(uint8_t *arena, uint64_t offset)
{
	uint32_t *w = (uint32_t *)(void *)(arena + offset);
	for (int i = 0; i < CK_CANARY_BYTES / 4; i++)
		w[i] = CK_CANARY;
}

#endif
