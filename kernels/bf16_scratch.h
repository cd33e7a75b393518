/* Sizes of bf16_gemm.h, stated apart so that descriptors have them on every host. */
#ifndef CK_KERNEL_BF16_SCRATCH_H
#define CK_KERNEL_BF16_SCRATCH_H

enum {
	CK_BG_ROWS = 512, /* of activations that one expansion of the weights serves */
	CK_BG_GROUP = 8   /* pairs of panels that one read of a piece of the activations serves */
};

/* Bytes: sums of the rows, 2 panels of 16 columns for each pair of a group. */
#define CK_BF16_GEMM_SCRATCH "8*2*64 * min(T + 31, 512)"

#endif
