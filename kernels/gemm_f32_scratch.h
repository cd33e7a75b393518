/* Sizes of gemm_f32.h, stated apart so that descriptors have them on every host. */
#ifndef CK_KERNEL_GEMM_F32_SCRATCH_H
#define CK_KERNEL_GEMM_F32_SCRATCH_H

enum {
	CK_GEMM_DEPTH = 256, /* k of b that are packed at a time */
	CK_GEMM_ROWS = 256,  /* of results that one packing serves */
	CK_GEMM_COLS = 3     /* vectors of 16 columns in a panel, at most */
};

/* Bytes: a panel of b, and as many sums. */
#define CK_GEMM_F32_SCRATCH "2 * 4*256*48"
_Static_assert(CK_GEMM_COLS * 16 == 48 && CK_GEMM_DEPTH == 256 && CK_GEMM_ROWS == 256, "the sizes in CK_GEMM_F32_SCRATCH");

#endif
