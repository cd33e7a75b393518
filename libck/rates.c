#include "rates.h"

#include <stdatomic.h>

#include "clock.h"
#include "cpu.h"
#include "../kernels/amx.h"
#include "../kernels/unroll.h"

enum { RUNS = 5, ROUNDS = 1 << 21, CHAINS = 12 /* independent sums: latency times instructions per cycle */ };
enum { LEAST = 256 << 20 /* bytes of one reading run */ };

typedef uint64_t words __attribute__((vector_size(32), aligned(8), may_alias));

struct reading { const uint8_t *p; uint64_t n, times; _Atomic uint64_t sum; };

static void read_part(void *arg, int rank, int size)
{
	struct reading *r = arg;
	const uint64_t step = 4 * sizeof(words), steps = r->n / step;
	const uint8_t *lo = r->p + steps * (uint64_t)rank / (uint64_t)size * step;
	const uint8_t *hi = r->p + steps * (uint64_t)(rank + 1) / (uint64_t)size * step;
	words a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
	for (uint64_t i = 0; i < r->times; i++)
		for (const uint8_t *p = lo; p < hi; p += step) {
			const words *w = (const words *)(const void *)p;
			a += w[0], b += w[1], c += w[2], d += w[3];
		}
	a += b + c + d;
	atomic_fetch_add(&r->sum, a[0] + a[1] + a[2] + a[3]); /* so that it is needed */
}

struct job { void (*fn)(uint64_t rounds, uint32_t seed); };

static void compute(void *arg, int rank, int size)
{
	(void)size;
	((struct job *)arg)->fn(ROUNDS, (uint32_t)rank + 1);
}

/* Seconds of the fastest of a few runs, after one that is not counted. */
static double fastest(struct ck_team *t, ck_team_fn *fn, void *arg)
{
	uint64_t best = UINT64_MAX;
	for (int i = 0; i <= RUNS; i++) {
		uint64_t start = ck_now_ns();
		ck_team_run(t, fn, arg);
		uint64_t ns = ck_now_ns() - start;
		if (i && ns < best)
			best = ns;
	}
	return (double)(best ? best : 1) / 1e9;
}

double ck_rate_read(struct ck_team *t, const void *p, uint64_t n)
{
	struct reading r = { .p = p, .n = n, .times = n < LEAST ? LEAST / (n + 1) + 1 : 1 };
	return (double)n * (double)r.times / fastest(t, read_part, &r);
}

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET(isa) __attribute__((target(isa)))
/* A value for the next run that the compiler cannot know, and a use of one that it cannot drop. */
#define KEEP(x) __asm__ volatile("" : "+x"(x))
#define KEEPV(x) __asm__ volatile("" : "+v"(x))

/* CHAINS sums s[i] of rounds products; varies is what the compiler must take as new in each round. */
#define SUMS_RUN(keep, varies, first, product) do { \
	CK_UNROLL \
	for (int i = 0; i < CHAINS; i++) \
		s[i] = (first); \
	for (uint64_t r = 0; r < rounds; r++) { \
		keep(varies); \
		CK_UNROLL \
		for (int i = 0; i < CHAINS; i++) \
			s[i] = (product); \
	} \
	CK_UNROLL \
	for (int i = 0; i < CHAINS; i++) \
		keep(s[i]); \
} while (0)

TARGET("avx2,fma") static void f32_avx2(uint64_t rounds, uint32_t seed)
{
	__m256 x = _mm256_set1_ps(1 + (float)seed * 0x1p-20f), y = _mm256_set1_ps(0x1p-30f * (float)seed), s[CHAINS];
	SUMS_RUN(KEEP, x, _mm256_set1_ps((float)i + 0.5f), _mm256_fmadd_ps(x, y, s[i]));
}

TARGET("avx2") static void int8_avx2(uint64_t rounds, uint32_t seed)
{
	const __m256i ones = _mm256_set1_epi16(1);
	__m256i x = _mm256_set1_epi32((int)(seed * 0x01020305u)), y = _mm256_set1_epi32((int)(seed * 0x11f3e507u)), s[CHAINS];
	CK_UNROLL
	for (int i = 0; i < CHAINS; i++)
		s[i] = _mm256_set1_epi32(i);
	for (uint64_t r = 0; r < rounds; r++)
		CK_UNROLL
		for (int i = 0; i < CHAINS; i++) {
			KEEP(y);
			s[i] = _mm256_add_epi32(s[i], _mm256_madd_epi16(_mm256_maddubs_epi16(x, y), ones));
		}
	CK_UNROLL
	for (int i = 0; i < CHAINS; i++)
		KEEP(s[i]);
}

TARGET("avx512f") static void f32_avx512(uint64_t rounds, uint32_t seed)
{
	__m512 x = _mm512_set1_ps(1 + (float)seed * 0x1p-20f), y = _mm512_set1_ps(0x1p-30f * (float)seed), s[CHAINS];
	SUMS_RUN(KEEPV, x, _mm512_set1_ps((float)i + 0.5f), _mm512_fmadd_ps(x, y, s[i]));
}

TARGET("avx512f,avx512vnni") static void int8_vnni(uint64_t rounds, uint32_t seed)
{
	__m512i x = _mm512_set1_epi32((int)(seed * 0x01020305u)), y = _mm512_set1_epi32((int)(seed * 0x11f3e507u)), s[CHAINS];
	SUMS_RUN(KEEPV, y, _mm512_set1_epi32(i), _mm512_dpbusd_epi32(s[i], x, y));
}

TARGET("avx512f,avx512bf16") static void bf16_avx512(uint64_t rounds, uint32_t seed)
{
	__m512bh x = (__m512bh)_mm512_set1_epi32((int)(0x3f803fc0 + seed)), y = (__m512bh)_mm512_set1_epi32((int)(0x3f903f80 + seed));
	__m512 s[CHAINS];
	SUMS_RUN(KEEPV, x, _mm512_set1_ps((float)i + 0.5f), _mm512_dpbf16_ps(s[i], x, y));
}

/* Tiles 6 and 7 become random words of these bits, 0 to 5 sums of 0. With zeros products are faster than with values. */
static void tiles_fill(uint32_t seed, uint32_t bits, uint32_t set)
{
	uint32_t word[2][CK_TILE_ROWS][CK_TILE_BYTES / 4];
	for (int t = 0; t < 2; t++)
		for (int i = 0; i < CK_TILE_ROWS; i++)
			for (int j = 0; j < CK_TILE_BYTES / 4; j++) {
				seed = seed * 0x915f77f5u + 1;
				word[t][i][j] = ((seed >> 16 | seed << 16) & bits) | set;
			}
	ck_tiles_open_whole();
	CK_TILE_ZERO(0);
	CK_TILE_ZERO(1);
	CK_TILE_ZERO(2);
	CK_TILE_ZERO(3);
	CK_TILE_ZERO(4);
	CK_TILE_ZERO(5);
	CK_TILE_LOAD(6, word[0], CK_TILE_BYTES);
	CK_TILE_LOAD(7, word[1], CK_TILE_BYTES);
}

/* Six sums hide the latency of a product; CHAINS products in each round. */
#define TILES_RUN(dot) do { \
	_Static_assert(CHAINS == 12, "two products for each sum"); \
	for (uint64_t r = 0; r < 2 * rounds; r++) { \
		dot(0, 6, 7); \
		dot(1, 6, 7); \
		dot(2, 6, 7); \
		dot(3, 6, 7); \
		dot(4, 6, 7); \
		dot(5, 6, 7); \
	} \
	ck_tiles_close(); \
} while (0)

static void int8_amx(uint64_t rounds, uint32_t seed)
{
	tiles_fill(seed, UINT32_MAX, 0);
	TILES_RUN(CK_TILE_DOT_SU);
}

static void bf16_amx(uint64_t rounds, uint32_t seed)
{
	tiles_fill(seed, 0x80ff80ff, 0x3f003f00); /* 0.5 to 2, either sign */
	TILES_RUN(CK_TILE_DOT_BF16);
}
#endif

/* Without vectors, what a plain loop does. */
static void f32_plain(uint64_t rounds, uint32_t seed)
{
	float x = 1 + (float)seed * 0x1p-20f, s[CHAINS] = { 0 };
	for (uint64_t r = 0; r < rounds; r++)
		CK_UNROLL
		for (int i = 0; i < CHAINS; i++)
			s[i] = s[i] * x + 0x1p-30f;
	CK_UNROLL
	for (int i = 0; i < CHAINS; i++)
		__asm__ volatile("" : "+m"(s[i]));
}

static void int8_plain(uint64_t rounds, uint32_t seed)
{
	volatile uint8_t x = (uint8_t)(seed * 37);
	volatile int8_t y = (int8_t)(seed * 59);
	int32_t s[CHAINS] = { 0 };
	for (uint64_t r = 0; r < rounds; r++) {
		int32_t product = x * y;
		CK_UNROLL
		for (int i = 0; i < CHAINS; i++)
			s[i] = (int32_t)((uint32_t)s[i] + (uint32_t)product);
	}
	CK_UNROLL
	for (int i = 0; i < CHAINS; i++)
		__asm__ volatile("" : "+m"(s[i]));
}

static const struct unit { const char *features; void (*fn)(uint64_t, uint32_t); int ops; } f32_units[] = {
#if defined(__x86_64__)
	{ "avx512f", f32_avx512, 32 },
	{ "avx2 fma", f32_avx2, 16 },
#endif
	{ "", f32_plain, 2 },
}, int8_units[] = {
#if defined(__x86_64__)
	{ "amx_tile amx_int8", int8_amx, 2 * 16 * 16 * 64 },
	{ "avx512f avx512_vnni", int8_vnni, 128 },
	{ "avx2", int8_avx2, 64 },
#endif
	{ "", int8_plain, 2 },
}, bf16_units[] = {
#if defined(__x86_64__)
	{ "amx_tile amx_bf16", bf16_amx, 2 * 16 * 16 * 32 },
	{ "avx512f avx512_bf16", bf16_avx512, 64 },
#endif
	{ .features = NULL },
};

static double rate(struct ck_team *t, const struct unit *unit)
{
	while (unit->features && !ck_cpu_has(unit->features))
		unit++;
	if (!unit->features)
		return 0;
	return (double)ck_team_size(t) * unit->ops * CHAINS * ROUNDS / fastest(t, compute, &(struct job){ unit->fn });
}

double ck_rate_f32(struct ck_team *t)
{
	return rate(t, f32_units);
}

double ck_rate_int8(struct ck_team *t)
{
	return rate(t, int8_units);
}

double ck_rate_bf16(struct ck_team *t)
{
	return rate(t, bf16_units);
}
