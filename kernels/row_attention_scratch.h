/* Scratch of row_attention_vec.h, stated apart so that descriptors have it on every host. */
#ifndef CK_KERNEL_ROW_ATTENTION_SCRATCH_H
#define CK_KERNEL_ROW_ATTENTION_SCRATCH_H

/* Bytes of n pairs of rows: for each an index of 8 bytes and 4 floats, in whole vectors. */
#define CK_ROW_ATTENTION_SCRATCH "24 * (T + 16)"
#define CK_ROW_ATTENTION_DKV_SCRATCH "24 * (T*(H/KV) + 16)"

#endif
