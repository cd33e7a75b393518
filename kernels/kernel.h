/* What a kernel file says of itself. Selection, tests, benchmarks and ck-kernels read these.
 *
 * kernels/<stem>.<isa>.c defines the function ck_<stem>_<isa> and its descriptor, with CK_KERNEL. The
 * registry is made from the file names, so a file without its descriptor does not link. The body stands
 * inside #ifdef CK_HAVE_<ISA> (the build defines it where the compiler has that ISA); the descriptor
 * stands outside, so that code can be lowered for a machine this one is not.
 *
 * A kernel computes items [lo, hi) of its axis. Where that is one dimension, it touches an operand that has this dimension
 * at these items only. It does not allocate, print or start threads, and
 * rounds as its op's header says, in the default floating-point environment (nearest, no FTZ, no DAZ).
 * Operands are aligned to the size of their elements, packed weights to 32 bytes, scratch to 64. */
#ifndef CK_KERNEL_H
#define CK_KERNEL_H

#include <stdint.h>

typedef void ck_kernel_fn(const void *args, int64_t lo, int64_t hi);

struct ck_kernel {
	const char *symbol;   /* C name */
	const char *op;       /* kind in ops.def */
	const char *isa;      /* in isa.def: the features the body needs */
	const char *numerics; /* exact, or fast */
	const char *modes;    /* programs it is for; "" any */
	const char *dtypes;   /* "x=f32 w=q8_0": operand types beyond those ops.def fixes */
	const char *packing;  /* "w=n16": packing of each weight not stored as rows */
	const char *where;    /* condition on the op's dimensions and attributes; "" always */
	const char *axis;     /* product of the op's dimensions that lo and hi count */
	int grain;            /* lo is a multiple of it; hi too, or the end */
	const char *scratch;  /* bytes per thread, expression over dimensions; "" none */
	const char *reduce;   /* order of reductions, in words; "" it has none */
	int rank;             /* among kernels of one ISA that fit, the highest is taken */
	ck_kernel_fn *fn;     /* NULL where the body was not compiled */
};

#define CK_KERNEL_CAT_(a, b) a##b
#define CK_KERNEL_CAT(a, b) CK_KERNEL_CAT_(a, b)

/* CK_KERNEL(ck_matmul_f32_avx2, CK_BODY_AVX2(ck_matmul_f32_avx2), .op = "matmul", ...); */
#define CK_KERNEL(name, body, ...) \
	extern const struct ck_kernel name##_kernel; \
	const struct ck_kernel name##_kernel = { .symbol = #name, .fn = body, __VA_ARGS__ }

/* CK_FN(ck_matmul_f32_avx2) { ... }: prototype and head of a kernel's function. */
#define CK_FN(name) \
	ck_kernel_fn name; \
	void name(const void *args, int64_t lo, int64_t hi)

#define CK_BODY_REF(f) f
#ifdef CK_HAVE_AVX2
#define CK_BODY_AVX2(f) f
#else
#define CK_BODY_AVX2(f) 0
#endif
#ifdef CK_HAVE_AVXVNNI
#define CK_BODY_AVXVNNI(f) f
#else
#define CK_BODY_AVXVNNI(f) 0
#endif
#ifdef CK_HAVE_AVX512
#define CK_BODY_AVX512(f) f
#else
#define CK_BODY_AVX512(f) 0
#endif
#ifdef CK_HAVE_VNNI
#define CK_BODY_VNNI(f) f
#else
#define CK_BODY_VNNI(f) 0
#endif
#ifdef CK_HAVE_AVX512BF16
#define CK_BODY_AVX512BF16(f) f
#else
#define CK_BODY_AVX512BF16(f) 0
#endif
#ifdef CK_HAVE_AMX
#define CK_BODY_AMX(f) f
#else
#define CK_BODY_AMX(f) 0
#endif

/* How a weight of N rows of K elements is laid out for kernels. pack reads rows as GGUF stores them.
 * Panels of rows follow each other: the first m rows, m a multiple of CK_PACK_ROWS, are packed into the
 * first size(m, k) bytes, whatever comes behind them. */
#define CK_PACK_ROWS 64
struct ck_packing {
	const char *name;
	const char *dtype;
	const char *doc;
	int64_t (*size)(int64_t n, int64_t k);   /* packed bytes; -1: shape not possible */
	void (*pack)(void *packed, const void *rows, int64_t n, int64_t k);
	void (*unpack)(void *rows, const void *packed, int64_t n, int64_t k); /* exact inverse */
};

extern const struct ck_kernel *const ck_kernels[];   /* ends with NULL; sorted by symbol */
extern const struct ck_packing *const ck_packings[]; /* ends with NULL */

#endif
