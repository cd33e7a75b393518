/* Sizes and shapes of bf16_gemm.h, stated apart so that descriptors have them on every host. */
#ifndef CK_KERNEL_BF16_SCRATCH_H
#define CK_KERNEL_BF16_SCRATCH_H

enum {
	CK_BG_ROWS = 512, /* of activations that one expansion of the weights serves */
	CK_BG_GROUP = 8   /* pairs of panels that one read of a piece of the activations serves */
};

/* Bytes: sums of the rows, 2 panels of 16 columns for each pair of a group. */
#define CK_BF16_GEMM_SCRATCH "8*2*64 * min(T + 31, 512)"

/* Where programs have more rows. With no more, expanding the weights costs more than what is gained; above all, a prompt's head
 * has no more, since programs have at most 32 outputs (pass_fuse.c), and so stays exact. A program's bound decides, not a call's
 * rows, so that a row's bits do not depend on how many come with it. */
#define CK_BF16_GEMM_MANY " && T > 32"

#endif
