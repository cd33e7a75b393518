/* Scratch of matmul_packed.h, stated apart so that descriptors have it on every host. */
#ifndef CK_KERNEL_PACKED_SCRATCH_H
#define CK_KERNEL_PACKED_SCRATCH_H

enum { CK_PACKED_ROWS = 128 /* of activations, packed together; they share a block's expansion */ };

/* Bytes: 10 for each k of 8 rows at most (ck_packed_bytes). */
#define CK_PACKED_SCRATCH "160*K"
_Static_assert(CK_PACKED_ROWS / 8 * 10 == 160, "the number above");

#endif
